def none(): return None
def one(a): return a + 1
def two(a, b=10): return a + b
def kw(a, *, b=1, c=2): return a + b * c
def var(*args): return sum(args)
def kwargs(**k): return len(k) + k.get("a", 0)
def all_of(a, b=2, /, c=3, *args, d=4, **kw): return a + b + c + sum(args) + d + sum(kw.values())
def drive(n):
    t = 0
    for i in range(n):
        none()
        t += one(i)
        t += two(i) + two(i, 1) + two(b=1, a=i)
        t += kw(i) + kw(i, b=2) + kw(i, c=5, b=1)
        t += var() + var(1) + var(1, 2, i)
        t += kwargs() + kwargs(a=i) + kwargs(**{"a": 1, "b": 2})
        t += all_of(1) + all_of(1, 2, 3, 4, 5) + all_of(1, d=i, e=5) + all_of(*(1, 2), **{"c": i})
    return t
print(drive(1500))
def rec(n): return 0 if n == 0 else 1 + rec(n - 1)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
def tak(x, y, z): return z if y >= x else tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))
def ack(m, n): return n + 1 if m == 0 else ack(m - 1, 1) if n == 0 else ack(m - 1, ack(m, n - 1))
def is_even(n): return True if n == 0 else is_odd(n - 1)
def is_odd(n): return False if n == 0 else is_even(n - 1)
print(sum(rec(i % 50) for i in range(500)), fib(18), tak(9, 6, 3), ack(2, 9), sum(is_even(i % 40) for i in range(300)))
def callback(f, n):
    t = 0
    for i in range(n): t += f(i)
    return t
class Call:
    def __init__(self, k): self.k = k
    def __call__(self, x): return x * self.k
    def m(self, x): return x + self.k
    @staticmethod
    def s(x): return x
    @classmethod
    def c(cls, x): return x + len(cls.__name__)
for f in (one, lambda x: x * 2, Call(3), Call(3).m, Call.s, Call.c, abs, float, int, bool, str.__len__ and (lambda x: len(str(x)))): print(callback(f, 1500))
fs = [one, abs, Call(2), Call(5).m, lambda x: -x, float]
t = 0
for i in range(3000): t += fs[i % 6](i)
print(t)
def wrong(n):
    e = 0
    for i in range(n):
        try:
            if i % 4 == 0: one()
            elif i % 4 == 1: one(1, 2)
            elif i % 4 == 2: two(c=1)
            else: e += one(i)
        except TypeError as err: e += len(str(err))
    return e
print(wrong(2000))
def changing(n):
    global target
    t = 0
    target = one
    for i in range(n):
        t += target(i)
        if i == n // 2: target = two
        if i == n // 2 + 100: target = abs
        if i == n // 2 + 200: target = Call(2)
    return t
print(changing(2000))
def multi_return(a, b): return b, a, (a + b, a * b)
def unpack(n):
    x, y = 1, 2
    t = 0
    for i in range(n):
        x, y, (s, p) = multi_return(x, y)
        t += s * p
    return t, x, y
print(unpack(2001))
def deep(n, d): return n if d == 0 else deep(n + 1, d - 1)
print(sum(deep(i, 100) for i in range(200)))
def default_list(x, acc=[]):
    acc.append(x)
    return len(acc)
print(sum(default_list(i) for i in range(1000)))
def closure_call(n):
    def inner(x):
        nonlocal count
        count += 1
        return x + count
    count = 0
    t = 0
    for i in range(n): t += inner(i)
    return t, count
print(closure_call(2000))
def make(n): return [lambda x, k=k: x + k for k in range(n)]
adders = make(5)
print(sum(adders[i % 5](i) for i in range(2000)))
def apply_n(f, n, x):
    for _ in range(n): x = f(x)
    return x
print(apply_n(lambda x: x * 3 % 1001, 3000, 7), apply_n(one, 2000, 0), apply_n(lambda s: s[1:] + s[0], 1001, "abc"))
def generator_args(*a, **k): return a, k
for i in range(1000): r = generator_args(*(j for j in range(3)), **dict(x=i))
print(r)
