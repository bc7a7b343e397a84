# Data descriptors that a class gets after its instances have attributes of that name, and after sites have cached them.
class Base:
    def __init__(self, x):
        self.x = x
        self.y = x + 1


class Derived(Base):
    def __init__(self, x):
        super().__init__(x)
        self.z = x + 2


class Meta(type):
    pass


class Made(metaclass=Meta):
    name = "own"


def read(things):
    return [(thing.x, thing.y, getattr(thing, "z", None)) for thing in things]


def write(things, value):
    for thing in things:
        thing.y = value


things = [Base(1), Derived(2), Base(3)] * 20
print(read(things)[:3])
Base.unrelated = property(lambda self: "unrelated")
print(read(things)[:3], things[0].unrelated)
Base.x = property(lambda self: "property x")
print(read(things)[:3])
del Base.x
print(read(things)[:3])
Derived.y = property(lambda self: "derived y")
print(read(things)[:3])
try:
    write(things, 9)
except AttributeError as error:
    print(error)
print(read(things)[:3])


class Recorder:
    def __init__(self):
        self.seen = []

    def __get__(self, instance, owner):
        return len(self.seen)

    def __set__(self, instance, value):
        self.seen.append(value)


def names():
    return [made.name for made in [Made] * 30][-1]


print(names())
Meta.name = property(lambda cls: "of the metaclass")
print(names())
del Meta.name
print(names())
total = 0
for i in range(3000):
    thing = things[i % 60]
    if i == 2000:
        Base.y = Recorder()
        del Derived.y
    if i >= 2000:
        thing.y = i
    total += thing.y if isinstance(thing.y, int) else 1
print(total, len(Base.__dict__["y"].seen), things[0].__dict__)
for name in ("first", "second"):
    setattr(Derived, name, property(lambda self, name=name: (name, self.z)))
print(things[1].first, things[1].second)
