class P:
    def __init__(self, x, y): self.x, self.y = x, y
    def add(self, o): return P(self.x + o.x, self.y + o.y)
class Q:
    def __init__(self, x, y): self.y, self.x = y, x
class S:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class R:
    def __init__(self, x, y): self._x, self.y = x, y
    @property
    def x(self): return self._x * 2
class G:
    def __init__(self, x, y): self.y = y
    def __getattr__(self, name): return 7
class C:
    x = 9
    y = 8
    def __init__(self, x, y): pass
def read(objs, n):
    t = 0
    for i in range(n):
        o = objs[i % len(objs)]
        t += o.x + o.y
    return t
kinds = [P, Q, S, R, G, C]
for i in range(1, 7): print(i, read([k(1, 2) for k in kinds[:i]], 3000), read([kinds[i - 1](3, 4)], 2000))
def write(o, n):
    for i in range(n):
        o.x = i
        o.y += o.x
        if i == n // 2: o.z = 1
        if i == n // 2 + 10: del o.z
        if i == n // 2 + 20: o.x = 0.5
    return o.x, o.y, sorted(o.__dict__)
print(write(P(0, 0), 2000), write(Q(0, 0), 2001))
def add_attributes(n):
    o = P(1, 2)
    t = 0
    for i in range(n):
        setattr(o, "a%d" % (i % 40), i)
        t += o.x + getattr(o, "a%d" % (i % 40))
        if i % 50 == 49: delattr(o, "a%d" % (i % 40))
    return t, len(o.__dict__)
print(add_attributes(2000))
def dict_mode(n):
    o = P(1, 2)
    t = 0
    for i in range(n):
        t += o.x
        if i == 500: o.__dict__["x"] = 10
        if i == 1000: o.__dict__ = {"x": 100, "y": 1}
        if i == 1500: vars(o).update(x=1000)
        if i == 1800: o.__dict__.pop("y")
    return t, hasattr(o, "y")
print(dict_mode(2000))
def class_swap(n):
    o = P(1, 2)
    t = 0
    for i in range(n):
        if i == n // 3: o.__class__ = R; o._x = 50
        if i == n // 3 * 2: o.__class__ = Q
        t += o.x
    return t
print(class_swap(3000))
def missing(n):
    o = P(1, 2)
    e = 0
    for i in range(n):
        try: e += o.x
        except AttributeError as err: e += 1000; o.x = 5
        if i % 300 == 299: del o.x
    return e
print(missing(2000))
def chain(n):
    a = P(P(P(1, 2), 3), 4)
    t = 0
    for i in range(n):
        a.x.x.x += 1
        t += a.x.x.x + a.x.y
        if i == n // 2: a.x = Q(Q(100, 1), 2)
    return t
print(chain(2000))
acc = P(0, 0)
step = P(1, 2)
for i in range(3000): acc = acc.add(step)
print(acc.x, acc.y)
def linked(n):
    head = None
    for i in range(n):
        node = P(i, head)
        head = node
    t = 0
    while head is not None:
        t += head.x
        head = head.y
    return t
print(linked(3000))
def counters(n):
    class K: count = 0
    ks = [K(), K()]
    for i in range(n):
        ks[i % 2].count += 1
        K.count += 2 if i % 500 == 0 else 0
    return ks[0].count, ks[1].count, K.count
print(counters(2000))
def own_setattr(n):
    class W:
        def __setattr__(self, k, v): object.__setattr__(self, k, v * 2)
    w = W()
    for i in range(n): w.v = i
    del W.__setattr__
    for i in range(n): w.u = i
    return w.v, w.u
print(own_setattr(1500))
