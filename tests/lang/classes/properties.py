class C:
    def __init__(self): self._x = 1
    @property
    def x(self):
        "The x."
        return self._x
    @x.setter
    def x(self, value):
        if value < 0: raise ValueError("negative")
        self._x = value
    @x.deleter
    def x(self):
        print("deleting")
        self._x = None
    @property
    def ro(self): return "read only"
    y = property(lambda self: self._x * 2, lambda self, v: setattr(self, "_x", v // 2), doc="y doc")
    z = property()
c = C()
c.x = 5
c.y = 20
c.x += 1
print(c.x, c.y, c.ro, C.x.__doc__, C.y.__doc__, C.x.fget(c), type(C.x), C.x.fset is not None)
del c.x
print(c.x)
for bad in ("c.x = -1", "c.ro = 1", "del c.ro", "c.z", "c.z = 1", "del c.y"):
    try:
        exec(bad)
    except (AttributeError, ValueError) as error:
        print(bad, type(error).__name__, error)
class D(C):
    @property
    def x(self): return "D" + str(super().x)
    @C.ro.getter
    def ro(self): return "new getter"
d = D()
print(d.x, d.ro)
try:
    d.x = 1
except AttributeError as error:
    print(error)
d.__dict__["ro"] = "hidden"
print(d.ro, d.__dict__)
class E:
    @property
    def broken(self): return self.missing_thing
    @property
    def raises(self): raise KeyError("inside")
for name in ("broken", "raises"):
    try:
        getattr(E(), name)
    except (AttributeError, KeyError) as error:
        print(type(error).__name__, error)
print(hasattr(E(), "broken"), getattr(E(), "broken", "fallback"))
class F(E):
    def __getattr__(self, name): return f"getattr {name}"
print(F().broken)
class CP:
    @classmethod
    @property
    def cp(cls): return cls.__name__
print(CP.cp, CP().cp)
