class Point:
    """A point."""
    count = 0
    def __init__(self, x, y=0):
        self.x, self.y = x, y
        Point.count += 1
    def __repr__(self): return f"Point({self.x}, {self.y})"
    def move(self, dx, dy):
        self.x += dx
        self.y += dy
        return self
    @classmethod
    def origin(cls): return cls(0)
    @staticmethod
    def add(a, b): return Point(a.x + b.x, a.y + b.y)
p = Point(1, 2)
print(p, p.move(1, 1).move(2, 2), Point.origin(), Point.add(p, p), Point.count, p.count, Point.__doc__, Point.__name__, p.__class__, Point.__module__, Point.__bases__, Point.__mro__, Point.__dict__["count"], p.__dict__)
p.count = 100
print(p.count, Point.count, vars(p))
del p.count
print(p.count)
p.z = 5
print(p.__dict__, hasattr(p, "z"), getattr(p, "q", "default"), setattr(p, "w", 1), p.w, delattr(p, "w"), hasattr(p, "w"))
bound = p.move
print(bound(1, 1), bound.__self__ is p, Point.move(p, 1, 1), bound == p.move, bound is p.move, Point.move is Point.move)
for bad in ("p.nope", "Point.nope", "del p.nope", "Point()", "Point(1, 2, 3)", "p()", "p.move()", "Point.move()", "p.x()", "Point.x", "p + 1", "p[0]", "len(p)", "iter(p)", "p < p", "-p", "int(p)", "p.move(1)", "object().x", "next(p)", "p @ p", "abs(p)", "for_ in p" if False else "1 in p", "hash([])", "Point.origin(1)"):
    try:
        exec(bad)
    except (AttributeError, TypeError) as error:
        print(bad, type(error).__name__, error)
print(p == p, p != Point(1), p == Point(p.x, p.y), hash(p) == hash(p), bool(p), isinstance(p, (int, Point)), issubclass(Point, object), type(p) is Point)
class Empty: pass
e = Empty()
e.a = 1
print(e.__dict__, Empty.__dict__.keys() >= {"__module__", "__dict__", "__weakref__", "__doc__"}, repr(e).startswith("<__main__.Empty object at"), Empty)
Empty.method = lambda self, x: (self.a, x)
print(e.method(5), sorted(k for k in dir(e) if not k.startswith("_")))
e.method = lambda x: x
print(e.method(6), e.__class__.__name__)
class Meta(type): pass
class Kw(metaclass=Meta): pass
print(type(Kw), Kw)
