print(0x1F, 0X1f, 0b1010, 0B11, 0o17, 0O7, 1_000_000, 0x_ff, 0b_1_0, 1_0.0_1, 1e1_0, .5, 5., 1e3, 1E+3, 1e-3, 0_0, 00, 0e0, 1j, 1.5J, 1_0j, 0xdeadBEEF)
print(0xffffffffffffffff, 0b1111, 123456789012345678901234567890, -1, - -1, +-+1, ~~5)
for bad in ("012", "0x", "1__0", "1_", "0b2", "0o8", "1e", "1.e", "5a", "0xg", "1_.0", "0_x1", "1_000j2", "0b1.0"):
    try:
        print(bad, eval(bad))
    except SyntaxError as error:
        print(bad, type(error).__name__, error)
