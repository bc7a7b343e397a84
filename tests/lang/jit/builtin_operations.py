# Builtins that compiled code makes operations of: min, max, abs, round, int, float, bool, len, math's roundings and roots.
import builtins
import math
from math import sqrt

NAN = float("nan")
INF = float("inf")
NUMBERS = [0, 1, -1, 7, 2**31, -2**31, 2**47, -2**47 - 1, 2**53 + 1, 2**62, 2**63 - 1, -2**63, 2**63, 2**70]
FLOATS = [0.0, -0.0, 0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 1e15 + 0.3, 4503599627370497.5, 9.2e18, -9.3e18, 1e300, 5e-324]


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def over(name, function, values):
    """The function in a loop that is compiled for ints (floats) and then meets the values."""
    for value in values:
        out = []
        for i in range(60):
            out.append(function(i if i != 50 else value))
        print(name, repr(value), repr(out[-12:-8]), repr(out[50]))


def guarded(name, function, values, start):
    for value in values:
        out = []
        for i in range(60):
            try:
                out.append(function(start + i if i < 50 else value))
            except Exception as error:
                out.append(f"{type(error).__name__}: {error}")
        print(name, repr(value), repr(out[49]), repr(out[50]))


def int_loop(x):
    total = 0
    for i in range(40):
        total += int(x + i) + int(x * 0.5) + int(True) + int(i)
    return total


def float_loop(x):
    total = 0.0
    for i in range(40):
        total += float(i) + float(x) + float(i == 3)
    return total


def bool_loop(x):
    total = 0
    for i in range(40):
        total += bool(i & 3) + bool(i * x) + bool(None) + bool(i > 5)
    return total


def extremes(x, y):
    total = []
    for i in range(40):
        total = [min(x, i), max(x, i), min(x, y, i), max(i, y, x), min(i, 5), max(i * 0.5, 3.0), min(i * 0.5, -0.0), max(-0.0, i * 0.0)]
    return total


def roundings(x):
    total = []
    for i in range(40):
        y = x + i * 0.25
        total = [round(y), math.floor(y), math.ceil(y), math.trunc(y), round(i), math.floor(i), abs(y), abs(-i), math.fabs(-y), round(y, 1)]
    return total


def roots(x):
    total = []
    for i in range(40):
        total = [math.sqrt(i), sqrt(i * 0.5), math.sqrt(x)]
    return total


def powers(x):
    total = 0
    for i in range(40):
        total += (x + i) ** 3 - (i - x) ** 4 + i ** 1 + i ** 2
    return total


for value in [0.0, 1.5, -7.25, 1e17, 9.3e18, -1e19, 1e300, NAN, INF, -INF, 3, 2**60]:
    print("int", repr(value), attempt(int_loop, value))
    print("float", repr(value), attempt(float_loop, value))
    print("bool", repr(value), attempt(bool_loop, value))
    print("roundings", repr(value), attempt(roundings, value))
    print("roots", repr(value), attempt(roots, value))
    print("extremes", repr(value), attempt(extremes, value, 3.0), attempt(extremes, value, 3), attempt(extremes, 2, value))
for value in NUMBERS:
    print("powers", value, attempt(powers, value), attempt(powers, -value))
    print("extremes", value, attempt(extremes, value, 3), attempt(extremes, value, True), attempt(extremes, False, value), attempt(float_loop, value))
print(attempt(extremes, "a", 3), attempt(extremes, None, 3), attempt(roots, "x"), attempt(roots, -1), attempt(int_loop, "x"))

guarded("sqrt", lambda x: math.sqrt(x), [-1.0, 4, 2**80, "s", True, NAN], 1.0)
guarded("floor", lambda x: math.floor(x), [NAN, INF, 1e30, "s", True, 10**30, -0.5], 1.0)
guarded("round", lambda x: round(x), [NAN, INF, 1e30, "s", True, 10**30, -0.5, 2.5, 3.5], 1.5)
guarded("int", lambda x: int(x), [NAN, INF, 1e30, "12", "s", True, None, b"7", 10**30], 1.5)
guarded("float", lambda x: float(x), ["1.5", "s", None, True, 10**400, 2**53 + 1], 1)
guarded("min", lambda x: min(x, 10), ["s", None, True, 2.5, NAN, 10**30, 10.0], 1)
guarded("max", lambda x: max(x, 10.0), ["s", None, True, 2, NAN, 10**30, 10.0], 1.0)
guarded("abs", lambda x: abs(x), ["s", True, -2**63, 2**63, -0.0, 3 + 4j], -5)
guarded("len", lambda x: len(x), ["abc", [1, 2], (), {1: 2}, 5], 1)
over("min", lambda x: min(x, 7), FLOATS + NUMBERS)
over("max", lambda x: max(7, x), FLOATS + NUMBERS)
over("int", lambda x: int(x), FLOATS + NUMBERS)
over("bool", lambda x: bool(x), ["", "a", [], [0], None, 0.0, NAN])


class Odd:
    def __int__(self):
        return 41

    def __float__(self):
        return 4.5

    def __bool__(self):
        return False

    def __round__(self, digits=None):
        return ("round", digits)

    def __floor__(self):
        return "floor"

    def __lt__(self, other):
        return True

    def __gt__(self, other):
        return False


for name, function in [("int", int), ("float", float), ("bool", bool), ("round", round), ("floor", math.floor), ("sqrt", math.sqrt),
                       ("min", lambda x: min(x, 3) is x), ("max", lambda x: max(x, 3) is x)]:
    out = []
    for i in range(60):
        out.append(function(i * 0.5 if i < 55 else Odd()))
    print(name, out[50], out[57])


def patched():
    """Builtins replaced by the loop itself."""
    seen = []
    for i in range(100):
        seen.append((min(i, 50), int(i * 0.5), float(i), len("abc"), math.floor(i * 0.3)))
        if i == 60:
            builtins.min = lambda a, b: "min"
            builtins.int = lambda a: "int"
        if i == 70:
            builtins.float = str
            math.floor = lambda x: "floor"
        if i == 80:
            del builtins.min, builtins.int, builtins.float
            builtins.min, builtins.int, builtins.float = originals[:3]
            math.floor = originals[3]
    return seen[59:63] + seen[69:73] + seen[79:83]


originals = [min, int, float, math.floor]
for row in patched():
    print(row)


class int2(int):
    pass


def subclass(x):
    total = 0
    for i in range(50):
        total += int(x) + min(x, i) + max(i, x) + abs(x) + round(x)
    return total, type(int(x)).__name__, type(min(x, 99)).__name__


print(subclass(int2(5)), subclass(5), subclass(True))
