class Count:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1
        return self.n
class Seq:
    def __init__(self, n): self.n = n
    def __getitem__(self, i):
        if i >= self.n: raise IndexError
        return i
def total(it):
    t = 0
    for x in it: t += x
    return t
makers = [lambda: range(50), lambda: list(range(50)), lambda: tuple(range(50)), lambda: {i: 0 for i in range(50)}, lambda: set(range(50)), lambda: (i for i in range(50)), lambda: Count(50), lambda: Seq(50), lambda: map(abs, range(50)), lambda: filter(None, range(50)), lambda: iter(range(50)), lambda: reversed(range(50)), lambda: bytes(range(50)), lambda: {i: i for i in range(50)}.values(), lambda: frozenset(range(50)), lambda: bytearray(range(50)), lambda: [0.5] * 50, lambda: [2**60] * 50, lambda: reversed([1] * 50), lambda: iter([1] * 50), lambda: {1: 2}.keys(), lambda: iter(iter([3, 2, 0]).__next__, 0)]
for make in makers: print(total(make()), end=" ")
print()
for i in range(1000): r = total(makers[i % len(makers)]())
print(r)
for make in makers:
    for _ in range(60): r = total(make())
    print(r, end=" ")
print()
def exhausted(n):
    it = iter(range(n))
    t = 0
    for x in it:
        t += x
        if x == n // 2:
            for y in it:
                t -= y
                if y > n - 100: break
    return t, list(it)[:3]
print(exhausted(2000))
def raises_in_next(n):
    class R:
        i = 0
        def __iter__(self): return self
        def __next__(self):
            self.i += 1
            if self.i == n: raise ValueError(self.i)
            return self.i
    t = 0
    try:
        for x in R(): t += x
    except ValueError as e: return t, e.args
print(raises_in_next(2000))
def next_replaced(n):
    class R:
        i = 0
        def __iter__(self): return self
        def __next__(self):
            self.i += 1
            if self.i >= n: raise StopIteration
            return 1
    t = 0
    for x in R():
        t += x
        if t == n // 2: R.__next__ = lambda self: (_ for _ in ()).throw(StopIteration)
    return t
try: print(next_replaced(1000))
except RuntimeError as e: print(e)
def enum_zip(n):
    t = 0
    for i, (a, b) in enumerate(zip(range(n), map(lambda x: x * 2, range(n))), start=5): t += i * a - b
    for i, c in enumerate("abc" * (n // 3)): t += i if c == "b" else 0
    for k, v in {i: i * i for i in range(n)}.items(): t += v - k
    for a, b, c in zip([1] * n, (2.5,) * n, range(n)): t += a * b * c
    return t
print(enum_zip(1500))
import itertools
def tools(n):
    t = 0
    for a, b in itertools.product(range(30), repeat=2): t += a * b
    for x in itertools.islice(itertools.count(5, 3), n): t += x
    for a in itertools.chain([1, 2], (3, 4), range(n)): t += a
    for k, g in itertools.groupby(range(n), lambda x: x // 100): t += k * sum(g)
    for x in itertools.accumulate(range(n)): t ^= x
    for a, b in itertools.pairwise(range(n)): t += b - a
    for c in itertools.combinations(range(12), 3): t += sum(c)
    for c in itertools.permutations(range(5)): t += c[0] * c[-1]
    return t
print(tools(1500))
f = open(__file__)
lines = words = 0
for line in f:
    lines += 1
    words += len(line.split())
f.close()
print(lines > 50, words > 200)
