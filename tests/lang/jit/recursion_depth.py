import sys
def down(n): return 0 if n == 0 else 1 + down(n - 1)
def forever(n): return forever(n + 1) + 1
for _ in range(300): down(50)
for _ in range(3):
    try: forever(0)
    except RecursionError as e: print(e)
def loop_then_recurse(n):
    t = 0
    for i in range(n):
        t += down(i % 30)
        if i == n - 1:
            try: forever(0)
            except RecursionError: t += 10**6
    return t
print(loop_then_recurse(1000))
def measure(n):
    try: return measure(n + 1)
    except RecursionError: return n
depths = {measure(0) for _ in range(20)}
print(all(900 < d < 1000 for d in depths))
def even(n): return odd(n - 1)
def odd(n): return even(n - 1)
try: even(0)
except RecursionError: print("mutual")
class A:
    def m(self, n): return self.m(n + 1)
    def __getattr__(self, k): return self.missing
    def __add__(self, o): return self + o
    def __repr__(self): return repr(self)
    def __hash__(self): return hash(self)
    def __eq__(self, o): return self == o
    @property
    def p(self): return self.p
    def __iter__(self): return iter(self)
    def __call__(self): return self()
for f in (lambda: A().m(0), lambda: A().zz, lambda: A() + 1, lambda: repr(A()), lambda: hash(A()), lambda: A() == 1, lambda: A().p, lambda: list(A()), lambda: A()()):
    for _ in range(3):
        try: f()
        except RecursionError as e: r = str(e)
    print(r[:32])
sys.setrecursionlimit(200)
def g(n): return g(n - 1) + 1 if n else 0
print(g(150))
try: g(250)
except RecursionError: print("at 200")
sys.setrecursionlimit(5000)
print(g(4500))
sys.setrecursionlimit(1000)
def recover(n):
    c = 0
    for i in range(n):
        try: forever(0)
        except RecursionError: c += 1
    return c
print(recover(30))
def in_finally(n):
    try: return in_finally(n + 1)
    finally: pass
try: in_finally(0)
except RecursionError: print("finally ok")
def rec_list(n): return [rec_list(n - 1)] if n else []
print(str(rec_list(100)).count("["))
