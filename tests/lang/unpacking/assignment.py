a, b = 1, 2
a, b = b, a
(c, d), e = (1, 2), 3
[f, [g, *h]] = [1, [2, 3, 4]]
i, *j = "abc"
*k, l = range(4)
m, *n, o = 1, 2
p = q = r = []
p.append(1)
s, = [5]
[t] = (6,)
u = 1, *[2, 3], *"ab"
v, w = {"x": 1, "y": 2}
(x), y = 1, (2)
print(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q is r, s, t, u, v, w, x, y)
lst = [0, 0, 0]
idx = 0
idx, lst[idx] = 2, "changed"
print(lst, idx)
lst[0], lst[1] = lst[1], lst[0]
class O: pass
ob = O()
ob.x, ob.y, *ob.rest = 1, 2, 3, 4
print(lst, ob.x, ob.y, ob.rest)
for bad in ("a, b = 1", "a, b = 1, 2, 3", "a, b = [1]", "a, *b, c = [1]", "a, b = None", "a, b = iter([1, 2, 3])", "[] = [1]", "a, b, c = 'ab'", "(a, b), c = 1, 2", "a, b = {1}", "a, b = 5.0", "*a, b = ()", "a, b = {}.items()"):
    try: exec(bad)
    except (ValueError, TypeError) as error: print(bad, error)
def gen():
    for z in range(5):
        print("yield", z)
        yield z
try: a, b = gen()
except ValueError as error: print(error)
[] = ()
() = []
print(*[1, 2], *(3,), *{"a": 1}, sep="-")
print([*range(3), *"ab", *[]], (*(), 1), {*[1], *[2]} == {1, 2}, {**{"a": 1}, "b": 2, **{"a": 3}})
for (aa, bb), cc in [((1, 2), 3), ((4, 5), 6)]: print(aa, bb, cc)
for i, (n, *rest) in enumerate([(1, 2, 3), "xyz"]): print(i, n, rest)
def order(x): print("eval", x); return x
d = {}
d[order("k1")], d[order("k2")] = order(1), order(2)
d[order("a")] = d[order("b")] = order("v")
print(d)
x = y = z = 0
x += (y := 5)
x, y = y, x
print(x, y)
def swap(n):
    a, b, c = 1, 2, 3
    for _ in range(n): a, b, c = b, c, a
    return a, b, c
print(swap(1000), swap(1001))
def ret(): return 1, [2, (3, 4)]
first, [second, (third, fourth)] = ret()
print(first, second, third, fourth)
