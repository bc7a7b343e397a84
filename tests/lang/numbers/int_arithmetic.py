values = [0, 1, -1, 2, -2, 3, -3, 7, -7, 10, -10, 255, -256, 2**31 - 1, -2**31, 2**31, 2**47 - 1, -2**47, 2**47,
          2**63 - 1, -2**63, 2**63, 2**64, 10**20, -10**20, 10**40, -10**40 + 1]
for a in values:
    for b in values:
        row = [a + b, a - b, a * b, a & b, a | b, a ^ b, a < b, a <= b, a == b, a != b]
        if b:
            row += [a // b, a % b, divmod(a, b)]
        print(a, b, *row)
