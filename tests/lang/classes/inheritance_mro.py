class A:
    def f(self): return "A.f"
    def g(self): return "A.g " + self.f()
class B(A):
    def f(self): return "B.f>" + super().f()
class C(A):
    def f(self): return "C.f>" + super().f()
class D(B, C):
    def f(self): return "D.f>" + super().f()
print(D().f(), D().g(), [c.__name__ for c in D.__mro__], D.__base__, D.__bases__, D.mro() == list(D.__mro__))
print(issubclass(D, A), isinstance(D(), C), A.__subclasses__(), super(B, D()).f(), super(C, D()).f())
for bases in ((A, B), (B, A, C), (A, A), (int, str), (bool,), (type(None),), (range,), (type(lambda: 0),)):
    try:
        print(type("X", bases, {}).__mro__)
    except TypeError as error:
        print(error)
class X: pass
class Y: pass
class P(X, Y): pass
class Q(Y, X): pass
try:
    class R(P, Q): pass
except TypeError as error:
    print(error)
class Diamond1(int): 
    def __add__(self, o): return Diamond1(int.__add__(self, o) * 10)
class Diamond2(Diamond1): pass
print(Diamond2(3) + 4, type(Diamond2(3) + 4))
try:
    class Bad(5): pass
except TypeError as error:
    print(error)
class Init:
    def __init__(self, **kw):
        print("Init", kw)
class M1(Init):
    def __init__(self, a, **kw):
        print("M1", a)
        super().__init__(**kw)
class M2(Init):
    def __init__(self, b, **kw):
        print("M2", b)
        super().__init__(**kw)
class Both(M1, M2):
    def __init__(self, **kw):
        super().__init__(**kw)
Both(a=1, b=2, c=3)
try:
    object(1)
except TypeError as error:
    print(error)
class NoInit: pass
for f in (lambda: NoInit(1), lambda: NoInit(a=1), lambda: object.__new__(int), lambda: object.__new__(5), lambda: int.__new__(str), lambda: object.__init__(NoInit(), 1)):
    try:
        f()
    except TypeError as error:
        print(error)
A.f = lambda self: "patched"
print(D().f())
class Z: pass
class W(Z): pass
w = W()
class Z2:
    def hello(self): return "hello from Z2"
W.__bases__ = (Z2,)
print(w.hello(), W.__mro__)
