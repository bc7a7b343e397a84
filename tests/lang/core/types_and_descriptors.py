# type, object, descriptors, super, properties as objects.
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
class A:
    "doc of A"
    x: int = 1
    def __init__(self, v=0): self.v = v
    @property
    def p(self): "doc of p"; return self.v
    @p.setter
    def p(self, v): self.v = v
    @property
    def ro(self): return 1
    @classmethod
    def c(cls, *a): "doc of c"; return cls.__name__, a
    @staticmethod
    def s(*a): return a
class B(A):
    __slots__ = ('q',)
print(A.__name__, A.__qualname__, A.__module__, A.__bases__, A.__mro__, A.__base__, A.__doc__, A.__annotations__, A.__dictoffset__ > 0)
print(list(vars(A)), type(vars(A)).__name__)
print(A.p.__doc__, A.p.fget.__name__, A.p.fset.__name__, A.p.fdel, A.__dict__['c'].__wrapped__.__name__, A.__dict__['s'].__func__.__qualname__, A.__dict__['c'].__doc__)
t(lambda: setattr(A(), 'ro', 1)); t(lambda: delattr(A(), 'p')); t(lambda: property().__get__(A(), A)); t(lambda: A.p.__set__(A(), 4)); t(lambda: A.p.__get__(None, A) is A.p)
t(lambda: A(1, 2)); t(lambda: object(1)); t(lambda: object.__new__(int)); t(lambda: object.__new__(5)); t(lambda: object().__init__(1)); t(lambda: int.__new__(str))
t(lambda: setattr(int, 'x', 1)); t(lambda: delattr(int, 'real')); t(lambda: setattr(A, '__name__', 5)); t(lambda: setattr(A, '__bases__', ())); t(lambda: setattr(A, '__bases__', (A,))); t(lambda: setattr(A(), '__class__', 5)); t(lambda: setattr(A(), '__class__', int))
t(lambda: type('X', (), {'a': 1}).a); t(lambda: type('X', 5, {})); t(lambda: type(5, (), {})); t(lambda: type('X', (), 5)); t(lambda: type('X', (bool,), {})); t(lambda: type('X', (int, str), {})); t(lambda: type(1, 2))
b = B(); b.q = 5; b.zz = 6
print(b.q, b.zz, vars(b), B.q)
b.__class__ = A if False else B
class C1:
    def f(self): return 'C1'
class C2:
    def f(self): return 'C2'
o = C1(); o.n = 1; o.__class__ = C2
print(o.f(), o.n, type(o).__name__)
class D1(C1): pass
D1.__bases__ = (C2,)
print(D1().f(), D1.__mro__, C1.__subclasses__(), D1 in C2.__subclasses__())
print(int.__add__, [].append.__name__, list.append, list.append.__qualname__, list.append.__objclass__, dict.fromkeys.__self__, int.real, type.__dict__['__mro__'], str.join.__doc__ is not None, (5).__add__.__self__, len.__self__.__name__, len.__module__, len.__text_signature__, object.__init__.__text_signature__)
class Meta(type):
    def __call__(cls, *a): return ('made', cls.__name__, super().__call__(*a).v)
    def __instancecheck__(cls, x): return x == 5
    def __subclasscheck__(cls, x): return x is int
    @classmethod
    def __prepare__(m, name, bases, **kw): return {'prepared': kw}
    def __new__(m, name, bases, ns, **kw): return super().__new__(m, name, bases, dict(ns))
    def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns)
class M(A, metaclass=Meta, k=1): pass
print(M(3), isinstance(5, M), isinstance(6, M), issubclass(int, M), M.prepared)
class S1:
    def m(self): return ['S1']
class S2(S1):
    def m(self): return ['S2'] + super().m()
class S3(S1):
    def m(self): return ['S3'] + super().m()
class S4(S2, S3):
    def m(self):
        f = lambda: super(S4, self).m()
        return ['S4'] + super().m() + f()
print(S4().m(), super(S2, S4()).m(), super(S2, S4).m(S4()), repr(super(S2, S4())).replace('__main__.', ''))
t(lambda: super()); t(lambda: super(1)); t(lambda: super(S2, 1)); t(lambda: super(S2, S1())); t(lambda: super(S4, S4()).nope)
class N:
    def f(): return super()
    def g(self): del self; return super()
t(lambda: N.f()); t(lambda: N().g())
class Sn:
    def __set_name__(self, owner, name): print('set_name', owner.__name__, name)
class U: a = Sn(); b = Sn()
class Bad:
    def __set_name__(self, owner, name): raise ValueError('no')
try:
    class V: a = Bad()
except RuntimeError as e: print(e, repr(e.__cause__))
class I:
    def __init_subclass__(cls, /, **kw): print('sub', cls.__name__, kw)
class J(I, z=1): pass
t(lambda: type('K', (A,), {}, z=1))
from types import *
print(FunctionType, MethodType, type(None), type(...), type(NotImplemented), CellType, CodeType, GetSetDescriptorType, MemberDescriptorType, MappingProxyType)
f = lambda a, b=2, *c, d=4, **e: (a, b, c, d, e)
print(f.__defaults__, f.__kwdefaults__, f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_kwonlyargcount, f.__code__.co_flags, f.__code__.co_name, f.__name__, f.__qualname__, f.__closure__, f.__annotations__, f.__dict__)
f.__defaults__ = (9, 8); f.attr = 1; f.__name__ = 'ff'
print(f(), f.attr, f.__name__, f.__dict__)
t(lambda: setattr(f, '__defaults__', 5)); t(lambda: setattr(f, '__name__', 5)); t(lambda: setattr(f, '__code__', 5)); t(lambda: setattr(f, '__closure__', 5)); t(lambda: MethodType(5, 1)); t(lambda: MethodType(f, None))
g = FunctionType(f.__code__, {}, 'g', (1, 2)); print(g(), g.__name__, g.__globals__.keys())
def outer():
    y = 1
    def inner(): nonlocal y; y += 1; return y
    return inner
h = outer(); h(); print(h.__closure__[0].cell_contents, h.__code__.co_freevars, outer.__code__.co_cellvars)
h.__closure__[0].cell_contents = 41; print(h(), CellType(3) == CellType(3), CellType() < CellType(0))
m = A(3).c; print(m.__self__, m.__func__.__name__, m('x')); print(A().__init__ == A.__init__, A.c == A.c, hash(A.c) == hash(A.c))
print(ModuleType('mm', 'd'), ModuleType('mm').__dict__, sorted(dir(ModuleType('q'))))
print(f.__code__.replace(co_name='zz').co_name, f.__code__ == f.__code__.replace(co_name='zz'), compile('1', 'f', 'eval') == compile('1', 'f', 'eval'))
