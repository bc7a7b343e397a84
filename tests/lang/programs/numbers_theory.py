from math import gcd, isqrt
from fractions import Fraction
def miller_rabin(n):
    if n < 2: return False
    for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if n % p == 0: return n == p
    d, s = n - 1, 0
    while d % 2 == 0: d //= 2; s += 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(a, d, n)
        if x in (1, n - 1): continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1: break
        else: return False
    return True
def rho(n):
    if n % 2 == 0: return 2
    for c in range(1, 20):
        x = y = 2
        d = 1
        while d == 1:
            x = (x * x + c) % n
            y = (y * y + c) % n
            y = (y * y + c) % n
            d = gcd(abs(x - y), n)
        if d != n: return d
def factor(n):
    if n == 1: return []
    if miller_rabin(n): return [n]
    d = rho(n)
    return sorted(factor(d) + factor(n // d))
print([factor(n) for n in (60, 97, 1001, 2**32 + 1, 10**12 + 39, 600851475143, 2**47 - 1, 1000003 * 1000033, 3**20 - 1)])
print([n for n in range(2**61 - 100, 2**61 + 100) if miller_rabin(n)], miller_rabin(2**127 - 1), miller_rabin(2**89 + 1))
def pi_digits(n):
    q, r, t, k, m, x, out = 1, 0, 1, 1, 3, 3, []
    while len(out) < n:
        if 4 * q + r - t < m * t:
            out.append(str(m))
            q, r, m = 10 * q, 10 * (r - m * t), (10 * (3 * q + r)) // t - 10 * m
        else: q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return "".join(out)
print(pi_digits(200))
def e_digits(n):
    total = term = 10 ** (n + 10)
    k = 1
    while term: term //= k; total += term; k += 1
    return str(total)[:n]
print(e_digits(100), isqrt(2 * 10**200))
print(sum(Fraction(1, k) for k in range(1, 31)), Fraction("3.14159").limit_denominator(100), Fraction(0.1), Fraction(7, -21) ** -2)
def egcd(a, b): return (a, 1, 0) if b == 0 else (lambda g, x, y: (g, y, x - a // b * y))(*egcd(b, a % b))
print(egcd(240, 46), pow(17, -1, 3120), [pow(m, 17, 3233) for m in (65, 123)], [pow(c, 2753, 3233) for c in (2790, 855)])
def crt(pairs):
    x, m = 0, 1
    for r, n in pairs:
        x += m * ((r - x) * pow(m, -1, n) % n)
        m *= n
    return x, m
print(crt([(2, 3), (3, 5), (2, 7)]), crt([(i % p, p) for i, p in enumerate((10007, 10009, 10037, 10039, 10061))]))
def continued(n):
    m, d, a0 = 0, 1, isqrt(n)
    a, out = a0, [a0]
    while a != 2 * a0:
        m = d * a - m
        d = (n - m * m) // d
        a = (a0 + m) // d
        out.append(a)
    return out
print({n: continued(n) for n in (2, 7, 13, 61, 94)})
def partitions(n):
    p = [1] + [0] * n
    for k in range(1, n + 1):
        for i in range(k, n + 1): p[i] += p[i - k]
    return p[n]
print([partitions(n) for n in (5, 50, 200, 400)], sum(1 for a in range(1, 200) for b in range(a, 200) if isqrt(a * a + b * b) ** 2 == a * a + b * b))
def matpow(m, n, mod):
    r = [[int(i == j) for j in range(len(m))] for i in range(len(m))]
    while n:
        if n & 1: r = [[sum(a * b for a, b in zip(row, col)) % mod for col in zip(*m)] for row in r]
        m = [[sum(a * b for a, b in zip(row, col)) % mod for col in zip(*m)] for row in m]
        n >>= 1
    return r
print(matpow([[1, 1], [1, 0]], 10**18, 10**9 + 7), matpow([[1, 1], [1, 0]], 300, 10**80)[0][1])
def determinant(m):
    m, sign, det = [[Fraction(x) for x in row] for row in m], 1, Fraction(1)
    for i in range(len(m)):
        p = next((r for r in range(i, len(m)) if m[r][i]), None)
        if p is None: return 0
        if p != i: m[i], m[p] = m[p], m[i]; sign = -sign
        det *= m[i][i]
        for r in range(i + 1, len(m)):
            f = m[r][i] / m[i][i]
            m[r] = [a - f * b for a, b in zip(m[r], m[i])]
    return sign * det
print(determinant([[1, 2], [3, 4]]), determinant([[Fraction(1, i + j + 1) for j in range(6)] for i in range(6)]), determinant([[(i * j * 7 + i) % 11 for j in range(8)] for i in range(8)]))
print(bin(0xdeadbeef).count("1"), [x ^ x >> 1 for x in range(16)], hex(int.from_bytes(b"hello world", "big")), (1 << 200).bit_length(), sorted({pow(g, k, 23) for k in range(22)} for g in (5, 2))[0] if False else len({pow(5, k, 23) for k in range(22)}))
