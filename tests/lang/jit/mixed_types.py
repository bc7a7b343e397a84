def total(items):
    t = 0
    for x in items: t = t + x
    return t
print(total([1] * 1000 + [0.5] * 1000), total([0.5] * 1000 + [1] * 1000), total([True] * 2000), total([1, 2.5] * 1000), total([1] * 1500 + [2**70]), total([2**62] * 1000), total([1] * 1999 + [1j]), total([True, 1, 1.5, 2**64] * 500))
def text(items):
    t = ""
    for x in items: t = t + x
    return len(t)
print(text(["a"] * 1000), text(["a"] * 1000 + ["é"] * 10 + ["😀"]))
def add(a, b): return a + b
def drive(pairs, n):
    out = None
    for i in range(n):
        a, b = pairs[i % len(pairs)]
        out = add(a, b)
    return out
for pairs in ([(1, 2)], [(1, 2), (1.5, 2)], [("a", "b"), (1, 2), ([1], [2]), (1.5, 2.5), ((1,), (2,))], [(True, 1)], [(2**63, 1), (1, 1)], [(2**47 - 1, 1)]): print(drive(pairs, 3000), drive(pairs[::-1], 3001))
def errors(items):
    n = 0
    for x in items:
        try: n += x
        except TypeError as e:
            n += 100
            last = str(e)
    return n, last
print(errors([1] * 1000 + ["a"] + [2] * 1000 + [None, [], 2.5] * 3))
def compare(items, n):
    r = 0
    for i in range(n):
        a, b = items[i % len(items)], items[(i * 3 + 1) % len(items)]
        r = r * 2 + (a < b) + (a == b) * 3 + (a >= b)
        r %= 1000003
    return r
print(compare([1, 2.5, True, 2**70, -0.0, 0, -5, 2**53, 2.0**53, 2**53 + 1, float("inf")], 3000))
def truth(items, n):
    r = 0
    for i in range(n):
        if items[i % len(items)]: r += 1
        if not items[(i * 5) % len(items)]: r += 10
        r += 100 if items[i % len(items)] and items[(i + 1) % len(items)] else 0
    return r
print(truth([0, 1, 0.0, -0.0, "", "a", None, [], [0], {}, (), (1,), True, False, 2**70, 0j, float("nan"), set(), range(0), b""], 3000))
x = 1
log = []
for i in range(3000):
    if i == 1000: x = 1.0
    if i == 1500: x = True
    if i == 2000: x = 2**64
    if i == 2500: x = "s"
    if i == 2501: x = 7
    x = x * 1 if type(x) is not str else x
    if i % 250 == 0: log.append((i, x, type(x).__name__))
print(log)
def is_tests(n):
    r = 0
    vals = [None, 0, 1, True, "a", 1.5]
    for i in range(n):
        v = vals[i % 6]
        if v is None: r += 1
        elif v is True: r += 10
        elif v is not None and v == 1: r += 100
        elif isinstance(v, str): r += 1000
        elif isinstance(v, (int, float)): r += 10000
    return r
print(is_tests(3000))
