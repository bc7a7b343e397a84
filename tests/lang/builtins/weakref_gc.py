import gc, weakref
class A:
    def __init__(self, n): self.n = n
a = A(1)
r = weakref.ref(a)
print(r() is a, r().n)
del a
gc.collect()
refs = []
def make():
    for i in range(100):
        x = A(i)
        x.me = x
        refs.append(weakref.ref(x))
make()
gc.collect()
print(sum(1 for r in refs if r() is None) >= 95)
keep = [A(i) for i in range(10)]
refs = [weakref.ref(x) for x in keep]
gc.collect()
print(sum(1 for r in refs if r() is not None))
d = weakref.WeakValueDictionary()
d["k"] = keep[0]
print(d["k"].n, len(d))
trees = None
for i in range(200):
    trees = [trees if j == 0 and i % 50 else None for j in range(20)] 
    s = {str(k): [k] * 3 for k in range(20)}
print(len(trees), len(s))
lst = None
for i in range(100000): lst = (lst, i)
gc.collect()
n = 0
while lst: lst, _ = lst; n += 1
print(n)
