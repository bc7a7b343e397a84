def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result
print(factorial(50))
print(factorial(200))
a, b = 0, 1
for _ in range(300):
    a, b = b, a + b
print(a)
x = 3 ** 500
y = 7 ** 300
print(x // y, x % y, divmod(-x, y), divmod(x, -y), divmod(-x, -y))
print(x & y, x | y, x ^ y, x & -y, -x | y, -x ^ -y, ~x)
print(x >> 700, x << 3, -x >> 700, x > y, x == 3 ** 500, hash(x), hash(-x), hash(2**61 - 1), hash(2**61), hash(-2))
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a
print(gcd(3 ** 100 * 2 ** 50, 3 ** 80 * 5 ** 40) == 3 ** 80)
print(float(2 ** 1023), float(2 ** 53 + 1), float(10 ** 22), int(float(10 ** 22)))
for bad in (lambda: float(2 ** 1024), lambda: 10 ** 400 / 3, lambda: 2 ** 1024 * 1.0):
    try:
        print(bad())
    except OverflowError as error:
        print(error)
print(10 ** 400 / 10 ** 399, 10 ** 30 / 7, (2 ** 60 + 1) / (2 ** 60 - 1))
n = 2 ** 521 - 1
print(n, pow(3, n - 1, n))
print(sum(int(c) for c in str(2 ** 1000)))
