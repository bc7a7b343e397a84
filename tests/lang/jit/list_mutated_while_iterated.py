def append_while(n):
    a = [0]
    t = 0
    for x in a:
        t += x
        if len(a) < n: a.append(x + 1)
    return t, len(a)
def remove_while(n):
    a = list(range(n))
    seen = []
    for x in a:
        seen.append(x)
        if x % 3 == 0: a.remove(x)
    return len(seen), len(a), seen[-3:]
def clear_while(n, at):
    a = list(range(n))
    t = 0
    for x in a:
        t += x
        if x == at: a.clear()
    return t, a
def pop_while(n):
    a = list(range(n))
    out = 0
    for x in a:
        out = out * 31 + x & 0xFFFFFF
        if x % 2: a.pop()
    return out, len(a)
def insert_front(n):
    a = [1]
    c = 0
    for x in a:
        c += 1
        if c >= n: break
        a.insert(0, c)
    return c, a[:5]
def replace_slice(n):
    a = list(range(10))
    c = 0
    for x in a:
        c += 1
        if c < n: a[:] = a + [c] if c % 2 else a
    return c, len(a)
def type_change(n):
    a = [1] * n
    t = 0
    for i, x in enumerate(a):
        t += x
        if i + 1 < n: a[i + 1] = 2.5 if i % 700 == 3 else 1
    return t
def extend_self(n):
    a = [1, 2, 3]
    t = 0
    for x in a:
        t += x
        if len(a) < n: a += a
    return t, len(a)
print(append_while(3000), remove_while(3000), clear_while(3000, 2000), clear_while(10, 3), pop_while(3000), insert_front(1500), replace_slice(60), type_change(3000), extend_self(4000))
def dict_change(n, at, how):
    d = {i: i for i in range(n)}
    t = 0
    try:
        for k in d:
            t += d[k]
            if k == at:
                if how == "add": d[n + 1] = 1
                elif how == "del": del d[0]
                elif how == "set": d[at] = -1
                else: d.clear()
    except (RuntimeError, KeyError) as e: return t, str(e)
    return t, "ok"
for how in ("add", "del", "set", "clear"): print(how, dict_change(2000, 1500, how), dict_change(5, 0, how), dict_change(2000, 1999, how))
def items_change(n):
    d = {str(i): i for i in range(n)}
    t = 0
    try:
        for k, v in d.items():
            t += v
            if v == n - 2: d["new"] = 5
    except RuntimeError as e: return t, str(e)
    return t
def set_change(n):
    s = set(range(n))
    c = 0
    try:
        for x in s:
            c += 1
            if c == n // 2: s.add(-5)
    except RuntimeError as e: return c, str(e)
print(items_change(2000), set_change(2000))
