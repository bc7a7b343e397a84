"""itertools: every function, with awkward arguments."""
import copy
import itertools as it
import operator


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


take = lambda n, i: list(it.islice(i, n))
print(take(3, it.count()), take(3, it.count(5, 2)), take(3, it.count(1.5, 0.5)), it.count(7), it.count(1, 3), take(2, it.count(2**47 - 1)))
print(take(7, it.cycle("abc")), list(it.repeat("x", 3)), it.repeat(1, 2), take(2, it.repeat(None)), take(2, it.cycle([])))
print(list(it.chain("ab", [1], ())), list(it.chain.from_iterable(["ab", "cd"])), list(it.compress("abcdef", [1, 0, 1, 0, 1])))
print(list(it.dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.filterfalse(lambda x: x % 2, range(6))), list(it.filterfalse(None, [0, 1, ""])))
print(list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.pairwise("abcd")), list(it.pairwise("a")), list(it.zip_longest("ab", "c", range(3), fillvalue="-")))
print(list(it.accumulate(range(1, 6))), list(it.accumulate([3, 1, 2], max)), list(it.accumulate([1, 2], initial=100)), list(it.accumulate([], initial=None)), list(it.accumulate("abc", operator.add, initial="z")))
print(list(it.islice("abcdefg", 2)), list(it.islice("abcdefg", 2, None)), list(it.islice("abcdefg", 1, 6, 2)), list(it.islice(range(10), None, None, 3)), list(it.islice("abc", 0)))
print([(k, list(g)) for k, g in it.groupby("aaabbca")], [(k, len(list(g))) for k, g in it.groupby(range(10), lambda x: x // 4)])
skipped = [k for k, g in it.groupby("aabbcc")]
print(skipped)
groups = list(it.groupby("aab"))
print([list(g) for k, g in groups])
print(list(it.product("ab", [1, 2])), list(it.product(range(2), repeat=3)), list(it.product()), list(it.product("ab", [])), len(list(it.product("abc", repeat=4))))
print(list(it.permutations("abc", 2)), len(list(it.permutations(range(5)))), list(it.permutations("ab", 3)), list(it.permutations([], 0)), list(it.permutations("abc"))[-1])
print(list(it.combinations("abcd", 2)), list(it.combinations("abc", 4)), list(it.combinations("abc", 0)), list(it.combinations_with_replacement("abc", 2)), list(it.combinations_with_replacement([], 2)))
a, b, c = it.tee(iter(range(200)), 3)
print(next(a), next(a), list(b) == list(range(200)), next(c), list(a)[:2], list(c)[-1], it.tee([1], 0))
x, = it.tee("abc", 1)
next(x)
y = copy.copy(x)
print(list(x), list(y))
for call in (
    lambda: it.count("a"),
    lambda: it.islice([1], -1),
    lambda: it.islice([1], 1, 2, 0),
    lambda: it.islice([1]),
    lambda: it.product([1], repeat=-1),
    lambda: it.permutations([1], "a"),
    lambda: it.combinations([1], -1),
    lambda: it.combinations([1]),
    lambda: it.tee([], -1),
    lambda: it.groupby(),
    lambda: list(it.starmap(pow, [1])),
    lambda: it.zip_longest([1], x=1),
    lambda: it.chain(1).__next__(),
    lambda: it.repeat(),
    lambda: it.accumulate([1], x=1),
    lambda: list(it.compress([1], 5)),
):
    attempt(call)
for make in (
    lambda: it.count(3, 2),
    lambda: it.cycle([1, 2, 3]),
    lambda: it.repeat("r", 4),
    lambda: it.chain("ab", "cd"),
    lambda: it.compress("abcd", [1, 1, 0, 1]),
    lambda: it.dropwhile(bool, [1, 0, 2, 3]),
    lambda: it.takewhile(bool, [1, 2, 3, 0]),
    lambda: it.filterfalse(None, [0, "", 1, None]),
    lambda: it.starmap(pow, [(1, 2), (2, 3), (3, 2)]),
    lambda: it.islice(range(20), 3, 15, 4),
    lambda: it.accumulate([1, 2, 3, 4]),
    lambda: it.zip_longest("abc", "d", fillvalue=0),
    lambda: it.product("ab", "cd"),
    lambda: it.permutations("abc", 2),
    lambda: it.combinations("abcd", 3),
    lambda: it.combinations_with_replacement("ab", 2),
):
    iterator = make()
    first = next(iterator)
    reduced = iterator.__reduce__()
    rebuilt = reduced[0](*reduced[1])
    if len(reduced) > 2 and reduced[2] is not None:
        rebuilt.__setstate__(reduced[2])
    print(type(iterator).__name__, first, take(6, rebuilt))


class Sub(it.count):
    extra = 1


s = Sub(4)
s.attribute = "kept"
print(next(s), s.attribute, s.extra)
print(list(map(lambda p: p, it.chain[int].__args__)), type(it.chain[int]).__name__)
