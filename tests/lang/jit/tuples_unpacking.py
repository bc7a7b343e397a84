def swap(n):
    a, b = 0, 1
    for i in range(n): a, b = b, a + b & 0xFFFFFFFF
    return a, b
def rotate(n):
    a, b, c, d = 1, 2.5, "x", None
    for i in range(n): a, b, c, d = b, c, d, a
    return a, b, c, d
def pairs(items):
    t = 0
    for a, b in items: t += a * b
    return t
def nested(items):
    t = 0
    for (a, b), c in items: t += a + b * c
    return t
def star(items):
    t = 0
    for a, *b in items: t += a + len(b)
    return t
def build(n):
    out = ()
    for i in range(n): out = out[-3:] + (i,)
    return out
def wrong(n):
    e = 0
    things = [(1, 2), [3, 4], (1, 2, 3), "ab", (5,), {6: 1, 7: 2}, range(2), 5, iter([1, 2])]
    for i in range(n):
        try:
            a, b = things[i % 9]
            e += 1
        except (ValueError, TypeError) as err: e += len(str(err))
    return e
def index_tuple(n):
    t = (1, 2.5, 3, 2**50)
    s = 0
    for i in range(n): s += t[i & 3] + t[-1 - (i & 1)]
    return s
def vectors(n):
    x, y, z = 0.0, 0.0, 0.0
    vx, vy, vz = 1.0, 0.5, 0.25
    for i in range(n):
        x, y, z = x + vx * 0.01, y + vy * 0.01, z + vz * 0.01
        if x > 1: vx = -vx
        vx, vy, vz = vy, vz, vx
    return round(x, 9), round(y, 9), round(z, 9)
def divmods(n):
    t = 0
    for i in range(n):
        q, r = divmod(i, 7)
        t += q * r
    return t
def compare(n):
    c = 0
    for i in range(n):
        if (i % 3, i % 5) < (i % 5, i % 3): c += 1
        if (i % 2, "a") == (0, "a"): c += 10
        if (i,) in ((0,), (500,)): c += 100
    return c
def min_max(n):
    best = (10**9, None)
    for i in range(n): best = min(best, (i * 7919 % 1009, i))
    return best
print(swap(3000), rotate(2002), pairs([(i, i + 1) for i in range(2000)]), pairs([(0.5, 2)] * 1000 + [(2**62, 4)]), nested([((i, 1), 2) for i in range(1500)]), star([(1, 2, 3), (4,)] * 700), build(2000), wrong(1800), index_tuple(2000), vectors(3000), divmods(2000), compare(1500), min_max(2000))
points = [(i % 17, i % 13) for i in range(1500)]
print(sum(abs(x1 - x2) + abs(y1 - y2) for (x1, y1), (x2, y2) in zip(points, points[1:])), sorted(points, key=lambda p: (p[1], -p[0]))[:3])
state = (0, 1, [])
for i in range(1000):
    a, b, log = state
    if i % 250 == 0: log.append(a)
    state = b, a + b & 0xFFFF, log
print(state)
