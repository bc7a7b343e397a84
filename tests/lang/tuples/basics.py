t = (1, 2, 3)
print(t, t[0], t[-1], t[1:], t[::-1], len(t), t + (4,), t * 2, 0 * t, 2 in t, t.index(3), t.count(1), (), (1,), tuple(), tuple("ab"), tuple([1]), t == (1, 2, 3), t < (1, 3), t < (1, 2, 3, 0), () < (0,), hash(t) == hash((1, 2, 3)), hash(()) == hash(tuple()), (1, 2) == [1, 2], tuple(t) is t, max(t), sum(t), sorted((3, 1)))
a, b, c = t
a, b = b, a
print(a, b, c, *t, (*t, *t), [*t], {*t})
d = {(1, 2): "a", (1, (2, 3)): "b"}
print(d[1, 2], d[(1, (2, 3))])
for bad in ("t[5]", "t['a']", "t[0] if 0 else t[9]", "t.index(9)", "hash(([],))", "t + [1]", "t < 1", "t * 'a'", "t.append", "tuple(5)", "tuple(1, 2)"):
    try:
        print(eval(bad))
    except (IndexError, TypeError, ValueError, AttributeError) as error:
        print(bad, type(error).__name__, error)
for bad in ("t[0] = 1", "del t[0]", "t += 1"):
    try:
        exec(bad)
    except TypeError as error:
        print(bad, error)
u = t
u += (4,)
print(t, u)
x = ([],)
try:
    x[0] += [1]
except TypeError as error:
    print(error, x)
class T(tuple):
    def __new__(cls, *args): return super().__new__(cls, args)
    @property
    def first(self): return self[0]
s = T(1, 2)
print(s, s.first, type(s[:]), s == (1, 2), hash(s) == hash((1, 2)), type(s + ()), isinstance(s, tuple), len(s), [*s])
print([hash((i, i + 1)) for i in range(4)], hash((1.5, None if False else True)), hash((-1, -2)))
