class A:
    def __new__(cls, *args, **kw):
        print("new", cls.__name__, args, kw)
        return super().__new__(cls)
    def __init__(self, *args, **kw):
        print("init", args, kw)
A(1, x=2)
class B:
    def __new__(cls): return 5
    def __init__(self): print("never")
print(B())
class C:
    def __new__(cls, sub=False):
        return object.__new__(D if sub else cls)
    def __init__(self, sub=False): print("C init", type(self).__name__)
class D(C):
    def __init__(self, sub=False): print("D init")
C(); C(True)
class E:
    def __init__(self): return 5
try:
    E()
except TypeError as error:
    print(error)
class T(tuple):
    def __new__(cls, a, b): return tuple.__new__(cls, (a, b))
print(T(1, 2), T(*"xy")[1])
class F(float):
    def __new__(cls, x, unit): 
        self = float.__new__(cls, x)
        self.unit = unit
        return self
print(F(2.5, "m") * 2, F(1, "kg").unit)
class Single:
    _i = None
    def __new__(cls):
        if cls._i is None: cls._i = super().__new__(cls)
        return cls._i
print(Single() is Single())
class Del:
    def __del__(self): pass
d = Del()
del d
class Cl: pass
x = Cl()
class Other:
    def hi(self): return "hi", self.v
x.v = 3
x.__class__ = Other
print(x.hi(), type(x).__name__, isinstance(x, Other))
for f in (lambda: setattr(x, "__class__", 5), lambda: setattr(x, "__class__", int), lambda: setattr(5, "__class__", str)):
    try:
        f()
    except TypeError as error:
        print(error)
x.__dict__ = {"v": "replaced", "w": 1}
print(x.hi(), x.w)
try:
    x.__dict__ = 5
except TypeError as error:
    print(error)
