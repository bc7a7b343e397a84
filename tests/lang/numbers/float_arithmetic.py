inf, nan = float("inf"), float("nan")
values = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.7, -3.7, 1e300, inf, -inf, nan]
for a in values:
    for b in values:
        row = [a + b, a - b, a * b, a < b, a <= b, a == b, a != b, a > b, a >= b]
        if b != 0:
            row += [a / b, a // b, a % b]
        print(a, b, *row)
for a in (7, -7, 7.5, -7.5):
    for b in (2, -2, 2.5, -2.5):
        print(a, b, a // b, a % b, divmod(a, b))
print(5 % 3.0, -5 % 3.0, 5 % -3.0, -0.0 % 3, 0.0 // -1, 1e300 * 1e10, -1e300 * 1e10)
print(1.0 == 1, 2**53 == float(2**53), 2**53 + 1 == float(2**53), 10**400 > 1e308, 10**400 < inf, -10**400 > -inf, 1 < nan, nan != nan)
