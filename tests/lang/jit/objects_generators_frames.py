import sys
def g(n):
    x = 0
    while True:
        x += 1
        if x > n: return x
        if x % 100 == 0: yield x
def use(n):
    s = 0
    for v in g(n): s += v
    it = g(n)
    try:
        while 1: s += next(it)
    except StopIteration as e: s += e.value
    return s
print(use(5000))
def fin(n):
    log = 0
    def gen():
        nonlocal log
        try:
            for i in range(n): yield i
        finally: log += 1
    for k in range(300):
        for v in gen():
            if v == k % 7: break
    import gc; gc.collect()
    return log
print(fin(10) >= 0)
def dictloop(n):
    d = {i: i * 2 for i in range(20)}; s = 0
    for r in range(n):
        for k in d: s += d[k] - k
        for k, v in d.items(): s ^= k * v
        if r % 50 == 0: d[r] = r
        if r % 70 == 0: d.pop(next(iter(d)))
    return s, len(d), list(d)[:5]
print(dictloop(600))
def mutate(n):
    d = {1: 1}
    for i in range(n):
        try:
            for k in d:
                if i == n - 1: d[k + 1] = 1
        except RuntimeError as e: return i, str(e)
print(mutate(1000))
class C:
    count = 0
    def __init__(self, v): self.v = v; C.count += 1
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
    def __add__(self, o): return C(self.v + o.v)
    def __bool__(self): return self.v % 2 == 0
    def __getitem__(self, i):
        if i > 5: raise IndexError(i)
        return self.v + i
    def __contains__(self, x): return x == self.v
    def __len__(self): return self.v % 5
    def __iter__(self): return iter((self.v, 1))
    def __call__(self, x): return x + self.v
    @property
    def prop(self): return self.v * 2
    @staticmethod
    def st(x): return x + 1
    @classmethod
    def cl(cls, x): return cls.count + x
    def __getattr__(self, name): return len(name)
def objs(n):
    s = 0; a = C(1); t = C(0)
    for i in range(n):
        b = C(i)
        if a < b: s += 1
        if a == b: s += 10
        if b: s += 100
        t = t + b
        s += a[i % 3] + len(b) + b(3) + b.prop + b.st(i) + (i in b) + a.missing
        for x in b: s += x
        s ^= C.cl(i)
    return s, t.v
print(objs(3000), C.count)
def swapm(n):
    s = 0; o = C(3)
    for i in range(n):
        s += o.prop + o(1)
        if i == 1000: C.prop = property(lambda self: 1)
        if i == 1500: C.prop = 7
        if i == 2000: o.__class__ = type("D", (C,), {"__call__": lambda self, x: 1000})
        if i == 2500: del C.prop
    return s
print(swapm(3000))
def strs(n):
    s = ""; c = 0
    for i in range(n):
        s += chr(97 + i % 26) if i % 50 else "é€"[i % 2]
        c += s[i] == "a"
        if s[-1] in "aeiou": c += 1
        c += len(s[i // 2:i // 2 + 3])
    return c, len(s), hash(s) == hash(s[:]), s[::500]
print(strs(3000))
def tb(n):
    def f(x): return 1 / (x - 1500)
    try:
        for i in range(n): f(i)
    except ZeroDivisionError as e:
        t = e.__traceback__; out = []
        while t: out.append((t.tb_lineno, t.tb_frame.f_code.co_name, sorted(k for k in t.tb_frame.f_locals))); t = t.tb_next
        return out
print(tb(3000))
def unpack(n):
    a = b = 0; pairs = [(i, i + 1) for i in range(10)]
    for i in range(n):
        a, b = b, a + 1
        x, (y, z) = i, (a, b)
        (p, q), *r = [pairs[i % 10], 1, 2]
        a += x + y + z + p * q + len(r)
        a &= 0xffff
        if i == 1700: pairs[3] = [7, 8]
        if i == 1900: pairs[4] = "ab"
        if i == 1950: pairs[4] = (4, 5)
    return a, b
try: print(unpack(1500)); print(unpack(1900)); print(unpack(3000))
except TypeError as e: print(e)
def deep(n):
    def rec(k): return 0 if k == 0 else rec(k - 1) + 1
    s = 0
    for i in range(n): s += rec(i % 50)
    try: rec(10**6)
    except RecursionError: s += 1
    return s
print(deep(500))
def kw(a, b=2, *c, d=4, **e): return a + b + sum(c) + d + sum(e.values())
def kws(n):
    s = 0
    for i in range(n): s += kw(i) + kw(i, 1) + kw(i, 1, 2, 3) + kw(i, d=i) + kw(b=1, a=i) + kw(i, z=i) + kw(*(1, 2), **{"d": i})
    return s
print(kws(1500))
def glob(n):
    global zz
    zz = 0
    for i in range(n):
        zz += i
        if i == n // 2: globals()["zz"] = 0.5
        if i == n // 2 + 100: del globals()["zz"]; zz = 1
    return zz
print(glob(3000), zz)
