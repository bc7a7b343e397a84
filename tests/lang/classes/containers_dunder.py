class Seq:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, i):
        if isinstance(i, slice): return ("slice", i.start, i.stop, i.step)
        if i >= self.n or i < -self.n: raise IndexError(i)
        return i * i
s = Seq(5)
print(list(s), 9 in s, 10 in s, s[2], s[1:3], s[::2], s[:], list(reversed(s)), [x for x in s], tuple(s), sum(s), max(s), sorted(s, reverse=True), dict(zip(s, s)), [*s], len(s), bool(Seq(0)), list(enumerate(s)), ",".join(map(str, s)), s[-1])
a, b, *c = s
print(a, b, c, list(zip(s, s)), iter(s).__class__.__name__)
class M:
    def __init__(self): self.d = {}
    def __getitem__(self, k): print("get", k); return self.d[k]
    def __setitem__(self, k, v): print("set", k, v); self.d[k] = v
    def __delitem__(self, k): print("del", k); del self.d[k]
    def __contains__(self, k): print("contains", k); return k in self.d
    def __iter__(self): print("iter"); return iter(self.d)
    def __len__(self): return len(self.d)
    def keys(self): return self.d.keys()
m = M()
m["a"] = 1
m[1, 2] = 3
m["a"] += 10
print(m["a"], "a" in m, len(m), dict(m) if False else sorted(map(str, m)))
del m["a"]
m[...] = 5
print(m[...])
class K:
    def keys(self): return ["x", "y"]
    def __getitem__(self, k): return k * 2
def f(**kw): return kw
print(f(**K()), dict(K()), {**K()})
class It:
    def __init__(self, n): self.n, self.i = n, 0
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1
        return self.i
    def __length_hint__(self): return 3
    def __reversed__(self): return iter("reversed")
i = It(4)
print(next(i), list(i), list(i), list(reversed(It(1))), 3 in It(5), list(zip(It(2), It(3))), list(map(lambda x: -x, It(3))))
class NoIter:
    __iter__ = None
    def __getitem__(self, i): return i
for code in ("list(NoIter())", "for_ = [x for x in 5]", "iter(5)", "next(5)", "next([])", "reversed({1})", "reversed(5)", "list(None)", "a, b = 5", "[*5]", "5 in 5", "len(5)", "{}.x", "[][0]"):
    try:
        exec(code)
    except (TypeError, IndexError, AttributeError) as error:
        print(code, type(error).__name__, error)
for code in ("x = 5; x[0] = 1", "x = 5; del x[0]", "x = 'a'; x[0] = 'b'", "x = (1,); x[0] = 1", "x = None; x.y = 1", "x = range(3); x[0] = 1", "x = {1}; x[0] = 1", "x = object(); x[0]", "x = int; x[0]", "x = len; x[0]", "x = Seq(1); x[0] = 1", "x = Seq(1); del x[0]"):
    try:
        exec(code)
    except (TypeError, AttributeError) as error:
        print(code, type(error).__name__, error)
class Hash:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return isinstance(o, Hash) and self.v == o.v
    def __hash__(self): return hash(self.v) % 3
print(len({Hash(i % 5) for i in range(50)}), {Hash(i): i for i in range(4)}[Hash(2)])
