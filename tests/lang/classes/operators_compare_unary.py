class C:
    def __init__(self, v): self.v = v
    def __eq__(self, o): print("eq", self.v, o.v); return self.v == o.v
    def __lt__(self, o): print("lt", self.v, o.v); return self.v < o.v
    def __le__(self, o): print("le", self.v, o.v); return self.v <= o.v
    def __hash__(self): return hash(self.v)
a, b, c = C(1), C(2), C(1)
print(a == b, a == c, a != b, a < b, a > b, a <= b, a >= b, sorted([b, a], key=lambda x: x.v)[0].v, min(b, a).v, max(a, b).v)
print(a < b < C(3), a < c < b, a in [b, c], [a, b] == [c, b], (a, b) < (c, C(5)))
try:
    class NoOrder: pass
    NoOrder() < NoOrder()
except TypeError as error:
    print(error)
class Rich:
    def __eq__(self, o): return "eq!"
    def __ne__(self, o): return []
    def __lt__(self, o): return 0
print(Rich() == 1, Rich() != 1, Rich() < 1, Rich() < 1 < 2, 1 == Rich(), (1 > Rich()), bool(Rich() == 1), Rich() in [5])
class U:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
    def __round__(self, n=None): return ("round", n)
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __int__(self): return 5
    def __float__(self): return 2.5
    def __complex__(self): return 1j
    def __index__(self): return 3
    def __bool__(self): return False
    def __len__(self): return 10
    def __str__(self): return "str"
    def __repr__(self): return "repr"
    def __bytes__(self): return b"bytes"
    def __format__(self, s): return "fmt:" + s
    def __hash__(self): return 99
    def __call__(self, *a, **k): return a, k
import math
u = U()
print(-u, +u, ~u, abs(u), round(u), round(u, 2), math.trunc(u), math.floor(u), math.ceil(u), int(u), float(u), complex(u), [1, 2, 3, 4][u], range(u), bin(u), hex(u), bool(u), len(u), str(u), repr(u), bytes(u), format(u, "x"), f"{u:y}", hash(u), u(1, a=2), not u, "abc" * u, chr(65 + u.__index__()), math.sqrt(u), "%d %s %r %f" % (u, u, u, u), [0] * u, list(range(10))[u:], divmod(10, int(u)))
class B:
    def __len__(self): return "x"
    def __int__(self): return "x"
    def __index__(self): return 1.5
    def __hash__(self): return 1.5
    def __str__(self): return 5
    def __bool__(self): return 5
    def __iter__(self): return 5
    def __contains__(self, x): return 2
    def __bytes__(self): return "x"
    def __format__(self, s): return 5
    def __complex__(self): return 1
    def __float__(self): return 1
for name in ("len", "int", "hash", "str", "bool", "iter", "bytes", "format", "complex", "float", "bin", "list", "range"):
    try:
        print(name, eval(name)(B()))
    except TypeError as error:
        print(name, error)
print(5 in B())
class Hide:
    __eq__ = None
    __len__ = None
    __iter__ = None
    __contains__ = None
    __add__ = None
    __hash__ = None
    __call__ = None
    __bool__ = None
for code in ("Hide() == 1", "len(Hide())", "iter(Hide())", "1 in Hide()", "Hide() + 1", "hash(Hide())", "Hide()()", "bool(Hide())", "1 + Hide()", "Hide() != 1"):
    try:
        print(code, eval(code))
    except TypeError as error:
        print(code, error)
u.__len__ = lambda: 77
print(len(u))
