def f(n):
    out = []
    for s in (0, 1, 15, 31, 32, 46, 47, 48, 62, 63, 64, 65, 100):
        x = y = z = 0
        for i in range(n):
            x += i << s
            y ^= (i - n // 2) << s
            z += (i << s) >> s
            z += -i >> s
        out.append((s, x, y, z))
    return out
for row in f(1500): print(row)
def var(n):
    t = 0
    for i in range(n):
        t ^= 1 << (i % 70)
        t += (t >> (i % 65)) & 0xFFFF
        t |= i & ~7
        t &= (1 << 66) - 1
    return t
print(var(3000))
def negative_shift(n):
    errors = 0
    for i in range(n):
        try: errors += 1 << (5 - i % 8) if i % 8 <= 6 else 1 >> (6 - i % 8)
        except ValueError: errors += 1000
    return errors
print(negative_shift(2000))
def bits(n):
    c = 0
    while n:
        c += n & 1
        n >>= 1
    return c
print(sum(bits(i * i) for i in range(3000)), bits(2**200 - 1), sum(bits(2**62 + i) for i in range(100)))
def gray(n):
    out = 0
    for i in range(n): out ^= (i ^ (i >> 1)) * 31 & 0x7FFFFFFF
    return out
print(gray(5000))
def booleans(n):
    a = b = 0
    for i in range(n):
        p, q = i % 2 == 0, i % 3 == 0
        a += p & q
        b += p ^ q
        r = p | q
        a += r + True
        if r is True and (p & q) is False: b += 2
    return a, b, type(p & q), type(p + q), p ^ 1
print(booleans(3000))
print([~i for i in range(-3, 3)], sum(~i & 0xFF for i in range(2000)), sum(-i ^ i for i in range(2000)), sum((i | -i) for i in range(2000)))
