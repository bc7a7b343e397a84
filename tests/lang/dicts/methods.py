d = {"a": 1, "b": 2}
d["c"] = 3
print(d, len(d), d["a"], d.get("x"), d.get("x", 9), d.get("a", 9), "a" in d, 1 in d, list(d), list(d.keys()), list(d.values()), list(d.items()))
print(d.pop("a"), d.pop("zz", "default"), d, d.setdefault("b", 5), d.setdefault("n", []), d, d.popitem(), d)
d.update({"x": 1}, y=2); d.update([("z", 3), ["w", 4]]); d.update(q=5); d.update()
print(d, d.copy() == d, d.copy() is d)
del d["x"]
print(d, d | {"b": 9, "new": 1}, {"b": 9} | d)
d |= {"m": 1}
d |= [("k", "v")]
print(d, dict.fromkeys("abc"), dict.fromkeys([1, 2], 0), dict(a=1), dict([(1, 2)]), dict({"x": 1}, y=2), dict(zip("ab", [1, 2])), dict(), {**d, "z": 0, **{"e": 1}})
d.clear()
print(d, not d, {1: "a", 1.0: "b", True: "c"}, {1: 1} == {1.0: True}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {} == {}, {1: 2} != {1: 3})
for bad in ("d['x']", "d.pop('x')", "{}.popitem()", "{[]: 1}", "{{}: 1}", "d[[]]", "[] in d", "dict([1])", "dict([(1, 2, 3)])", "dict(5)", "d.update(5)", "d < d", "d + d", "d | 5", "dict(**{1: 2})", "d.get()", "d.foo", "dict.fromkeys(5)", "d.setdefault([])", "dict(['ab', 'c'])", "d[1, 2]", "d[None]", "{}['é']", "d.pop()"):
    try:
        print(eval(bad))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        print(bad, type(error).__name__, error)
print(list(reversed({"a": 1, "b": 2})), list(reversed({"a": 1, "b": 2}.items())), dict(["ab", "cd"]), list({"a": 1}.__iter__()))
try:
    del d["nope"]
except KeyError as error:
    print(repr(error), error.args)
