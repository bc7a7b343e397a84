a, b = 3 + 4j, 1 - 2j
print(a + b, a - b, a * b, a / b, a ** 2, a ** b, abs(a), a.conjugate(), a.real, a.imag, -a, +a, a == b, a != b, hash(a), bool(0j))
print(1j, -1j, 0j, -0j, 1 + 0j, complex(1, -0.0), complex(-0.0, 1), complex("1+2j"), complex("j"), complex("-1e3"), complex(" 1-1j "), complex("(1+2j)"), complex(2), complex(1.5, 2j))
print(complex(float("inf"), float("nan")), complex(0, float("-inf")), 1e100j, 1.5e-7 + 3j)
print(f"{a} {a:.2f} {a!r} {a:>20} {a:g} {b:+.1e}")
print(2 * a, a * 2.5, True + a, a == 3, complex(3) == 3, 3 + 0j in [3], sum([1j, 2]), (1 + 1j) ** -1, 0j ** 0, (1+2j).__eq__("a"))
for bad in ("a < b", "a // b", "a % b", "int(a)", "float(a)", "complex('x')", "complex('1 + 2j')", "complex('1', 2)", "complex(1, '2')", "0j ** -1", "divmod(a, b)", "round(a)", "complex([])"):
    try:
        print(bad, eval(bad))
    except (TypeError, ValueError, ZeroDivisionError) as error:
        print(bad, type(error).__name__, error)
class C:
    def __complex__(self): return 5 + 6j
print(complex(C()), repr(complex(1e16, 1e-5)), str(3.0 + 0.1j))
