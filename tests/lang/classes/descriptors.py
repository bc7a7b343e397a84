class Data:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name
    def __get__(self, obj, owner=None):
        if obj is None: return ("class access", owner.__name__)
        return obj.__dict__.get(self.name, "unset")
    def __set__(self, obj, value): obj.__dict__[self.name] = ("set", value)
    def __delete__(self, obj): del obj.__dict__[self.name]
class NonData:
    def __get__(self, obj, owner=None): return "non-data"
class SetOnly:
    def __set__(self, obj, value): print("SetOnly", value)
class C:
    d = Data()
    n = NonData()
    s = SetOnly()
c = C()
print(c.d, C.d, c.n, C.n)
c.d = 5
c.n = "instance"
c.s = 7
print(c.d, c.n, c.__dict__, type(c.s).__name__)
c.__dict__["s"] = "shadow"
print(c.s)
del c.d
print(c.d)
del c.n
print(c.n)
C.d = "replaced"
print(c.d, C.d)
for bad in ("del c.s", "del c.d"):
    try:
        exec(bad)
    except AttributeError as error:
        print(bad, error)
class Typed:
    def __init__(self, kind): self.kind = kind
    def __set_name__(self, owner, name): self.slot = "_" + name
    def __get__(self, obj, owner): return self if obj is None else getattr(obj, self.slot)
    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.slot[1:]} must be {self.kind.__name__}")
        setattr(obj, self.slot, value)
class Person:
    name = Typed(str)
    age = Typed(int)
    def __init__(self, name, age): self.name, self.age = name, age
p = Person("Ann", 30)
print(p.name, p.age, p.__dict__)
try:
    p.age = "old"
except TypeError as error:
    print(error)
class Method:
    def __init__(self, f): self.f = f
    def __get__(self, obj, owner): return lambda *a: (self.f, obj is not None, a)
    def __call__(self, *a): return "called"
class M:
    m = Method("f")
    @staticmethod
    def sm(): return "sm"
print(M().m(1), M.m(2), M.__dict__["m"]())
def f(self): return self
print(f.__get__(5)(), f.__get__(None, int) is f, int.__add__.__get__(3)(4))
class Fail:
    def __set_name__(self, owner, name): raise ValueError("no")
try:
    class X:
        f = Fail()
except RuntimeError as error:
    print(error, repr(error.__cause__))
