def add(start, step, n):
    x = start
    for i in range(n): x = x + step
    return x
def sub(start, step, n):
    x = start
    for i in range(n): x = x - step
    return x
def mul(start, factor, n):
    x = start
    for i in range(n): x = x * factor
    return x
def mix(start, n):
    x = start
    s = 0
    for i in range(n):
        x = x * 3 + i
        s ^= x
        if x > 2**62: x >>= 40
        if x < -2**62: x = -x >> 30
    return x, s
for edge in (31, 32, 46, 47, 48, 52, 53, 62, 63, 64):
    for offset in (-3, -2, -1, 0, 1, 2, 3):
        start = 2**edge + offset
        print(edge, offset, add(start, 1, 5), add(start, 1, 2000), sub(start, 1, 2000), add(-start, -1, 2000), sub(-start, 1, 7), mul(start, 2, 4), mul(start, -3, 5), add(start, start, 3))
print(mix(1, 3000), mix(-5, 3000), mul(3, 7, 60), mul(-1, 2, 63), mul(-1, 2, 64), mul(1, 10, 30))
def neg(x, n):
    for i in range(n): x = -x
    return x
def absolute(x, n):
    t = 0
    for i in range(n): t = abs(x - i)
    return t
for v in (-2**63, -2**47, 2**47, -2**31, 2**63): print(neg(v, 1001), neg(v, 1000), absolute(v, 1000), ~v)
def square_sum(n):
    t = 0
    for i in range(n): t += i * i * i * i
    return t
print(square_sum(3000), square_sum(100000 // 20))
def mod_pow(b, e, m):
    r = 1
    while e:
        if e & 1: r = r * b % m
        b = b * b % m
        e >>= 1
    return r
print(mod_pow(3, 10**18, 2**31 - 1), mod_pow(3, 10**30, 2**61 - 1), mod_pow(7, 2**70, 10**9 + 7), sum(mod_pow(i, 65537, 2**47 - 115) for i in range(200)))
