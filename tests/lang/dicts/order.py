d = {}
for i in range(50):
    d[i * 37 % 101] = i
print(list(d.items()))
for i in range(0, 50, 3):
    del d[i * 37 % 101]
print(list(d.items()))
d[0] = "again"
d[37] = "replaced"
print(list(d.items())[-3:], list(d)[:5])
for i in range(200):
    d[f"k{i}"] = i
for i in range(0, 200, 2):
    d.pop(f"k{i}")
print(len(d), list(d)[-5:], list(d.values())[:5])
while len(d) > 3:
    d.popitem()
print(d)
e = {}
for i in range(1000):
    e[i] = i
    if i >= 10:
        del e[i - 10]
print(e)
e = {k: v for k, v in sorted({"c": 1, "a": 2, "b": 3}.items())}
e["a"] = 9
e.update(c=5, z=1)
print(e, next(iter(e)), list(e.items())[-1])
