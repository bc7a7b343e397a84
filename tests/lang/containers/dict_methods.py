"""dict: order, methods, views, changes during iteration, errors."""


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


d = {"b": 1, "a": 2}
d["c"] = 3
d["b"] = 4
del d["a"]
d["a"] = 5
print(d, list(d), list(reversed(d)), len(d), "a" in d, "z" in d, d.get("z"), d.get("z", 0), d.setdefault("q", []), d.setdefault("b"))
print(d.pop("c"), d.pop("c", None), d.popitem(), d)
d.update({"x": 1}, y=2)
d.update([("z", 3), ["w", 4]])
d |= [("v", 5)]
print(d, d | {"b": 0}, {"n": 0} | d, d.copy() == d, dict(d) == d, dict(a=1, **{"b": 2}), dict([(1, 2)], c=3))
print(dict.fromkeys("abc"), dict.fromkeys([1, 2], 0), {1: 1, 1.0: 2, True: 3}, {(1, 2): 3}[(1, 2)])
for call in (
    lambda: {}["missing"],
    lambda: {}.popitem(),
    lambda: {}.pop("k"),
    lambda: {}.pop(),
    lambda: {}.__delitem__("k"),
    lambda: {[]: 1},
    lambda: {}[{}],
    lambda: dict(1),
    lambda: dict([1]),
    lambda: dict([(1, 2, 3)]),
    lambda: dict(1, 2),
    lambda: {} < {},
    lambda: {} | [],
    lambda: hash({}),
    lambda: {}.update(5),
    lambda: {}.fromkeys(5),
):
    attempt(call)

big = {}
for i in range(2000):
    big[i * 7 % 2003] = i
for i in range(0, 2003, 3):
    big.pop(i, None)
for i in range(500):
    big["k%d" % i] = i
for i in range(0, 500, 2):
    del big["k%d" % i]
print(len(big), list(big)[:10], list(big)[-5:], sum(v for v in big.values()), list(big.items())[700:705])
while len(big) > 3:
    big.popitem()
print(big)
stack = {}
for i in range(1000):
    stack[i] = i
    stack[-i - 1] = i
    stack.popitem()
print(len(stack), list(stack)[-3:])

k, v, items = d.keys(), d.values(), d.items()
print(k, v, items, len(k), ("x", 1) in items, ("x", 2) in items, 5 in v, list(reversed(items)))
d["later"] = None
print(k, list(v)[-1], k.mapping["x"])
attempt(lambda: k.mapping.__setitem__("x", 1))
one, two = {1: "a", 2: "b", 3: "c"}, {2: "b", 3: "x", 4: "d"}
for left, right in ((one.keys(), two.keys()), (one.items(), two.items()), (one.keys(), {3, 9}), ({3, 9}, one.keys()), (one.keys(), [1, 7])):
    print(sorted(left & right, key=str), sorted(left | right, key=str), sorted(left ^ right, key=str), left.isdisjoint(right))
    if not isinstance(right, list):
        print(left < right, left <= right, left == right, left != right, left > right)
    if not isinstance(left, set):
        print(sorted(left - right, key=str))
print(one.keys() == {1, 2, 3}, one.keys() < {1, 2, 3, 4}, one.values() == one.values())
attempt(lambda: one.keys() + two.keys())
attempt(lambda: one.keys() | 5)


def grow():
    e = {1: 1}
    for key in e:
        e[key + 1] = 1


def shrink():
    e = {1: 1, 2: 2}
    for key in e:
        e.pop(2, None)


def swap():
    e = {1: 1}
    for key in e:
        if key > 20:
            return e
        del e[key]
        e[key + 1] = 1


def replace_values():
    e = {1: 1, 2: 2}
    for key, value in e.items():
        e[key] = value * 10
    return e


for call in (grow, shrink, swap, replace_values):
    attempt(call)


class Missing(dict):
    def __missing__(self, key):
        return "no " + str(key)


print(Missing(a=1)["a"], Missing()["b"], Missing().get("b"), Missing({1: 2}))
attempt(lambda: Missing().pop("x"))


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 3

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n

    def __repr__(self):
        return f"K{self.n}"


collide = {Key(i): i for i in range(40)}
for i in range(0, 40, 4):
    del collide[Key(i)]
print(collide, collide[Key(7)], Key(8) in collide, Key(9) in collide)
self_referring = {1: 2}
self_referring["me"] = self_referring
print(self_referring, {1: {2: 3}} == {1: {2: 3}}, {1: 2} == {1: 2.0}, {1: 2} != {2: 1})
it = iter({1: 1, 2: 2})
print(next(it), it.__length_hint__(), list(it), it.__length_hint__())
