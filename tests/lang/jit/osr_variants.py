# The loop becomes hot while much state is alive around it.
def before_after(n):
    a, b, c, d, e, f, g, h = 1, 2.5, "s", [1], (2,), {"k": 3}, None, True
    t = 0
    for i in range(n):
        t += i
        if i == n // 2: b, c = c, b
    return a, b, c, d, e, f, g, h, t, i
def loop_after_loop(n):
    out = []
    for k in range(5):
        t = 0
        for i in range(n): t += i * k
        out.append(t)
        for i in range(n): t -= i
        out.append(t)
        while t > 0: t -= n * n
        out.append(t)
    return out
def inside_expression(n): return [1, 2, sum(i for i in range(n)), [j for j in range(n)][-1], max(k % 7 for k in range(n))]
def in_with_try(n):
    class C:
        def __enter__(self): return 5
        def __exit__(self, *a): out.append(a[0]); return True
    out = []
    with C() as c:
        try:
            for i in range(n):
                c += i
                if i == n - 1: raise KeyError
        finally: out.append(c)
    for i in range(n):
        with C():
            if i == n - 1: raise ValueError
    return len(out), out[0], out[-1]
def nested_functions(n):
    def a(k):
        t = 0
        for i in range(k): t += b(i)
        return t
    def b(k):
        t = 0
        for i in range(k % 5): t += c(i)
        return t
    def c(k):
        return k * 2
    return a(n)
def generator_loop(n):
    t = 0
    for i in range(n):
        t += i
        if i % 500 == 0: yield t
    yield "end", t
def for_in_for(n):
    t = 0
    for x in [1, 2, 3]:
        for y in (4, 5):
            for z in "ab":
                for i in range(n): t += x * y + ord(z) + i
    return t
def while_in_for(n):
    t = 0
    for i in range(n):
        j = i
        while j: t += j; j //= 2
    return t
def arguments(a, b=2, *args, c=3, **kw):
    for i in range(2000): a += b + c + len(args) + len(kw)
    return a, b, args, c, kw
print(before_after(3000), loop_after_loop(1500), inside_expression(2000), in_with_try(1500), nested_functions(1500), list(generator_loop(2000)), for_in_for(500), while_in_for(2000), arguments(1), arguments(1, 2.5, 7, 8, c=4, z=5), arguments(2**62, 2**61))
class Body:
    total = 0
    for i in range(2500):
        total += i
        if i == 2000: total = float(total)
print(Body.total, Body.i)
lam = lambda n: sum(map(lambda x: x + 1, range(n)))
print(lam(2500))
def many_locals(n):
    a = b = c = d = e = f = g = h = i = j = k = l = m = o = p = q = r = s = t = u = 1
    for v in range(n):
        a += b; b += c; c += d; d += e; e += f; f += g; g += h; h += i; i += j; j += k
        k += l; l += m; m += o; o += p; p += q; q += r; r += s; s += t; t += u; u += 1
        if a > 10**15: a = b = c = 1
    return a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q, r, s, t, u
print(many_locals(60), many_locals(1500))
def float_pressure(n):
    a, b, c, d, e, f, g, h = 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0
    i2, j2, k2, l2, m2, n2, o2, p2, q2 = 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9
    for v in range(n):
        a += b * i2; b += c * j2; c += d * k2; d += e * l2; e += f * m2; f += g * n2; g += h * o2; h += a * p2
        if a > 1e100: a, b, c, d, e, f, g, h = h / 1e99, g / 1e99, f / 1e99, e / 1e99, d / 1e99, c / 1e99, b / 1e99, a / 1e99
    return [repr(x) for x in (a, b, c, d, e, f, g, h)]
print(float_pressure(2000))
def recursion_in_loop(n):
    def r(k): return 1 if k < 1 else sum(r(k - 2) for _ in range(2))
    t = 0
    for i in range(n): t += r(i % 8)
    return t
print(recursion_in_loop(200))
