def counter(n):
    c = 0
    def inc():
        nonlocal c
        c += 1
    for i in range(n):
        inc()
        c += i % 2
    return c
def read_cell(n):
    x = 1
    def get(): return x
    t = 0
    for i in range(n):
        t += get()
        x = i if i % 100 else 0.5
    return t
def cells_per_iteration(n):
    fs = []
    for i in range(n):
        def f(k=i): return k + i
        fs.append(f)
    return sum(f() for f in fs[::100]), fs[0]()
def two_closures(n):
    a = b = 0
    def fa():
        nonlocal a, b
        a += 1
        b -= 1
    def fb():
        nonlocal b
        b += 3
        return a
    t = 0
    for i in range(n):
        fa()
        if i % 3: t += fb()
    return a, b, t
def unbound(n):
    def g(): return late
    e = 0
    for i in range(n):
        try: e += g()
        except NameError: e += 1000
        if i == n // 2: late = 5
        if i == n // 2 + 100: del late
    return e
def nested_cells(n):
    total = 0
    def outer(k):
        def inner(j):
            nonlocal total
            total += j * k
            return total
        return inner
    for i in range(n): outer(i)(2)
    return total
def loop_var_cell(n):
    t = 0
    for i in range(n):
        g = lambda: i * 2
        t += g()
    i = 1000
    return t, g()
def types(n):
    x = 0
    def change(v):
        nonlocal x
        x = v
    log = []
    for i in range(n):
        x = x + 1
        if i == 500: change(0.5)
        if i == 1000: change(2**63)
        if i == 1500: change(True)
        if i % 400 == 0: log.append(x)
    return log, x
print(counter(3000), read_cell(2000), cells_per_iteration(1000), two_closures(2000), unbound(2000), nested_cells(1500), loop_var_cell(1500), types(2000))
class C:
    def __init__(self): self.v = 0
    def make(self):
        def add(x): self.v += x
        return add
c = C()
add = c.make()
for i in range(2000): add(i)
print(c.v)
def compose(n):
    f = lambda x: x
    for i in range(50): f = (lambda g: lambda x: g(x) + 1)(f)
    t = 0
    for i in range(n): t += f(i)
    return t
print(compose(200))
def accumulate():
    totals = {}
    def add(k, v):
        totals[k] = totals.get(k, 0) + v
        return totals[k]
    return add
acc = accumulate()
for i in range(3000): last = acc(i % 7, i)
print(last)
