def phases(n):
    x = 0
    history = []
    for i in range(n):
        phase = i * 8 // n
        if phase == 0: x = x + 1
        elif phase == 1: x = x + 0.5
        elif phase == 2: x = int(x) * 2 % 1000
        elif phase == 3: x = str(x)[-3:] + "1"
        elif phase == 4: x = len(x) if isinstance(x, str) else x - 1
        elif phase == 5: x = [x] if not isinstance(x, list) else x + [i] if len(x) < 5 else x[1:]
        elif phase == 6: x = tuple(x) if isinstance(x, list) else x[1:] + (i,)
        else: x = {i: x} if not isinstance(x, dict) else {**x, i % 3: i} if len(x) < 3 else {0: len(x)}
        if i % (n // 16) == 0: history.append(x)
    return history
print(phases(3200))
def flip(n):
    x = 1
    for i in range(n):
        x = float(x) if i % 2 else int(x) + 1
    return x
def union(n):
    t = 0
    for i in range(n):
        v = i if i % 4 else None
        if v is None: t += 1
        else: t += v
        w = v or "default"
        t += len(w) if isinstance(w, str) else w
    return t
def optional_chain(n):
    class O:
        def __init__(self, nxt): self.nxt = nxt
    chain = O(O(O(None)))
    t = 0
    for i in range(n):
        node = chain
        while node is not None:
            t += 1
            node = node.nxt
            if i % 97 == 0 and node and t % 5: node.nxt = O(None) if node.nxt is None else None
    return t
def bool_int(n):
    b = False
    c = 0
    for i in range(n):
        b = not b
        c = c + b
        c += b == 1
        b = bool(i % 3) if i % 2 else (i % 5 > 2)
        if b is True: c += 1
        elif b == 0: c += 2
    return c, b
def int_or_big(n):
    x = 1
    c = 0
    for i in range(n):
        x = x * 3 if x < 2**70 else x % 1000003 + 1
        if x > 2**47: c += 1
        if x > 2**63: c += 10
        if isinstance(x, int) and x % 2: c += 100
    return x, c
def div_types(n):
    t = 0
    for i in range(1, n):
        q = i / 2 if i % 2 else i // 2
        t += q
        t = int(t) if t > 1e6 else t
    return t
def kw_types(n):
    def f(a, b=None): return a if b is None else a + b
    t = 0
    for i in range(n): t += f(i) + f(i, 0.5) + f(b=i, a=1)
    return t
print(flip(2000), union(2000), optional_chain(500), bool_int(2000), int_or_big(2000), div_types(2000), kw_types(1500))
def list_of_mixed(n):
    items = [1, 2.5, "x", None, True, [1], (2,), 2**65]
    counts = {}
    for i in range(n):
        x = items[i % 8]
        k = type(x).__name__
        counts[k] = counts.get(k, 0) + 1
        if type(x) is int and x < 100: items[0] = x + 1
        if isinstance(x, float): items[1] = x * 1.01 if x < 100 else 1.0
    return counts, items[0], round(items[1], 6)
print(list_of_mixed(4000))
