def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
def total(n):
    t = 0
    for x in count(n): t += x
    return t
def nested(n):
    t = 0
    for i in range(n):
        for x in count(i % 10): t += x * i
    return t
def two(n):
    a, b = count(n), count(n)
    t = 0
    for x in a:
        t += x * next(b)
        if x % 100 == 50: next(a, None)
    return t
def early(n):
    t = 0
    for i in range(n):
        for x in count(100):
            if x > i % 7: break
            t += x
    return t
def send_loop(n):
    def acc():
        t = 0
        while True:
            x = yield t
            if x is None: return
            t += x
    g = acc()
    next(g)
    for i in range(n): r = g.send(i if i % 50 else i * 0.5)
    return r
def throw_loop(n):
    def g():
        c = 0
        while True:
            try: yield c
            except ValueError: c += 10
            else: c += 1
    it = g()
    next(it)
    for i in range(n): r = it.throw(ValueError) if i % 3 == 0 else next(it)
    return r
def expr(n): return sum(x * x for x in range(n) if x % 3), max(x ^ 5 for x in range(n)), sum(a * b for a in range(30) for b in range(a))
def cleanup(n):
    log = []
    def g():
        try:
            for i in range(10): yield i
        finally: log.append(1)
    for i in range(n):
        it = g()
        for x in it:
            if x == i % 12: break
        it.close()
    return len(log)
def delegate(n):
    def inner(k):
        for i in range(k): yield i
        return k
    def outer(k):
        t = 0
        for i in range(k): t += yield from inner(i % 5)
        return t
    out = 0
    g = outer(n)
    while True:
        try: out += next(g)
        except StopIteration as e: return out, e.value
def raising(n):
    def g():
        for i in range(n):
            if i == n - 5: raise KeyError(i)
            yield i
    t = 0
    try:
        for x in g(): t += x
    except KeyError as e: return t, e.args
def local_state(n):
    def g():
        a, b, c, d = 1, 2.5, "x", [0]
        while True:
            a, b = a + 1, b * 1.001
            d[0] += a
            c = c + "y" if len(c) < 10 else "x"
            yield a, round(b, 6), c, d[0]
    it = g()
    for _ in range(n): last = next(it)
    return last
print(total(3000), nested(500), two(2000), early(1000), send_loop(2000), throw_loop(1500), expr(3000), cleanup(500), delegate(600), raising(2000), local_state(2000))
def type_changes():
    for i in range(3000): yield i if i < 1000 else i * 0.5 if i < 2000 else str(i % 10)
t, s = 0, ""
for x in type_changes():
    if isinstance(x, str): s += x
    else: t += x
print(t, len(s))
print(sum(1 for a, b in zip(count(2000), (i * 2 for i in range(2000))) if a != b), list(zip(count(3), "abc")), sum(i * x for i, x in enumerate(count(1500))), [sum(g) for g in [count(n) for n in (5, 10, 1500)]])
class Tree:
    def __init__(self, v, l=None, r=None): self.v, self.l, self.r = v, l, r
    def __iter__(self):
        if self.l: yield from self.l
        yield self.v
        if self.r: yield from self.r
def build(lo, hi):
    if lo >= hi: return None
    m = (lo + hi) // 2
    return Tree(m, build(lo, m), build(m + 1, hi))
tree = build(0, 500)
print(sum(x for _ in range(5) for x in tree), list(tree)[:10])
