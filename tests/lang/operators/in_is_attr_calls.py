class M:
    def __init__(self): self.calls = 0
    def inc(self, n=1): self.calls += n; return self
    @staticmethod
    def st(x): return x + 1
    @classmethod
    def cl(cls, x): return (cls.__name__, x)
    def __call__(self, x): return x * 2
m = M()
print(m.inc().inc(5).inc(n=2).calls, M.inc(m, 3).calls, m.st(1), M.st(2), m.cl(1), M.cl(2), m(4), getattr(m, "inc")().calls)
f = m.inc
for _ in range(1000): f()
print(m.calls)
m.inc = lambda n=1: "instance attr"
print(m.inc(), M.inc(m).calls)
del m.inc
print(m.inc().calls)
fs = [len, abs, str, int, lambda x: -x, M.st, m, m.cl, "abc".count, [].append, float, type]
print([g(a) for g, a in zip(fs, ["abc", -5, 1, "7", 3, 1, 5, 2, "a", 3, "2.5", 1])])
def poly(a, b): return a + b
print([poly(x, y) for x, y in [(1, 2), (1.5, 2), ("a", "b"), ([1], [2]), ((1,), ()), (True, 1), (1j, 1), (2**70, 1)]] * 2)
print((lambda: (lambda: 5))()(), [lambda x: x][0](3), {"k": max}["k"](1, 2), (str if 0 else int)("5"), "a,b".split(",")[1].upper().center(3), [1, 2, 3].index(2).bit_length(), (5).__add__(3), -5 .__abs__(), 1 .real, 1.5.is_integer(), "%s".__mod__("x"), [].__len__(), {}.__contains__(1), int.__call__("5") if False else 5)
print(dict(a=1, **{"b": 2}), print.__call__("via call"), type.__call__(list, "ab"), list.__new__(list), (lambda *a, **k: (a, k))(*"ab", c=1, *[2], **{"d": 3}))
class Desc:
    def __get__(self, o, t): return lambda *a: ("desc", o is None, a)
class H:
    d = Desc()
    l = len
    b = abs
    p = print
    i = int
    def meth(self, *, k): return k
h = H()
print(h.d(1), H.d(2), h.l("abc"), h.b(-3), h.i("5"), h.meth(k=1))
try: h.meth(1)
except TypeError as e: print(e)
try: h.l()
except TypeError as e: print(e)
