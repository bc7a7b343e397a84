def attempt(action):
    d = {i: i for i in range(6)}
    out = []
    try:
        for k in d:
            out.append(k)
            if k == 2:
                action(d)
        print(out, "finished", d)
    except RuntimeError as error:
        print(out, error)
attempt(lambda d: d.update({99: 1}))
attempt(lambda d: d.pop(5))
attempt(lambda d: d.pop(0))
attempt(lambda d: d.__setitem__(3, "x"))
attempt(lambda d: d.clear())
attempt(lambda d: (d.pop(4), d.__setitem__(77, 1)))
for view in (dict.items, dict.values, dict.keys):
    d = {1: 1, 2: 2}
    try:
        for x in view(d):
            d[len(d) + 10] = 0
    except RuntimeError as error:
        print(error)
s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 100)
except RuntimeError as error:
    print(error)
s = {1, 2, 3}
try:
    for x in s:
        s.discard(x)
except RuntimeError as error:
    print(error)
d = {1: 1, 2: 2}
it = iter(d)
next(it)
d[3] = 3
for _ in range(2):
    try:
        next(it)
    except RuntimeError as error:
        print(error)
for k in list(d):
    del d[k]
print(d)
it = iter({1: 2})
print(next(it), next(it, "end"), next(it, "end"))
