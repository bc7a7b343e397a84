class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Q(P): pass
class NoArgs:
    def __init__(self): self.v = 1
def f(o):
    match o:
        case P(0, 0): return "origin"
        case P(x, 0): return f"x axis {x}"
        case P(0, y=yy): return f"y axis {yy}"
        case Q(x=a, y=b): return f"Q {a} {b}"
        case P(x=int() | float() as x, y=str(y)): return f"mixed {x} {y}"
        case P(): return "P"
        case {"type": "circle", "r": r}: return f"circle {r}"
        case {"type": t, **rest}: return f"typed {t} {rest}"
        case {"k": [a, {"z": z}]}: return f"deep {a} {z}"
        case {}: return "mapping"
        case int(n) if n > 100: return f"big {n}"
        case int(): return "int"
        case float(f): return f"float {f}"
        case str(s) | bytes(s): return f"text {s!r}"
        case bool(): return "bool?"
        case list([a, b]): return f"list {a} {b}"
        case tuple(t): return f"tuple {t}"
        case NoArgs(v=1): return "noargs"
        case dict(): return "never"
        case type(): return "type"
        case _: return "other"
for o in (P(0, 0), P(5, 0), P(0, 6), Q(1, 2), P(1, "s"), P("a", "b"), {"type": "circle", "r": 2}, {"type": "sq", "w": 1}, {"k": [1, {"z": 2, "q": 3}]}, {}, {"a": 1}, 200, 5, True, 2.5, "s", b"b", [1, 2], [1], (1, 2, 3), NoArgs(), int, None):
    print(f(o))
class Bad: __match_args__ = 5
class Bad2: __match_args__ = (1,)
class Bad3: __match_args__ = ["x"]
for cls, arg in ((Bad, 1), (Bad2, 1), (Bad3, 1), (NoArgs, 1)):
    try:
        match cls():
            case cls(a): print("m", a)
    except TypeError as e: print(e)
try:
    match P(1, 2):
        case P(a, b, c): pass
except TypeError as e: print(e)
try:
    match P(1, 2):
        case P(a, x=b): pass
except TypeError as e: print(e)
try:
    match 5:
        case int(a, b): pass
except TypeError as e: print(e)
try:
    x = 5
    match 5:
        case x(): pass
except TypeError as e: print(e)
class M(dict):
    def __missing__(self, k): return "made"
match M(a=1):
    case {"b": v}: print("b", v)
    case {"a": v}: print("a", v)
import collections.abc
class Map(collections.abc.Mapping):
    def __getitem__(self, k): 
        if k == "a": return 1
        raise KeyError(k)
    def __iter__(self): return iter("a")
    def __len__(self): return 1
match Map():
    case {"a": 1, **r}: print("map", r)
class Eq:
    def __eq__(self, o): print("eq", o); return o == 7
match Eq():
    case 6: print("six")
    case 7: print("seven")
class Attr:
    __match_args__ = ("a",)
    @property
    def a(self): print("a read"); return 5
    @property
    def b(self): raise AttributeError
match Attr():
    case Attr(b=1): print("no")
    case Attr(6): print("no")
    case Attr(5 as v): print("yes", v)
match {"x": None}:
    case {"x": None}: print("none value")
match {1: "a", None: "b", 2.5: "c"}:
    case {1: p, None: q, 2.5: r}: print(p, q, r)
def ev(e):
    match e:
        case ("+", a, b): return ev(a) + ev(b)
        case ("*", a, b): return ev(a) * ev(b)
        case ("neg", a): return -ev(a)
        case int() | float(): return e
print(ev(("+", 1, ("*", 2, ("neg", 3)))))
