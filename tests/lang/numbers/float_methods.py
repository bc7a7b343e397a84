for x in (0.0, -0.0, 1.0, 1.5, 2.5, -2.5, 3.14159, 1e20, -7.75, 0.1):
    print(x, x.is_integer(), x.as_integer_ratio(), x.hex(), int(x), x.__trunc__(), x.__floor__(), x.__ceil__(), round(x), round(x, 1), round(x, 3), round(x, -1), abs(x), hash(x), bool(x), x.real, x.imag, x.conjugate())
for x in (float("inf"), float("nan")):
    for f in (int, round, float.as_integer_ratio):
        try:
            print(f(x))
        except (ValueError, OverflowError) as error:
            print(type(error).__name__, error)
    print(round(x, 2), hash(x) == hash(x), x.is_integer())
print(hash(float("inf")), hash(-float("inf")), hash(1.0), hash(0.5), hash(1e300), hash(2**62 * 1.0))
print(round(2.675, 2), round(0.5), round(1.5), round(-0.5), round(1e300, 2), round(5e-324, 400), round(1.23456789e10, -5), round(15.0, -1), round(25.0, -1))
print((0.1).__eq__(1), (1.0).__eq__(1), (1.0).__eq__("x"), (1.5).__add__(1), (1.5).__divmod__(1), (2.0).__pow__(3), (2).__rpow__(3))
