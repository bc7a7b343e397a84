"""Registries, descriptors, metaclasses, decorators and context managers working together."""
import contextlib, functools, inspect
class Registry(type):
    classes = {}
    def __new__(mcs, name, bases, ns, **options):
        cls = super().__new__(mcs, name, bases, ns)
        if key := options.get("key"): mcs.classes[key] = cls
        return cls
    def __init__(cls, name, bases, ns, **options): super().__init__(name, bases, ns)
class Field:
    def __init__(self, kind, default=None): self.kind, self.default = kind, default
    def __set_name__(self, owner, name):
        self.name = name
        owner.__dict__.get("_fields", None) is None and setattr(owner, "_fields", [f for b in owner.__mro__[1:] for f in getattr(b, "_fields", [])])
        owner._fields.append(name)
    def __get__(self, obj, owner): return self if obj is None else obj.__dict__.get(self.name, self.default)
    def __set__(self, obj, value):
        if not isinstance(value, self.kind): raise TypeError(f"{type(obj).__name__}.{self.name}: wanted {self.kind.__name__}, got {type(value).__name__}")
        obj.__dict__[self.name] = value
class Model(metaclass=Registry):
    def __init__(self, **values):
        for k, v in values.items():
            if k not in self._fields: raise AttributeError(f"no field {k}")
            setattr(self, k, v)
    def __repr__(self): return f"{type(self).__name__}({', '.join(f'{f}={getattr(self, f)!r}' for f in self._fields)})"
    def __eq__(self, o): return type(self) is type(o) and all(getattr(self, f) == getattr(o, f) for f in self._fields)
class Animal(Model, key="animal"):
    name = Field(str, "?")
    legs = Field(int, 4)
class Bird(Animal, key="bird"):
    wings = Field(int, 2)
print(Registry.classes, Bird._fields, Bird(name="tit", legs=2), Animal() == Animal(), Animal.name.kind)
for bad in ({"name": 5}, {"color": "red"}):
    try: Bird(**bad)
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
class Bus:
    def __init__(self): self.handlers, self.log = {}, []
    def on(self, event, priority=0):
        def register(f):
            self.handlers.setdefault(event, []).append((-priority, len(self.log), f))
            self.handlers[event].sort(key=lambda h: h[:2])
            self.log.append(f.__name__)
            return f
        return register
    def emit(self, event, *args, **kw):
        out = []
        for _, _, f in self.handlers.get(event, []):
            try: out.append(f(*args, **kw))
            except StopIteration: break
            except Exception as e: out.append(e)
        return out
bus = Bus()
@bus.on("x")
def first(v): return v + 1
@bus.on("x", priority=5)
@bus.on("y")
def second(v): return v * 10
@bus.on("x", priority=-1)
def third(v):
    if v > 5: raise StopIteration
    return 10 // v
print(bus.emit("x", 2), bus.emit("x", 0), bus.emit("x", 9), bus.emit("y", 3), bus.emit("z"), bus.log)
calls = []
def traced(f=None, *, prefix=""):
    if f is None: return functools.partial(traced, prefix=prefix)
    sig = inspect.signature(f)
    @functools.wraps(f)
    def wrapper(*a, **k):
        bound = sig.bind(*a, **k)
        bound.apply_defaults()
        calls.append(prefix + f.__name__ + str(dict(bound.arguments)))
        return f(*a, **k)
    return wrapper
@traced
def add(a, b=2, *rest, c=3, **kw): return a + b + c
@traced(prefix=">")
def mul(a, b): return a * b
print(add(1), add(1, 5, 6, c=7, d=8), mul(b=2, a=3), calls, str(inspect.signature(add)), add.__name__)
@contextlib.contextmanager
def transaction(store):
    saved = dict(store)
    try: yield store
    except KeyError as e:
        store.clear(); store.update(saved)
        print("rolled back", e)
    finally: print("end", store)
db = {"a": 1}
with transaction(db) as s: s["b"] = 2
with transaction(db) as s: s["c"] = 3; s["missing"]
class Pipeline:
    def __init__(self, *steps): self.steps = steps
    def __or__(self, f): return Pipeline(*self.steps, f)
    def __call__(self, x): return functools.reduce(lambda v, f: f(v), self.steps, x)
p = Pipeline() | (lambda x: x + 1) | str | list | len
print(p(99), p(999), (Pipeline(sorted) | tuple)("hello"))
class Lazy:
    def __init__(self, f): self.f = f
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, o, t):
        if o is None: return self
        value = o.__dict__[self.name] = self.f(o)
        return value
class Circle:
    def __init__(self, r): self.r, self.computed = r, 0
    @Lazy
    def area(self):
        self.computed += 1
        return 3 * self.r ** 2
c = Circle(2)
print([c.area for _ in range(3)], c.computed, sum(Circle(i).area for i in range(1000)))
class Proxy:
    def __init__(self, target): object.__setattr__(self, "_t", target); object.__setattr__(self, "_log", [])
    def __getattr__(self, n): self._log.append(("get", n)); return getattr(self._t, n)
    def __setattr__(self, n, v): self._log.append(("set", n)); setattr(self._t, n, v)
    def __call__(self, *a): return self._t(*a)
px = Proxy(Circle(1))
px.r = 5
print(px.r, px.area, px._log)
