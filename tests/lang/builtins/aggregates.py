print(sum([1, 2, 3]), sum([], 5), sum([0.1] * 3), sum([[1], [2]], []), sum((x for x in range(4)), start=10), sum([True, 2.5, 1]), sum(range(10**5)), min(3, 1, 2), max([1, 5, 2]), min("hello"), max("a", "ab", key=len), min([], default="d"), max([1], default=0), min([3, 1], key=lambda x: -x), max({1: "a", 2: "b"}), max(1, 1.0), max(1.0, 1), min(True, 1), all([]), any([]), all([1, "a"]), any([0, ""]), all(x > 0 for x in [1, -1]), any(x > 0 for x in [-1, 1]), sorted([3, 1, 2], reverse=True), abs(-5), abs(-5.5), abs(3 + 4j), abs(True), divmod(17, 5), divmod(-17, 5), divmod(17.5, 5), round(3.7), round(-3.5), round(2.5), round(3.14159, 2), pow(2, 10), pow(2, -1), pow(2, 10, 1000), len("abc"), len({1: 2}), hash(5), id(5) == id(5))
for bad in ("sum(['a'])", "sum('abc')", "sum(['a'], '')", "sum([b''], b'')", "sum([[]])", "min()", "max()", "min([])", "max(5)", "min(1, 'a')", "max([1, 'a'])", "all(1)", "any(None)", "abs('x')", "divmod(1, 0)", "divmod('a', 1)", "round('a')", "round(1.5, 'a')", "len(5)", "sorted(1)", "hash([])", "min(1, 2, default=3)", "sum()", "pow()", "max([1, 2], key=5)", "sum([1], None)"):
    try: print(eval(bad))
    except (TypeError, ValueError, ZeroDivisionError) as e: print(bad, type(e).__name__, e)
nan = float("nan")
print(max(nan, 1), max(1, nan), min(nan, 1), sum([1e308, 1e308]), sum([1, 2.5, 10**20]), sum([2**62, 2**62]), sum([1.0, 2**70]))
class A:
    def __init__(self, v): self.v = v
    def __add__(self, o): return A(self.v + (o.v if isinstance(o, A) else o))
    __radd__ = __add__
    def __lt__(self, o): return self.v < o.v
    def __gt__(self, o): return self.v > o.v
print(sum([A(1), A(2)]).v, max([A(1), A(3)]).v, min(A(5), A(2)).v)
