"""deque, defaultdict, OrderedDict, namedtuple, Counter."""
import collections
import copy
import pickle


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


d = collections.deque("abc", maxlen=4)
d.append("d")
d.append("e")
d.appendleft("z")
print(d, d.maxlen, len(d), d[0], d[-1], d.pop(), d.popleft(), d)
d.extend("12345")
d.rotate(1)
print(d, list(reversed(d)))
d.rotate(-3)
d.extendleft("xy")
print(d, d.count("x"), d.index("x"), "q" in d, d.copy(), d == collections.deque(d), d < collections.deque("zz"))
e = collections.deque(range(20))
e.rotate(7)
e.remove(3)
del e[2]
e[1] = "one"
e.insert(5, "five")
e.reverse()
print(e, e + collections.deque([1]), e * 0, collections.deque([1, 2]) * 2, collections.deque([1, 2], 3) * 2)
print(copy.copy(e) == e, copy.deepcopy(e) == e, pickle.loads(pickle.dumps(e)) == e, repr(collections.deque([1], 2)), collections.deque() == collections.deque())
for call in (
    lambda: collections.deque().pop(),
    lambda: collections.deque().popleft(),
    lambda: collections.deque()[0],
    lambda: collections.deque([1]).remove(2),
    lambda: collections.deque([1]).index(2),
    lambda: collections.deque(5),
    lambda: collections.deque([], -1),
    lambda: collections.deque([], "a"),
    lambda: collections.deque([1], 1).insert(0, 1),
    lambda: collections.deque([1]) + [1],
    lambda: hash(collections.deque()),
    lambda: collections.deque([1])[0:1],
):
    attempt(call)


def change_while_iterating():
    q = collections.deque([1, 2, 3])
    for item in q:
        q.append(item)


attempt(change_while_iterating)
queue = collections.deque()
total = 0
for i in range(1000):
    queue.append(i)
    if i % 3:
        total += queue.popleft()
print(total, len(queue), queue[0], queue[-1])

groups = collections.defaultdict(list)
for word in "the quick brown fox jumps over the lazy dog".split():
    groups[len(word)].append(word)
print(groups, groups.get(99), groups[7], groups.default_factory, collections.defaultdict(int, a=1) | {"b": 2})
attempt(lambda: collections.defaultdict()["x"])
attempt(lambda: collections.defaultdict(5))
print(copy.copy(groups) == groups, pickle.loads(pickle.dumps(groups)) == groups)

o = collections.OrderedDict.fromkeys("abcde")
o.move_to_end("b")
o.move_to_end("e", last=False)
print(o, list(o.keys()), list(reversed(o.items()))[:2], o.popitem(), o.popitem(last=False), o)
print(o == collections.OrderedDict(reversed(list(o.items()))), o == dict(reversed(list(o.items()))), o | {"q": 1}, o.copy(), o.pop("a"), o.pop("zz", 5))
for i in range(50):
    o[i] = i
    o.move_to_end(i, last=False)
print(list(o)[:6], len(o), o.setdefault(7), o.setdefault("new", "value"))
attempt(lambda: o.move_to_end("missing"))
attempt(lambda: collections.OrderedDict().popitem())
attempt(lambda: collections.OrderedDict(1, 2))


def move_while_iterating():
    for key in o:
        o.move_to_end(key)


attempt(move_while_iterating)
print(pickle.loads(pickle.dumps(o)) == o, type(o.keys()).__name__, type(iter(o)).__name__)

Point = collections.namedtuple("Point", "x y z", defaults=[0])
p = Point(1, 2)
print(p, p.x, p[1], p._replace(x=5), p._asdict(), Point._fields, p == (1, 2, 0), Point._make("abc"), type(p).x)
attempt(lambda: setattr(p, "x", 1))
attempt(lambda: Point(1))
c = collections.Counter("abracadabra")
c.update("aaa")
c.subtract({"b": 5})
print(c, c.most_common(2), sorted(c.elements()), c + collections.Counter(z=2), c & collections.Counter(a=3), +c, c.total())
chain = collections.ChainMap({"a": 1}, {"a": 2, "b": 3})
print(chain["a"], chain["b"], dict(chain), list(chain))
