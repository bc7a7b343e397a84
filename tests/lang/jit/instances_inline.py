# Instances that compiled code makes: __init__ inlined, left in its middle, with classes that change meanwhile.
import gc
import weakref


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def norm(self):
        return self.x * self.x + self.y * self.y


class Slotted:
    __slots__ = ("x", "y", "late")

    def __init__(self, x, y=3):
        self.x = x
        self.y = y


class Empty:
    pass


def plain(n):
    total = 0
    for i in range(n):
        p = Point(i, 2)
        q = Slotted(i)
        e = Empty()
        e.z = i
        total += p.x + p.y + q.x * q.y + e.z
    return total, p.x, q.y, e.z


for _ in range(3):
    print(plain(3000))


def operators(n):
    p = Point(0, 0)
    for i in range(n):
        p = p + Point(1, i) + Point(0.5, 1)
    return p.x, p.y, p.norm()


for _ in range(3):
    print(operators(2000))


class Odd:
    def __init__(self, i):
        self.i = i
        if i == 2900:
            return 5


class Raises:
    def __init__(self, i):
        self.i = i
        if i == 2900:
            1 // 0
        self.j = i


def make(cls, n):
    for i in range(n):
        r = cls(i)
    return r


for _ in range(3):
    try:
        make(Odd, 3000)
    except TypeError as error:
        print(error)
    try:
        make(Raises, 3000)
    except ZeroDivisionError as error:
        frames = error.__traceback__.tb_next
        print(error, frames.tb_frame.f_locals["i"], frames.tb_next.tb_frame.f_locals["self"].__dict__)
        print(sorted(frames.tb_frame.f_locals), frames.tb_frame.f_locals["r"].__dict__)


# Types that change in the middle of __init__
class Doubles:
    def __init__(self, i):
        self.i = i
        self.k = values[i] * 2
        self.j = i


values = [1] * 2900 + ["a"] * 50 + [0.5] * 50
for _ in range(3):
    print(sorted(make(Doubles, 3000).__dict__.items()), sorted(make(Doubles, 2930).__dict__.items()))


# self is stored elsewhere
kept = []


class Keeps:
    def __init__(self, i):
        self.i = i
        if i % 1000 == 7:
            kept.append(self)
        self.j = i + 1


make(Keeps, 5000)
print([(k.i, k.j) for k in kept])


# The class changes while its instances are made
class Changing:
    def __init__(self, i):
        self.i = i

    def value(self):
        return self.i


def run_changing(n):
    total = 0
    for i in range(n):
        if i == 2000:
            Changing.value = lambda self: -self.i
        if i == 2500:
            Changing.__init__ = lambda self, i: setattr(self, "i", 10 * i)
        if i == 2800:
            Changing.extra = property(lambda self: 7)
        c = Changing(i)
        total += c.value()
        if i > 2800:
            total += c.extra
    return total


print(run_changing(3000))


class Finalized:
    def __init__(self, i):
        self.i = i


def run_finalizer(n):
    for i in range(n):
        if i == 1500:
            Finalized.__del__ = lambda self: None
        f = Finalized(i)
    return f.i


print(run_finalizer(2000))


# Identity, weak references, collections inside
class Collects:
    def __init__(self, i):
        self.i = [i]
        if i % 500 == 0:
            gc.collect()
        self.j = (i, self.i)


def identities(n):
    seen = 0
    last = None
    for i in range(n):
        c = Collects(i)
        d = c
        seen += c is d
        seen += c is last
        seen += c.j[1] is c.i
        seen += id(c) == id(d)
        seen += c == d
        last = c
    return seen, last.j, last is c


print(identities(1600))


def references(n):
    dead = 0
    alive = []
    for i in range(n):
        p = Point(i, i)
        r = weakref.ref(p)
        if r() is not p:
            dead += 1
        if i % 700 == 0:
            alive.append((p, r))
    return dead, [r() is p for p, r in alive]


print(references(2000))


# Attributes deleted and added, recursion
class Node:
    def __init__(self, depth):
        self.depth = depth
        self.left = Node(depth - 1) if depth else None
        self.right = Node(depth - 1) if depth else None

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


print([Node(d).count() for d in range(11)])


def deleting(n):
    total = 0
    for i in range(n):
        p = Point(i, 1)
        if i % 100 == 99:
            del p.x
        s = Slotted(i)
        if i % 150 == 0:
            del s.y
        try:
            total += p.x
        except AttributeError as error:
            total -= len(str(error))
        try:
            total += s.y
        except AttributeError as error:
            total -= len(str(error))
        if i % 50 == 0:
            p.more = i
            total += p.more
    return total, sorted(p.__dict__)


print(deleting(2000))


# Subclasses, replaced while running
class Base:
    def __init__(self, i):
        self.i = i

    def get(self):
        return self.i


class Derived(Base):
    def __init__(self, i):
        Base.__init__(self, i)
        self.d = -i

    def get(self):
        return self.d


def subclasses(n):
    global Chosen
    total = 0
    Chosen = Base
    for i in range(n):
        if i == n // 2:
            Chosen = Derived
        total += Chosen(i).get()
    return total


for _ in range(3):
    print(subclasses(2001))


# Locals of a frame in the middle of __init__
class Looks:
    def __init__(self, i):
        self.i = i
        two = 2 * i
        if i == 1234:
            self.seen = sorted(locals())
        self.j = two


def looking(n):
    for i in range(n):
        x = Looks(i)
        if i == 1234:
            found = x.seen
    return found, x.j


print(looking(2000))
