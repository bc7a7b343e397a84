def count(items):
    d = {}
    for x in items:
        if x in d: d[x] += 1
        else: d[x] = 1
    return d
def get_count(items):
    d = {}
    for x in items: d[x] = d.get(x, 0) + 1
    return d
print(count([i * i % 11 for i in range(3000)]), get_count("abracadabra" * 200), count([1, 1.0, True, "1", (1,), None] * 300), get_count([2**40 * (i % 3) for i in range(2000)]))
def churn(n):
    d = {}
    for i in range(n):
        d[i] = i * 2
        if i >= 100: del d[i - 100]
    return len(d), sum(d.values()), list(d)[:3]
def missing(n):
    d = {i: i for i in range(0, 100, 2)}
    hits = miss = 0
    for i in range(n):
        try: hits += d[i % 100]
        except KeyError as e: miss += e.args[0]
    return hits, miss
def str_keys(n):
    d = {}
    for i in range(n):
        k = "key%d" % (i % 50)
        d[k] = d.get(k, 0) + i
        d.setdefault(k[:2], []).append(i % 3)
    return len(d), d["key7"], len(d["key1"] if isinstance(d["key1"], list) else [])
def tuple_keys(n):
    grid = {}
    for i in range(n): grid[i % 30, i % 7] = grid.get((i % 30, i % 7), 0) + 1
    return len(grid), grid[0, 0]
def mixed(n):
    d = {}
    for i in range(n):
        d[i if i % 3 == 0 else str(i) if i % 3 == 1 else i * 0.5] = i
    return len(d), d[0], d["1"], d[1.0] if 1.0 in d else None
def memo(n):
    cache = {0: 0, 1: 1}
    def fib(k):
        if k not in cache: cache[k] = fib(k - 1) + fib(k - 2)
        return cache[k]
    return [fib(k) for k in range(n)][-1]
def resize_iteration(n):
    t = 0
    for i in range(n):
        d = {j: j for j in range(i % 20)}
        for k, v in d.items(): t += k * v
        for k in d: t += k
        for v in d.values(): t -= v
    return t
def keys_change(n):
    d = {"a": 1, "b": 2}
    t = 0
    for i in range(n):
        t += d["a"] + d["b"]
        if i == n // 2: d["a"] = 0.5
        if i == n // 2 + 10: d["c"] = 1
        if i == n // 2 + 20: d["b"] = 10**20; del d["c"]
    return t
print(churn(2000), missing(2000), str_keys(2000), tuple_keys(2000), mixed(2000), memo(300), resize_iteration(800), keys_change(2000))
def sets(n):
    s = set()
    hits = 0
    for i in range(n):
        x = i * i % 127
        if x in s: hits += 1
        else: s.add(x)
        if i % 10 == 0: s.discard(i % 127)
    return hits, len(s), sum(s)
def sieve(n):
    alive = set(range(2, n))
    for i in range(2, int(n ** 0.5) + 1):
        if i in alive: alive -= set(range(i * i, n, i))
    return len(alive)
print(sets(3000), sieve(2000))
class K:
    def __init__(self, v): self.v = v
    def __hash__(self): return self.v % 5
    def __eq__(self, o): return self.v == o.v
d = {}
for i in range(1500): d[K(i % 40)] = i
print(len(d), sum(d.values()))
def graph(n):
    adj = {i: [(i * 3 + 1) % n, (i * 7 + 2) % n] for i in range(n)}
    seen, stack = {0}, [0]
    while stack:
        for m in adj[stack.pop()]:
            if m not in seen:
                seen.add(m)
                stack.append(m)
    return len(seen)
print(graph(1000), graph(7))
