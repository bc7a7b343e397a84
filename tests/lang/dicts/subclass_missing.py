class D(dict):
    def __missing__(self, key):
        print("missing", key)
        self[key] = value = [key]
        return value
d = D(a=1)
print(d["a"], d["b"], d["b"], d.get("c"), "c" in d, d)
class Count(dict):
    def __missing__(self, key): return 0
c = Count()
for ch in "mississippi":
    c[ch] += 1
print(c, sorted(c.items()))
class Log(dict):
    def __setitem__(self, k, v):
        print("set", k, v)
        super().__setitem__(k, v)
    def __getitem__(self, k):
        print("get", k)
        return super().__getitem__(k)
    def __delitem__(self, k):
        print("del", k)
        super().__delitem__(k)
    def __contains__(self, k):
        print("in", k)
        return super().__contains__(k)
l = Log(x=1)
l["y"] = 2
l["y"] += 5
print("y" in l, l.get("y"), l.pop("x"), l.setdefault("q", 3), l.update(r=4))
del l["y"]
print(l, dict(l), {**l}, type(l.copy()), l == {"q": 3, "r": 4}, list(l.items()))
def f(**kw): return kw
print(f(**l))
try:
    Count()[[]]
except TypeError as error:
    print(error)
