print([], [1], [[]], (), (1,), (1, 2), {}, {1: 2}, set(), {1}, frozenset(), frozenset({1}), [None, True, 1.0, "a", b"b", 1j, ...], {"a": [1, (2,)], (1, 2): {}}, range(5), range(1, 5), range(0, 10, 2), slice(1, 2), slice(None), slice(1, 2, 3), NotImplemented, Ellipsis, [int, str], type, object)
a = [1]
a.append(a)
print(a)
d = {}
d["self"] = d
d["l"] = [d, a]
print(d)
t = ([],)
t[0].append(t)
print(t)
class R:
    def __repr__(self): return "R!"
class S:
    def __str__(self): return "S!"
    __repr__ = object.__repr__
print(R(), [R()], {R(): R()}.values(), str(R()), str(S()), repr(S())[:20], [1.0, -0.0, 1e100])
class Bad:
    def __repr__(self): return 5
for f in (repr, str, lambda x: print([x]), ascii, "{}".format, lambda x: f"{x!r}"):
    try:
        f(Bad())
    except TypeError as error:
        print(error)
print(print, len, [].append.__name__, str.upper, {}.keys(), {}.values(), {1: 2}.items(), dict.fromkeys("ab"), type(None), type(...), (lambda: 0).__name__)
