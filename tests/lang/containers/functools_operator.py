"""functools' and operator's native parts, heapq, bisect."""
import bisect
import functools
import heapq
import operator


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


def f(*args, **kwargs):
    return args, kwargs


p = functools.partial(f, 1, a=2)
q = functools.partial(p, 3, b=4)
print(p(5), q(6, a=7), q.func is f, q.args, q.keywords, functools.partial(int, base=2)("101"))
print(functools.partial(print, 1, sep="-"), functools.reduce(operator.add, [1, 2, 3]), functools.reduce(lambda a, b: b + a, "abc", "z"))
for call in (
    lambda: functools.partial(),
    lambda: functools.partial(5),
    lambda: functools.reduce(max, []),
    lambda: functools.reduce(max, 5),
    lambda: functools.reduce(max),
    lambda: functools.cmp_to_key(len)(1) < 5,
    lambda: operator.itemgetter(),
    lambda: operator.itemgetter(1)(5),
    lambda: operator.itemgetter(1)([]),
    lambda: operator.attrgetter(5),
    lambda: operator.attrgetter("a.b")(5),
    lambda: operator.methodcaller(),
    lambda: operator.methodcaller("nope")(5),
    lambda: operator.add(1),
    lambda: operator.concat(1, 2),
    lambda: operator.indexOf([1], 2),
    lambda: operator.length_hint(5, "a"),
    lambda: operator.index(1.5),
    lambda: heapq.heappop([]),
    lambda: heapq.heappush((), 1),
    lambda: bisect.bisect([1], 2, -1),
    lambda: bisect.bisect_left([1], "a"),
):
    attempt(call)
print(sorted("banana", key=functools.cmp_to_key(lambda a, b: (a < b) - (a > b))))
print(operator.itemgetter(1)("abc"), operator.itemgetter(1, -1)("abc"), operator.attrgetter("real", "imag")(3j), operator.methodcaller("split", ",", maxsplit=1)("a,b,c"))
print(operator.itemgetter(1, 2), operator.attrgetter("a.b"), operator.methodcaller("m", 1, k=2), operator.countOf([1, 2, 1], 1), operator.length_hint(iter([1, 2])))
print(operator.contains([1], 1), operator.not_(0), operator.is_(None, None), operator.iadd([1], [2]), operator.mod(7, 3), operator.matmul if False else operator.lshift(1, 4))

calls = []


@functools.lru_cache(maxsize=3)
def square(x):
    calls.append(x)
    return x * x


print([square(x) for x in (1, 2, 3, 1, 4, 2, 1)], calls, square.cache_info(), square.__name__, square.__wrapped__(9))
square.cache_clear()
print(square.cache_info(), square.cache_parameters())


@functools.cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info())


@functools.lru_cache(typed=True)
def typed(x, y=0):
    return type(x).__name__


print(typed(1), typed(1.0), typed(True), typed(1, y=2), typed(1, 2), typed.cache_info())


class Holder:
    @functools.lru_cache
    def method(self, n):
        return n + 1

    @functools.cached_property
    def value(self):
        print("computing")
        return 42

    @functools.singledispatchmethod
    def show(self, x):
        return "other"

    @show.register
    def _(self, x: int):
        return "int"


h = Holder()
print(h.method(1), h.method(1), Holder.method.cache_info().hits, h.value, h.value, h.show(1), h.show("a"))
attempt(lambda: square([]))


@functools.total_ordering
class Version:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


print(Version(1) <= Version(2), Version(3) > Version(2), Version(1) >= Version(2))


@functools.singledispatch
def kind(x):
    return "object"


@kind.register(list)
def _(x):
    return "list"


print(kind([]), kind(1), kind.dispatch(list).__name__)
heap = []
for x in (5, 1, 8, 3, 9, 2):
    heapq.heappush(heap, x)
print(heap, [heapq.heappop(heap) for _ in range(3)], heapq.heapreplace(heap, 4), heapq.heappushpop(heap, 0), heap)
numbers = [(x * 37) % 101 for x in range(60)]
heapq.heapify(numbers)
print(numbers[:10], heapq.nsmallest(4, numbers), heapq.nlargest(4, numbers), list(heapq.merge([1, 4], [2, 3], [0])))
row = [1, 2, 2, 3]
print(bisect.bisect(row, 2), bisect.bisect_left(row, 2), bisect.bisect_right(row, 9), bisect.bisect(row, 2, 0, 2))
bisect.insort(row, 2.5)
bisect.insort_left(row, -1, key=lambda x: -x)
print(row)
