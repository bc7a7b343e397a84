class A:
    k = 1
    def m(self): return 1
    def n(self): return self.m() + self.k
    @property
    def p(self): return 5
    @staticmethod
    def s(): return 2
    @classmethod
    def c(cls): return cls.k
    def __add__(self, o): return 1
    def __len__(self): return 3
    def __getitem__(self, i): return i
    def __eq__(self, o): return True
    def __lt__(self, o): return True
    def __call__(self): return 7
    def __bool__(self): return True
    def __contains__(self, x): return True
    def __iter__(self): return iter((1, 2))
    def __neg__(self): return -1
    def __iadd__(self, o): return self
class B(A): pass
def use(o, n):
    t = 0
    for i in range(n):
        t += o.m() + o.n() + o.k + o.p + o.s() + o.c() + (o + 1) + len(o) + o[i % 3] + (o == 1) + (o < 1) + o() + (10 if o else 20) + (i in o) + -o
        for x in o: t += x
        x = o
        x += 1
        t += x is o
    return t
a, b = A(), B()
print(use(a, 1000), use(b, 1000))
patches = [("m", lambda self: 100), ("k", 50), ("p", property(lambda self: 77)), ("s", staticmethod(lambda: 30)), ("c", classmethod(lambda cls: cls.k * 2)), ("__add__", lambda self, o: 1000), ("__len__", lambda self: 9), ("__getitem__", lambda self, i: -i), ("__eq__", lambda self, o: False), ("__lt__", lambda self, o: False), ("__call__", lambda self: 70), ("__bool__", lambda self: False), ("__contains__", lambda self, x: False), ("__iter__", lambda self: iter([5])), ("__neg__", lambda self: 12), ("__iadd__", lambda self, o: 5)]
for name, value in patches:
    old = A.__dict__[name]
    setattr(A, name, value)
    print(name, use(a, 300), use(b, 300))
    setattr(A, name, old)
    setattr(B, name, value)
    print(name, use(a, 300), use(b, 300))
    delattr(B, name)
    print(name, use(b, 300))
a.m = lambda: 500
a.k = 600
print(use(a, 500), use(b, 500))
del a.m, a.k
print(use(a, 500))
def patched_in_loop(n):
    o = B()
    t = 0
    for i in range(n):
        t += o.m()
        if i == n // 4: B.m = lambda self: 10
        if i == n // 2: o.m = lambda: 100
        if i == n // 2 + 5: del o.m
        if i == n * 3 // 4: del B.m
    return t
print(patched_in_loop(2000))
def patched_by_callee(n):
    o = A()
    def touch(i):
        if i == n - 100: A.m = lambda self: 9
        return 0
    t = 0
    for i in range(n): t += o.m() + touch(i) + o.m()
    A.m = lambda self: 1
    return t
print(patched_by_callee(2000))
def patched_by_operator(n):
    class N:
        def __init__(self, v): self.v = v
        def __add__(self, o):
            if self.v == n - 50: N.get = lambda self: -1
            return N(self.v + o)
        def get(self): return self.v
    x = N(0)
    t = 0
    for i in range(n):
        t += x.get()
        x = x + 1
        t += x.get()
    return t
print(patched_by_operator(1500))
def patched_by_property(n):
    class N:
        v = 1
        @property
        def p(self):
            if self.i == n - 20: N.v = 50
            return 0
    o = N()
    t = 0
    for i in range(n):
        o.i = i
        t += o.v + o.p + o.v
    return t
print(patched_by_property(1500))
