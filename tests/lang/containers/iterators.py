"""enumerate, zip, map, filter, reversed, iter: what they give, copies of their state, errors."""


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate("ab", 2**62)), list(enumerate(iterable="x", start=-1)))
print(list(zip()), list(zip("ab")), list(zip("abc", range(2), [7, 8, 9])), list(zip("ab", "cd", strict=True)))
print(list(map(str, range(3))), list(map(lambda *a: a, "ab", "cde")), list(filter(None, [0, 1, "", "a"])), list(filter(str.isdigit, "a1b2")))
print(list(reversed(range(5))), list(reversed("abc")), list(reversed((1, 2))), list(reversed({1: 2, 3: 4})))
for call in (
    lambda: list(zip("a", "", strict=True)),
    lambda: list(zip("", "a", strict=True)),
    lambda: list(zip("ab", "ab", "a", strict=True)),
    lambda: zip(1),
    lambda: zip("a", foo=1),
    lambda: map(len),
    lambda: map(),
    lambda: list(map(len, [1])),
    lambda: map(len, 5),
    lambda: filter(None),
    lambda: filter(None, 5),
    lambda: enumerate(),
    lambda: enumerate(5),
    lambda: enumerate([], "a"),
    lambda: enumerate([], 1, 2),
    lambda: reversed(5),
    lambda: reversed({1}),
    lambda: reversed(),
    lambda: iter(5),
    lambda: iter(5, 6),
    lambda: next([]),
    lambda: next(iter([])),
    lambda: next(iter([]), "default"),
):
    attempt(call)


class Sequence:
    def __init__(self, n):
        self.n = n

    def __getitem__(self, i):
        if i >= self.n:
            raise IndexError(i)
        return i * i

    def __len__(self):
        return self.n


print(list(Sequence(4)), list(reversed(Sequence(4))), 9 in Sequence(4), 8 in Sequence(4), iter(Sequence(3)).__length_hint__())


class NotReversible(dict):
    __reversed__ = None


attempt(reversed, NotReversible())
count = iter(range(10))
print(list(iter(lambda: next(count), 4)), next(count))
for make in (
    lambda: iter([1, 2, 3]),
    lambda: iter((1, 2, 3)),
    lambda: iter("abc"),
    lambda: iter(b"abc"),
    lambda: iter(range(3)),
    lambda: iter(range(10**30, 10**30 + 3)),
    lambda: iter({1: 1, 2: 2, 3: 3}),
    lambda: iter({1: 1, 2: 2, 3: 3}.items()),
    lambda: iter({5}),
    lambda: reversed([1, 2, 3]),
    lambda: reversed(range(3)),
    lambda: enumerate("abc"),
    lambda: zip("abc", [1, 2, 3]),
    lambda: map(str, [1, 2, 3]),
    lambda: filter(None, [1, 2, 3]),
    lambda: iter(Sequence(3)),
):
    iterator = make()
    name = type(iterator).__name__
    first = next(iterator)
    hint = getattr(iterator, "__length_hint__", lambda: "-")()
    reduced = iterator.__reduce__()
    rebuilt = reduced[0](*reduced[1])
    if len(reduced) > 2 and reduced[2] is not None:
        rebuilt.__setstate__(reduced[2])
    print(name, first, hint, reduced[0].__name__, list(rebuilt))
    print(list(iterator), next(iterator, "end"))
it = iter("héllo日本")
print(type(iter("abc")).__name__, type(it).__name__, list(it))
big = range(2**60, 2**60 + 5, 2)
print(list(big), big[-1], 2**60 + 2 in big, 2**60 + 1 in big, big.index(2**60 + 4), len(range(2**62)))
attempt(lambda: len(range(2**70)))
print(range(2**70)[2**69], range(10)[::-3], range(0, 10, 3)[-1], range(5) == range(0, 5, 1), hash(range(0)) == hash(range(5, 5)), range(1, 10, 2).count(3))
print(slice(1, 10, 2).indices(7), slice(None, None, -1).indices(5), slice(-100, 100).indices(3), slice(None, 2**100).indices(2**80), slice(1, 2) == slice(1, 2), repr(slice(3)))
attempt(lambda: range(3)[7])
attempt(lambda: range(1, 2, 0))
attempt(lambda: hash(slice(1)))
