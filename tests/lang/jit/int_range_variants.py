def variants(n):
    out = []
    for a, b, c in [(0, n, 1), (n, 0, -1), (0, n, 2), (1, n, 2), (0, n, 7), (n, -n, -13), (-n, n, 3), (5, 5, 1), (5, 4, 1), (4, 5, -1), (0, n, n), (0, n, n + 1), (0, n, 2**40), (2**40, 2**40 + n, 1), (2**47 - n, 2**47 + n, 1), (2**63 - n, 2**63 + n, 1), (-2**63 + n, -2**63 - n, -1), (2**62, 2**62 + n * 2**30, 2**30), (0, -n, -1), (True, n, True)]:
        t = k = 0
        last = None
        for i in range(a, b, c):
            t += i
            k += 1
            last = i
        out.append((k, t, last))
    return out
for row in variants(1500): print(row)
def modify(n):
    t = 0
    for i in range(n):
        i = i * 2
        t += i
    return t, i
def nested_dependent(n):
    t = 0
    for i in range(n):
        for j in range(i, n, i + 1):
            for k in range(j, i, -2): t += k
    return t
def range_objects(n):
    r = range(n)
    t = 0
    for _ in range(3):
        for i in r: t += i
    it = iter(r)
    for i in it:
        t += i
        if i == n // 2: break
    for i in it: t -= i
    return t
def reversed_loop(n):
    t = 0
    for i in reversed(range(n)): t = t * 3 + i & 0xFFFFFF
    for i, x in enumerate(reversed(range(n))): t += i * x
    return t
def zip_loop(n):
    t = 0
    for a, b in zip(range(n), range(n, 0, -1)): t += a * b
    for a, b, c in zip(range(n), [1, 2, 3] * n, "abc" * n): t += a * b + ord(c)
    return t
def enumerate_loop(items):
    t = 0
    for i, x in enumerate(items): t += i * x
    for i, x in enumerate(items, 10**15): t += i - x
    for i, (a, b) in enumerate(zip(items, items)): t += i + a - b
    return t
print(modify(2000), nested_dependent(60), range_objects(2000), reversed_loop(2000), zip_loop(1000), enumerate_loop(list(range(2000))), enumerate_loop([0.5] * 1500), enumerate_loop([2**60, 1] * 600))
def infinite(n):
    i = 0
    while True:
        i += 1
        if i >= n: return i
def while_variants(n):
    i, t = n, 0
    while i: t += i; i -= 1
    while i < n and t: i += 2; t -= 1
    while not i <= 0 or t < 0: i -= 3
    x = 1.0
    while x < n: x *= 1.01
    return i, t, round(x, 6)
print(infinite(3000), while_variants(2000))
def step_from_variable(n, step):
    out = 0
    for i in range(0, n, step): out += i
    for i in range(n, 0, -step): out -= i
    return out
print([step_from_variable(1000, s) for s in (1, 2, 3, 999, 1000, 1001, 10**20)])
try: step_from_variable(10, 0)
except ValueError as e: print(e)
