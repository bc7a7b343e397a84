def run(a0, b, n):
    q = m = x = 0
    for i in range(n):
        a = a0 + i
        q += a // b
        m += a % b
        x ^= (a // b) * b + a % b
    return q, m, x
for a0 in (-2**63, -2**47, -2**31, -1500, -3, 0, 5, 2**31 - 700, 2**47 - 700, 2**63 - 700):
    for b in (1, -1, 2, -2, 3, -3, 7, -7, 8, -8, 10, 16, 60, 1000, -1000, 2**20, 2**31, -2**31, 2**40 + 1, 2**63, 2**65):
        print(a0, b, run(a0, b, 1200))
def variable(n):
    t = 0
    for i in range(-n, n):
        for d in (-5, -2, -1, 1, 2, 5):
            t = t * 3 + i // d - i % d
            t %= 1000003
        q, r = divmod(i, 7)
        t += q * r
    return t
print(variable(300))
def by_zero(n):
    errors = 0
    for i in range(n):
        d = i % 11 - 5
        try: x = 1000 // d
        except ZeroDivisionError: errors += 1
        try: x += 1000 % d
        except ZeroDivisionError: errors += 10
        try: x += 1.0 / d
        except ZeroDivisionError: errors += 100
    return errors, x
print(by_zero(2000))
def true_div(n):
    t = 0.0
    for i in range(1, n): t += n / i - i / n + (2**60 + i) / 3
    return t
print(true_div(2000))
