# Class methods, static methods and super() at sites that run hot, and their replacement; what calls put in front.
class A:
    n = 0
    @classmethod
    def c(cls, x): return cls.__name__, x
    @staticmethod
    def s(x): return ("s", x)
    def m(self): return type(self).__name__
class B(A):
    def m(self): return "B" + super().m()
    @classmethod
    def c(cls, x): return ("B",) + super().c(x)
class M(type):
    @classmethod
    def mc(mcs): return mcs.__name__
    def mm(cls): return cls.__name__
class C(A, metaclass=M): pass
def run():
    out = []
    for i in range(600):
        r = (A.c(i), A.s(i), B.c(i), B().c(i), A().s(i), B().m(), A().m(), C.mm(), C.c(1), C().c(2), C.mc())
        if i in (0, 599): out.append(r)
        if i == 300:
            A.s = staticmethod(lambda x: "new")
        if i == 400:
            A.c = classmethod(lambda cls, x: ("other", cls.__name__))
        if i == 500:
            A.c = staticmethod(lambda x: ("static", x))
    return out
print(run())
for k in (B.c, B().c, A.s, super(B, B()).m, super(B, B).c):
    print(k.__name__)
class D:
    @property
    def __class__(self): return int
print(isinstance(D(), int), isinstance(D(), D), isinstance(D(), str))
class E:
    def __getattribute__(self, n):
        if n == "__class__": return str
        return object.__getattribute__(self, n)
print(isinstance(E(), str), isinstance(E(), int))

try: super(B, B()).nope()
except AttributeError as e: print(e)
class Call:
    def __call__(self, *a, **k): return a, k
class Meta(type):
    def __call__(cls, *a, **k): return ("meta", a, k)
class X(metaclass=Meta): pass
print(Call()(1, b=2), X(1, c=3), list(map(Call(), [1])), list(map(X, [1])), sorted([3,1], key=Call().__call__))
class F:
    f = Call()
    g = len
print(F().f(1), F().g([1]))
