for text in ("1", "1.5", " 2.5 ", "-0", "+.5", "5.", "1e5", "1E-5", "1_0.5_0", "inf", "-Infinity", "nan", "iNf", "1e400", "-1e400", "1e-400",
             "0.1e1", "179769313486231580793e289", "2.47e-324", "\u0661.\u0662", "", " ", ".", "e5", "1e", "1__0", "_1", "1_.5", "0x10", "1.5.2", "1 2", "nan1", "infin"):
    try:
        print(repr(text), float(text))
    except ValueError as error:
        print(repr(text), error)
for value in (b"1.5", 5, True, 10**30, None, [], 1j):
    try:
        print(float(value))
    except TypeError as error:
        print(error)
class F:
    def __float__(self): return 2.5
class I:
    def __index__(self): return 7
class B:
    def __float__(self): return 3
print(float(F()), float(I()))
try:
    float(B())
except TypeError as error:
    print(error)
print(float.fromhex("0x1.8p3"), float.fromhex("-0x1p-1074"), float.fromhex("inf"), float.fromhex("1.5"))
