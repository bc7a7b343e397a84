d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), len(v), len(i), "a" in k, 2 in v, ("a", 1) in i, ("a", 2) in i)
d["d"] = 4
print(k, v, i, k & {"a", "z"} == {"a"}, sorted(k | {"z"}), sorted(k - {"a"}), sorted(k ^ {"a", "q"}), k == {"a", "b", "c", "d"}, k.isdisjoint("xyz"), k >= {"a"}, k < {"a", "b", "c", "d", "e"}, sorted(i & {("a", 1)}), {"a"} <= k)
print(list(map(type, (k, v, i))), iter(k).__length_hint__(), [x for x in reversed(k)], [x for x in reversed(v)], k.mapping["a"], v == d.values(), sorted({"b", "c"} & k), sorted(set("ax") - k))
try:
    k.mapping["z"] = 1
except TypeError as error:
    print(error)
for bad in ("k[0]", "hash(k)", "k.add(1)", "k | 5"):
    try:
        print(eval(bad))
    except (TypeError, AttributeError) as error:
        print(bad, error)
for key, value in d.items():
    print(key, value, end="; ")
print(max(d, key=d.get), sorted(d, key=d.get, reverse=True), sum(d.values()), {v: k for k, v in d.items()}, list(zip(d, d.values())), dict(reversed(d.items())))
