def signs(n):
    out = []
    z = 0.0
    for i in range(n):
        a = -z
        b = z * -1
        c = 0 * -1.5
        d = -0.0 + 0.0
        e = 0.0 - 0.0
        f = -0.0 - 0.0
        g = z - z
        h = -0.0 * i
        k = i * -0.0
        l = -(i * 0.0)
        m = 0 / -5
        o = -0.0 // 1
        p = -0.0 % 5
        q = abs(-0.0)
        r = min(0.0, -0.0), max(-0.0, 0.0), -0.0 == 0.0, round(-0.4), int(-0.5)
        s = -0
        t = 0 * -1
    return a, b, c, d, e, f, g, h, k, l, m, o, p, q, r, s, t
print(signs(1), signs(2000))
def nans(n):
    nan = float("nan")
    c = 0
    for i in range(n):
        x = nan if i % 3 == 0 else i
        c += (x < 5) + (x > 5) * 2 + (x == x) * 4 + (x != x) * 8 + (x <= 5) * 16 + (not x < 5) * 32
        if x: c += 64
        if x < 5: c += 128
        elif x >= 5: c += 256
        else: c += 512
        if not (x > 3): c += 1024
        while x > 1e9: break
        else: c += 1
    return c
print(nans(2000))
def inf_arith(n):
    inf = float("inf")
    r = []
    x = 1.0
    for i in range(n):
        x *= 2
        y = x - x
    r.append((x, y, x * 0, x / x, -x, x + 1 == x, x > 10**400, x // 1 if x != inf else "inf", inf % 5 if False else None))
    return r
print(inf_arith(500), inf_arith(2000))
def int_float_compare(n):
    c = 0
    for i in range(n):
        big = 2**53 + i
        f = float(2**53)
        c += (big == f) + (big > f) * 2 + (big + 0.0 == f) * 4 + (i == float(i)) * 8 + (i < i + 0.5) * 16 + (2**70 + i > 1e21) * 32 + (i == True) * 64
    return c
print(int_float_compare(1500))
def nan_in_containers(n):
    nan = float("nan")
    l, d = [nan, 1.0], {nan: 1}
    c = 0
    for i in range(n): c += (nan in l) + (l == [nan, 1.0]) * 2 + (nan in d) * 4 + l.count(nan) * 8 + (nan == l[0]) * 16
    return c
print(nan_in_containers(1000))
def hash_zero(n):
    d = {0: "int"}
    d[-0.0] = "neg"
    d[False] = "false"
    t = 0
    for i in range(n): t += len(d[0.0]) + len(d[i - i])
    return d, t
print(hash_zero(1000))
def rounding(n):
    t = 0
    for i in range(-n, n): t += round(i / 2) * 3 + int(i / 2) + i // 2 + round(i * 0.1, 1)
    return round(t, 6)
print(rounding(1000))
