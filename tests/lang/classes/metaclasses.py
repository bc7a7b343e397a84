class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, bases, kw)
        return {"prepared": True}
    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")), kw)
        cls = super().__new__(mcs, name, bases, ns)
        cls.added = name.lower()
        return cls
    def __init__(cls, name, bases, ns, **kw):
        print("init", name)
        super().__init__(name, bases, ns)
    def __call__(cls, *args):
        print("call", cls.__name__, args)
        return super().__call__(*args)
    def __len__(cls): return 7
    def __getitem__(cls, k): return (cls.__name__, k)
    def __iter__(cls): return iter([1, 2])
    def __contains__(cls, x): return x == 5
    def __repr__(cls): return f"<Meta {cls.__name__}>"
    def __add__(cls, o): return "added"
    def __instancecheck__(cls, x): return x == "inst"
    def __subclasscheck__(cls, x): return x is int
    def __bool__(cls): return False
    @property
    def mp(cls): return "meta prop"
    def mm(cls): return "meta method of " + cls.__name__
class A(metaclass=Meta, option=1):
    x = 1
    def __init__(self, *a): self.a = a
class B(A): y = 2
a = A(1, 2)
print(a.a, A.added, B.added, A.prepared, len(A), A["k"], list(A), 5 in A, A, A + 1, isinstance("inst", A), issubclass(int, A), bool(A), A.mp, B.mm(), type(A), type(B), isinstance(A, type))
try:
    a.mm
except AttributeError as error:
    print(error)
class M2(type): pass
class X(metaclass=M2): pass
try:
    class Y(A, X): pass
except TypeError as error:
    print(error)
class M3(Meta): pass
class Z(A, metaclass=M3): pass
print(type(Z).__name__)
def func_meta(name, bases, ns): return (name, bases, sorted(ns))
class F(metaclass=func_meta): q = 1
print(F)
class Singleton(type):
    instances = {}
    def __call__(cls, *args):
        if cls not in cls.instances:
            cls.instances[cls] = super().__call__(*args)
        return cls.instances[cls]
class S(metaclass=Singleton):
    def __init__(self, v): self.v = v
print(S(1) is S(2), S(3).v)
class Sub:
    registry = []
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        Sub.registry.append((cls.__name__, tag))
class S1(Sub, tag="one"): pass
class S2(S1): pass
print(Sub.registry)
try:
    class S3(Sub, bad=1): pass
except TypeError as error:
    print(error)
T = type("T", (Sub,), {"v": 5, "get": lambda self: self.v}, tag="dyn")
print(T().get(), T.__name__, T.__qualname__, Sub.registry[-1], type(T), T.__module__)
for bad in (lambda: type(), lambda: type(1, 2), lambda: type(1, (), {}), lambda: type("a", 1, {}), lambda: type("a", (1,), {}), lambda: type("a\0", (), {})):
    try:
        bad()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
class Entries:
    def __init__(self, x): self.x = x
    def __mro_entries__(self, bases): return (dict,)
class ME(Entries(1)): pass
print(ME.__bases__, ME.__orig_bases__[0].x)
class CG:
    def __class_getitem__(cls, k): return f"{cls.__name__}[{k}]"
print(CG[int], CG[1, 2])
A.__name__ = "Renamed"
A.__qualname__ = "Q.Renamed"
print(A.__name__, A.__qualname__)
