class S:
    __slots__ = ("a", "b")
    c = "class"
    def __init__(self): self.a = 1
s = S()
print(s.a, hasattr(s, "b"), hasattr(s, "__dict__"), S.__slots__, type(S.a), S.a.__get__(s))
s.b = 2
del s.a
for bad in ("s.a", "s.x = 1", "s.__dict__", "s.c = 1", "del s.a", "del s.zz"):
    try:
        exec(bad)
    except AttributeError as error:
        print(bad, error)
class T(S):
    __slots__ = "single"
t = T()
t.single = t.a = 5
print(t.single, t.a, hasattr(t, "__dict__"))
class U(S): pass
u = U()
u.anything = 1
u.a = 9
print(u.__dict__, u.a)
class V:
    __slots__ = ["x", "__dict__"]
v = V()
v.x, v.y = 1, 2
print(v.__dict__, v.x)
for body in ({"__slots__": ("a",), "a": 1}, {"__slots__": ("1x",)}, {"__slots__": (5,)}, {"__slots__": ("a", "a")}, {"__slots__": ("__dict__", "__dict__")}):
    try:
        print(type("X", (), body).__slots__)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
class P:
    __slots__ = ("p",)
class Q:
    __slots__ = ("q",)
try:
    class R(P, Q): pass
except TypeError as error:
    print(error)
class Mangled:
    __slots__ = ("__x",)
    def __init__(self): self.__x = 1
print(Mangled()._Mangled__x, [k for k in Mangled.__dict__ if "x" in k and k != "__firstlineno__"])
class I(int):
    __slots__ = ()
i = I(5)
try:
    i.x = 1
except AttributeError as error:
    print(error)
class E:
    __slots__ = {"a": "doc of a"}
print(E.__slots__)
