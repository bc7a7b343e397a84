print(True + True, True * 5, True == 1, True is True, False == 0.0, True < 2, -True, ~True, True & False, True | False, True ^ True)
print(type(True & 1), type(True & True), type(True | 2), type(not 1), isinstance(True, int), issubclass(bool, int))
print(bool(0), bool(""), bool([]), bool(()), bool({}), bool(None), bool(0.0), bool(0j), bool("0"), bool([0]), bool(float("nan")))
print(int(True), float(True), str(True), repr(False), f"{True:d} {True} {True:5} {True!r:>6}", "%d %s" % (True, False))
print([10, 20][True], {1: "a"}[True], {True: "x", 1: "y", 1.0: "z"})
class Len:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
class Both:
    def __bool__(self): return False
    def __len__(self): return 5
class Bad:
    def __bool__(self): return 1
class Neg:
    def __len__(self): return -1
print(bool(Len(0)), bool(Len(3)), bool(Both()), bool(object()))
for bad in (Bad, Neg):
    try:
        if bad():
            print("yes")
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    class B(bool): pass
except TypeError as error:
    print(error)
print(0 or "a" or 1, 0 and 1, 1 and "b" and [], not None, not not 5, None or 0, 1 if [] else 2)
print(True.bit_length(), (True).real, bool.__mro__, True.__and__(1), hash(True), sum([True, True, False]), max(True, 0.5))
