for a in range(-7, 8):
    for b in (-3, -2, -1, 1, 2, 3):
        assert (a // b) * b + a % b == a
        print(a, b, a // b, a % b, divmod(a, b), a / b)
for a, b in [(2**63, -1), (-2**63, -1), (-2**47, -1), (2**100, 3), (-2**100, 3), (2**100, -3), (7, 2**70), (-7, 2**70), (7, -2**70)]:
    print(a // b, a % b)
for bad in ("1 // 0", "1 % 0", "divmod(1, 0)", "1 / 0", "1.0 // 0", "1.0 % 0", "divmod(1.0, 0)", "0 ** -1", "0.0 ** -1",
            "2**100 // 0", "2**100 % 0", "True / False", "1j / 0"):
    try:
        print(eval(bad))
    except ZeroDivisionError as error:
        print(bad, "->", error)
