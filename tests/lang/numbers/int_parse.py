for text in ("0", "-0", "+5", " 42 ", "\n7\t", "1_000", "0x1f", "0b101", "0o17", "00", "007", "-1_2_3", "\u0663\u0664"):
    for base in (10, 0, 16):
        try:
            print(repr(text), base, int(text, base))
        except ValueError as error:
            print(repr(text), base, error)
for text in ("", " ", "1__0", "_1", "1_", "0x", "1.5", "abc", "1e5", "--1", "+ 1", "\x00", "1\x002"):
    try:
        print(int(text))
    except ValueError as error:
        print(error)
print(int("zz", 36), int("ZZ", 36), int("-ff", 16), int("0b11", 2), int("0b11", 0))
for args in (("1", 1), ("1", 37), (1, 10), ("12", 2), (None,), ([],), ({},), (1.5,), (-1.5,), (float("nan"),), (float("inf"),), (b"12",), (b"x",), (1j,)):
    try:
        print(args, int(*args))
    except (ValueError, TypeError, OverflowError) as error:
        print(args, type(error).__name__, error)
print(int(), int(True), int(1e20), int(-2.5e15), int("9" * 50))
class Index:
    def __index__(self): return 12
class Int:
    def __int__(self): return 13
class Trunc:
    def __trunc__(self): return 14
class Bad:
    def __int__(self): return "x"
print(int(Index()), int(Int()), int("11", Index()))
try:
    int(Bad())
except TypeError as error:
    print(error)
