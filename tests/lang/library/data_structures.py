import heapq, bisect, array, copy, queue, collections, types, operator, weakref, enum, graphlib, random, statistics, fractions, decimal
h = [5, 1, 8, 3]
heapq.heapify(h); heapq.heappush(h, 0)
print([heapq.heappop(h) for _ in range(3)], heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, "hello", key=ord), list(heapq.merge([1, 4], [2, 3])), heapq.heapreplace(h, 9), heapq.heappushpop(h, 1))
a = [1, 3, 3, 5]
print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.insort(a, 4), a, bisect.bisect_left([(1, "a"), (2, "b")], 2, key=lambda p: p[0]))
r = array.array("i", [1, 2, 3])
r.append(4); r.extend([5]); r[0] = 9
print(r, r.tolist(), r.typecode, r.itemsize, r[1:3], array.array("d", [1.5]) + array.array("d", [2]), r.index(3), array.array("u", "ab") if False else "", array.array("B", b"ab").tobytes())
try: r.append("x")
except TypeError as e: print(e)
try: array.array("b", [200])
except OverflowError as e: print(e)
x = {"l": [1, [2]], "t": (3, [4])}
y, z = copy.copy(x), copy.deepcopy(x)
x["l"][1].append(9)
print(y, z)
class P:
    def __init__(self, v): self.v, self.me = v, self
    def __deepcopy__(self, memo): return P(copy.deepcopy(self.v, memo))
print(copy.deepcopy(P([1])).v)
q = queue.PriorityQueue()
for v in (3, 1, 2): q.put(v)
print([q.get() for _ in range(3)], q.empty(), types.SimpleNamespace(a=1, b=2), types.MappingProxyType({"a": 1})["a"], operator.itemgetter(1, 0)("ab"), operator.attrgetter("real")(5), operator.methodcaller("upper")("x"))
print(list(graphlib.TopologicalSorter({"c": ["b"], "b": ["a"]}).static_order()), statistics.mean([1, 2, 3, 4]), statistics.median([3, 1, 2]), statistics.stdev([1, 2, 3, 4]), statistics.mode("aab"), statistics.quantiles([1, 2, 3, 4, 5]), statistics.fmean([1, 2]), statistics.variance([1, 2, 4]))
F, D = fractions.Fraction, decimal.Decimal
print(F(1, 3) + F(1, 6), F("0.75"), F(0.5), F(3, 4) ** 2, float(F(1, 3)), round(F(7, 2)), F(1, 2) < 0.6, D("0.1") + D("0.2"), D(1) / D(7), D("1.10").normalize(), D("2") ** 10, D("1e-5") * 3, D("3.14159").quantize(D("0.01")), D("NaN"), D("Infinity") > 1, D(10).sqrt(), round(D("2.675"), 2), str(D("1E+3")), D("1.5").as_tuple(), int(D("7.9")))
decimal.getcontext().prec = 50
print(D(1) / D(3), D(2).sqrt(), D("1").exp())
try: D(1) / D(0)
except decimal.DivisionByZero as e: print(type(e).__name__)
r = random.Random(123)
print(r.random(), r.randint(1, 100), [r.choice("abc") for _ in range(5)], r.sample(range(100), 5), r.gauss(0, 1), r.getrandbits(64), r.expovariate(1), r.triangular(), r.betavariate(1, 2), r.choices("ab", weights=[1, 9], k=5), r.normalvariate(5, 1))
l = list(range(10)); r.shuffle(l); print(l, r.getstate()[0])
random.seed("text"); print(random.random(), random.randrange(10, 20, 3)); random.seed(2.5); print(random.random()); random.seed(b"x"); print(random.random())
