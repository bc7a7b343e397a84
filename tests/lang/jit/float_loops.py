def accumulate(n, x):
    t = 0.0
    for i in range(n): t += x * i
    return t
def newton(v, n):
    x = v
    for i in range(n): x = 0.5 * (x + v / x)
    return x
def harmonic(n):
    t = 0.0
    for i in range(1, n): t += 1.0 / i
    return t
def logistic(r, n):
    x = 0.5
    for i in range(n): x = r * x * (1.0 - x)
    return x
def leibniz(n):
    t, s = 0.0, 1.0
    for i in range(n):
        t += s / (2 * i + 1)
        s = -s
    return 4 * t
print(accumulate(5000, 0.1), newton(2.0, 50), newton(2, 2000), harmonic(5000), logistic(3.9, 3000), logistic(2.5, 3000), leibniz(5000))
def zeros(n):
    out = []
    x = 0.0
    for i in range(n):
        x = -x
        if i > n - 4: out.append(x)
        y = x * 1
        z = 0 * -1.0
    return out, y, z, x + 0, 0.0 - x, -x, x == 0, str(x)
print(zeros(2000), zeros(2001))
def special(values, n):
    out = []
    for i in range(n):
        a = values[i % len(values)]
        b = values[(i * 7 + 3) % len(values)]
        r = (a < b, a == b, a + b, a - b, a * b, a > b, a <= b, a != b, max(a, b), min(a, b))
        if i < 40 or i > n - 10: out.append(r)
    return out
for row in special([0.0, -0.0, 1.5, float("inf"), -float("inf"), float("nan"), 1e308, 5e-324], 1500): print(row)
def over(x, n):
    for i in range(n): x = x * 10.0
    return x
print(over(1.0, 300), over(1.0, 1000), over(-1.0, 1000), over(1e-300, 5), over(5e-324, 3))
def floor_ops(a, n):
    t = 0.0
    for i in range(1, n):
        t += (a // i) + (a % i) + (-a // i) + (-a % i) + (a // -i) + (a % -i)
    return t
print(floor_ops(12345.678, 2000), floor_ops(7.5, 100))
def mixed(n):
    t = 0
    for i in range(n):
        t = t + i * 0.5 if i % 3 else t + i
        if t > 1e5: t = int(t) % 1000
    return t
print(mixed(5000))
def trunc(n):
    t = 0
    for i in range(n): t += int(i * 1.7) - int(-i * 0.3) + round(i * 0.5) + (i / 4).__floor__()
    return t
print(trunc(3000))
def powers(n):
    t = 0.0
    for i in range(n): t += i ** 0.5 + i ** 2 + 2.0 ** (i % 50) + (i + 1) ** -1
    return t
print(powers(2000))
