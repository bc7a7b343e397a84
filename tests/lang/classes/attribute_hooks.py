class G:
    def __init__(self): self.real = 1
    def __getattr__(self, name):
        print("getattr", name)
        if name.startswith("no"): raise AttributeError(f"no {name}!")
        return name.upper()
    def __setattr__(self, name, value):
        print("setattr", name, value)
        object.__setattr__(self, name, value)
    def __delattr__(self, name):
        print("delattr", name)
        object.__delattr__(self, name)
g = G()
print(g.real, g.fake)
g.x = 5
g.x += 1
del g.x
try:
    g.nope
except AttributeError as error:
    print(error)
print(hasattr(g, "no1"), getattr(g, "no2", "dflt"))
class A:
    def __getattribute__(self, name):
        print("getattribute", name)
        if name == "special": return 42
        return object.__getattribute__(self, name)
    def m(self): return "m"
    def __getattr__(self, name): return "fallback " + name
a = A()
a.y = 3
print(a.special, a.y, a.m(), a.missing, len(a.__dict__))
class B:
    def __getattribute__(self, name): raise AttributeError("always")
for f in (lambda: B().x, lambda: B().__class__):
    try:
        print(f())
    except AttributeError as error:
        print(error)
class Proxy:
    def __init__(self, target): object.__setattr__(self, "_target", target)
    def __getattr__(self, name): return getattr(self._target, name)
    def __setattr__(self, name, value): setattr(self._target, name, value)
    def __len__(self): return len(self._target)
class T:
    def __init__(self): self.v = 1
t = T()
p = Proxy(t)
p.v = 10
p.new = 20
print(t.v, t.new, p.v, Proxy([1, 2]).index(2), len(Proxy("abc")))
class D:
    def __dir__(self): return ["b", "a"]
print(dir(D()))
class Counter:
    hits = 0
    def __getattr__(self, name):
        Counter.hits += 1
        value = len(name)
        setattr(self, name, value)
        return value
c = Counter()
print([c.abc for _ in range(3)], Counter.hits, [c.abc + c.de for _ in range(3)], Counter.hits)
G.later = "class attr"
print(g.later)
class Cls(type):
    def __getattr__(cls, name): return f"meta {name}"
class U(metaclass=Cls): pass
print(U.anything)
try:
    U().anything
except AttributeError as error:
    print(error)
try:
    object().x = 1
except AttributeError as error:
    print(error)
for f in (lambda: setattr(5, "a", 1), lambda: setattr(int, "a", 1), lambda: getattr(1, 2), lambda: setattr(g, 5, 5), lambda: delattr(int, "real"), lambda: setattr(len, "x", 1), lambda: getattr(1, "x")):
    try:
        f()
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
