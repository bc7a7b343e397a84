import collections, functools
d = collections.deque([1, 2, 3], maxlen=4)
d.append(4); d.append(5); d.appendleft(0); d.rotate(1)
print(d, d.pop(), d.popleft(), len(d), d[0], list(reversed(d)), d.maxlen, 2 in d, d.index(3) if 3 in d else None, d.count(2))
d.extend("ab"); d.extendleft("xy"); d.insert(1, "i") if len(d) < 4 else None; d.remove("y"); d.reverse()
print(d, collections.deque("ab") == collections.deque("ab"), collections.deque() + collections.deque([1]))
c = collections.Counter("mississippi")
c.update("sss"); c["z"] += 0
print(c, c.most_common(2), c["nope"], sum(c.values()), sorted(c.elements())[:4], c + collections.Counter(s=1), c - collections.Counter(s=100), c & collections.Counter(s=2), c.total())
dd = collections.defaultdict(list)
dd["a"].append(1); dd["b"]
print(dd, dd.default_factory, "c" in dd, dd.get("c"))
od = collections.OrderedDict(a=1, b=2)
od.move_to_end("a"); od["c"] = 3
print(od, od.popitem(last=False), od == {"a": 1, "c": 3}, list(reversed(od)))
cm = collections.ChainMap({"a": 1}, {"a": 2, "b": 3})
print(cm["a"], cm["b"], dict(cm), len(cm))
@functools.lru_cache(maxsize=2)
def f(x): print("compute", x); return x
f(1); f(2); f(1); f(3); f(2)
print(f.cache_info())
@functools.singledispatch
def kind(x): return "object"
@kind.register
def _(x: int): return "int"
@kind.register(list)
def _(x): return "list"
print(kind(1), kind([]), kind("a"), kind(True))
@functools.total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(T(1) <= T(2), T(3) >= T(4), sorted([T(2), T(1)])[0].v)
p = functools.partial(lambda *a, **k: (a, k), 1, x=2)
print(p(3, y=4), p(x=9), functools.reduce(lambda a, b: a + b, "abc"), functools.partial(max, key=len)("a", "bb"))
class PM:
    def m(self, a, b): return a, b
    pm = functools.partialmethod(m, 1)
    @functools.cached_property
    def c(self): print("c"); return 5
print(PM().pm(2), PM().c)
import random
r = random.Random(42)
print([r.randrange(100) for _ in range(5)], r.random(), r.choice("abc"), r.sample(range(10), 3), r.shuffle(l := [1, 2, 3, 4]), l, r.uniform(1, 2), r.gauss(0, 1), r.getrandbits(70), r.randint(1, 6), r.choices([1, 2], k=3))
import time, os, re
print(time.time() > 0, time.perf_counter() <= time.perf_counter(), os.path.join("a", "b"), os.path.basename("/x/y.z"), os.sep, re.findall(r"\d+", "a1b22"), re.sub(r"(\w)(\d)", r"\2\1", "a1 b2"), re.split(r"[,;]", "a,b;c"), re.match(r"(?P<n>\w+)", "hey you").group("n"), re.fullmatch("a*", "aab"), bool(re.search("(?i)HEY", "oh hey")))
