def lists(n):
    keep = []
    for i in range(n):
        tmp = [i] * (i % 10)
        if i % 100 == 0: keep.append(tmp)
    return len(keep), sum(map(len, keep)), keep[-1]
def trees(d):
    return (trees(d - 1), trees(d - 1)) if d else None
def check(t): return 1 + (check(t[0]) + check(t[1]) if t else 0)
def old_to_young(n):
    old = [None] * 50
    d = {}
    for i in range(n):
        old[i % 50] = [i, str(i), (i, i * 0.5)]
        d[i % 77] = old[(i * 3) % 50]
    return sum(o[0] for o in old), sum(len(v[1]) for v in d.values() if v)
class N:
    def __init__(self, v): self.v, self.refs = v, []
def cycles(n):
    root = N(0)
    for i in range(n):
        a, b = N(i), N(i + 1)
        a.refs.append(b)
        b.refs.append(a)
        if i % 50 == 0: root.refs = [a]
    return root.refs[0].refs[0].v
def big_ints(n):
    x, out = 1, 0
    for i in range(1, n):
        x = x * i if x < 10**60 else x // 10**50
        out ^= x & 0xFFFF
    return out
def floats_boxed(n):
    a = [0.0] * 20
    o = N(0.0)
    for i in range(n):
        a[i % 20] += i * 0.1
        o.v += a[i % 20]
    return round(sum(a), 6), round(o.v, 6)
def strings(n):
    s, parts = "", []
    for i in range(n):
        s = (s + str(i))[-30:]
        parts.append(s)
        if len(parts) > 40: parts = parts[20:]
    return s, len(parts)
def closures(n):
    fs = [None] * 10
    for i in range(n):
        def f(x, i=i): return x + i
        fs[i % 10] = f
    return sum(f(1) for f in fs)
def generators(n):
    gens = []
    for i in range(n):
        g = (x * i for x in range(3))
        next(g)
        gens.append(g)
        if len(gens) > 20: gens.pop(0)
    return [list(g) for g in gens[:3]]
def dicts(n):
    for i in range(n): d = {"a": i, "b": [i], i: {"c": i}}
    return d
def exceptions(n):
    saved = []
    for i in range(n):
        try: raise ValueError([i])
        except ValueError as e:
            if i % 200 == 0: saved.append(e)
    return [e.args for e in saved]
print(lists(3000), check(trees(10)), old_to_young(3000), cycles(1500), big_ints(1500), floats_boxed(3000), strings(1500), closures(1500), generators(500), dicts(1500), exceptions(1000))
