import sys
def f(n): return f(n + 1)
try:
    f(0)
except RecursionError as error:
    print(type(error).__name__, error)
depth = 0
def g():
    global depth
    depth += 1
    g()
try:
    g()
except RecursionError:
    print(950 < depth < 1000)
def h(n):
    try:
        return h(n + 1)
    except RecursionError:
        return n
print(900 < h(0) < 1000)
print(sys.getrecursionlimit())
sys.setrecursionlimit(3000)
def count(n): return 0 if n == 0 else 1 + count(n - 1)
print(count(2500))
sys.setrecursionlimit(1000)
class R:
    def __repr__(self): return repr(self)
    def __eq__(self, other): return self == other
    def __getattr__(self, name): return getattr(self, name)
    def __len__(self): return len(self)
for action in (lambda: repr(R()), lambda: R() == 1, lambda: R().x, lambda: len(R())):
    try:
        action()
    except RecursionError as error:
        print(str(error)[:32])
a = []
for _ in range(100000): a = [a]
try:
    repr(a)
except RecursionError as error:
    print(error)
b = []
for _ in range(100000): b = [b]
try:
    a == b
except RecursionError as error:
    print(error)
while a: a = a[0]
while b: b = b[0]
for bad in (0, -5, "x"):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, TypeError) as error:
        print(error)
def gen(n):
    yield n
    yield from gen(n + 1)
try:
    for x in gen(0): pass
except RecursionError:
    print("generator", x > 400)
