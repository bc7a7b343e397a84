for base in (-3, -2, -1, 0, 1, 2, 3, 10):
    print([base ** n for n in range(12)])
print(2 ** 47, 2 ** 63, 2 ** 64, (-2) ** 63, 3 ** 40, 3 ** 41, 7 ** 77)
print(2 ** -1, 2 ** -10, (-2) ** -3, 10 ** -5)
print(pow(3, 100, 7), pow(-3, 101, 7), pow(3, 100, -7), pow(3, -1, 7), pow(2, 10**18, 10**9 + 7), pow(5, 0, 1), pow(0, 0))
for bad in (lambda: pow(2, -1, 4), lambda: pow(2, 3, 0), lambda: pow(2.0, 3, 5), lambda: pow(2, 3.0, 5), lambda: pow("a", 2)):
    try:
        print(bad())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(2.0 ** 0.5, (-8) ** (1 / 3), (-1) ** 0.5, 0.0 ** 0, 1e200 ** -2)
try:
    print(10.0 ** 400)
except OverflowError as error:
    print(error)
