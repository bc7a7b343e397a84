class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self):
        n = self.n
        while n > 0:
            yield n
            n -= 1
class OldStyle:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * 10
class Bad:
    def __iter__(self): return self
class Raises:
    def __iter__(self): raise ValueError("iter fails")
class NextRaises:
    def __iter__(self): return self
    def __next__(self): raise KeyError("next fails")
class NotIter:
    def __iter__(self): return [1]
print(list(Countdown(3)), list(OldStyle()), 20 in OldStyle(), [*Countdown(2)], sum(OldStyle()), list(zip(Countdown(3), OldStyle())))
for c in (Bad, Raises, NextRaises, NotIter):
    for use in (list, lambda o: [x for x in o], lambda o: 1 in o, iter, lambda o: max(o), lambda o: dict(a=1).update(o)):
        try: use(c())
        except (TypeError, ValueError, KeyError, AttributeError) as e: print(c.__name__, type(e).__name__, e)
def loop(it):
    out = []
    for x in it:
        if x == 2: continue
        if x == 4: break
        out.append(x)
    else: out.append("else")
    return out
print(loop([1, 2, 3]), loop(range(10)), loop({5: 1, 2: 2}), loop(iter((1, 4))), loop("ab"), loop(x for x in [1]), loop(Countdown(3)), loop(set()), loop(b"\x01\x02"), loop(enumerate([1])), loop([]), loop(map(int, "123")))
i = 0
while i < 5:
    i += 1
    if i == 3: continue
else: print("while else", i)
while True:
    i -= 1
    if i < 2: break
else: print("no")
for i in range(3):
    for j in range(3):
        if j == 1: break
    else: print("inner else")
    if i == 1: break
else: print("outer else")
print(i, j)
class Stop:
    n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n == 3: raise StopIteration
        return self.n
s = Stop()
print(list(s), next(s), [y for y, _ in zip(s, range(2))])
it = iter(range(5))
for x in it:
    for y in it:
        print(x, y, end="; ")
        break
print()
for x, y in {"a": 1}.items(): print(x, y)
for (a, b), c in zip([(1, 2)], "z"): print(a, b, c)
for x in (1, 2), (3, 4): print(x)
for x in *[1], *"a": print(x)
for i in range(2): pass
print(i)
for d in [{}]: d["k"] = 1
print(d)
class Obj: pass
o = Obj()
for o.attr in range(3): pass
l = [0, 0]
for l[0] in "ab": pass
for l[1], o.z in [(1, 2)]: pass
print(o.attr, l, o.z)
import operator
print(operator.length_hint(iter([1, 2])), operator.length_hint(Countdown(3)))
