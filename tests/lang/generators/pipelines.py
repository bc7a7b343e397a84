def numbers(n):
    i = 0
    while i < n:
        yield i
        i += 1
def squares(it):
    for x in it: yield x * x
def odd(it):
    for x in it:
        if x & 1: yield x
def take(n, it):
    for i, x in enumerate(it):
        if i >= n: return
        yield x
def pairs(it):
    it = iter(it)
    for a in it:
        try: b = next(it)
        except StopIteration:
            yield (a, None)
            return
        yield (a, b)
print(sum(odd(squares(numbers(2000)))), list(take(5, squares(numbers(100)))), list(pairs(range(5))))
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
print(list(take(20, fib())), next(x for x in fib() if x > 10**20))
def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found if p * p <= n):
            found.append(n)
            yield n
        n += 1
print(list(take(30, primes())))
def windows(it, n):
    buf = []
    for x in it:
        buf.append(x)
        if len(buf) == n:
            yield tuple(buf)
            buf.pop(0)
print(list(windows("abcdef", 3)))
def averager():
    total, n = 0, 0
    avg = None
    while True:
        x = yield avg
        total += x; n += 1
        avg = total / n
a = averager(); next(a)
print([a.send(x) for x in range(1, 2000, 100)])
def interleave(*gens):
    gens = [iter(g) for g in gens]
    while gens:
        for g in list(gens):
            try: yield next(g)
            except StopIteration: gens.remove(g)
print(list(interleave("abc", range(5), [9])))
def scheduler(tasks):
    order = []
    while tasks:
        t = tasks.pop(0)
        try:
            order.append(next(t))
            tasks.append(t)
        except StopIteration: pass
    return order
def task(name, n):
    for i in range(n): yield f"{name}{i}"
print(scheduler([task("a", 3), task("b", 1), task("c", 2)]))
total = 0
for i in range(300):
    for x in (j * i for j in range(5)):
        if x > 500: break
        total += x
print(total)
def perm(xs):
    if len(xs) <= 1: yield xs
    else:
        for i in range(len(xs)):
            for rest in perm(xs[:i] + xs[i + 1:]): yield xs[i:i + 1] + rest
print(list(perm("abc")), sum(1 for _ in perm([1, 2, 3, 4, 5])))
