step = 1
def use(n):
    t = 0
    for i in range(n): t += step
    return t
print(use(2000))
step = 2.5
print(use(2000))
step = 2**63
print(use(2000))
del step
try: use(10)
except NameError as e: print(e)
step = "x"
try: use(10)
except TypeError as e: print(e)
step = 3
print(use(1000))
def setter(v):
    global step
    step = v
total = 0
for i in range(3000):
    total += step
    if i == 1000: setter(10)
    if i == 2000: globals()["step"] = 100
    if i == 2500: exec("step = 1000")
print(total)
import builtins
def lengths(n):
    t = 0
    for i in range(n): t += len("abc") + abs(-1) + max(1, 2) + int("3") + ord("a")
    return t
print(lengths(1500))
saved = builtins.len, builtins.abs
builtins.len = lambda x: 100
print(lengths(1500))
abs = lambda x: 1000
print(lengths(1500))
del abs
builtins.len = saved[0]
print(lengths(1500))
max = min
print(lengths(500))
del max
print(lengths(500))
def counter(n):
    global count
    count = 0
    for i in range(n): count += 1
    return count
print(counter(3000), count)
def deleter(n):
    global thing
    e = 0
    for i in range(n):
        thing = i
        if i % 5 == 0: del thing
        try: e += thing
        except NameError: e += 1
    return e
print(deleter(2000))
x = 0
def inc():
    global x
    x += 1
for i in range(2500):
    inc()
    x += 1
    if x % 1000 == 0: x += 0.5
print(x)
ns = {"n": 2000, "t": 0}
exec("for i in range(n):\n    t += i\n    if i == 1500: t = float(t)", ns)
print(ns["t"], ns["i"])
class NS(dict):
    def __getitem__(self, k):
        if k == "magic": return 5
        return dict.__getitem__(self, k)
loc = NS(t=0)
exec("for i in range(1500): t = t + magic", {}, loc)
print(loc["t"])
def make(): 
    g = {"k": 1, "__builtins__": builtins}
    exec("def f(n):\n    t = 0\n    for i in range(n): t += k\n    return t", g)
    return g
a, b = make(), make()
b["k"] = 50
print(a["f"](1500), b["f"](1500))
a["k"] = 0.25
print(a["f"](1500))
import math
def sqrt_sum(n):
    t = 0.0
    for i in range(n): t += math.sqrt(i) + math.floor(i * 0.5)
    return t
print(round(sqrt_sum(2000), 6))
old = math.sqrt
math.sqrt = lambda x: 1
print(sqrt_sum(2000))
math.sqrt = old
print(round(sqrt_sum(1000), 6))
range_ = range
def ranges(n):
    t = 0
    for i in range_(n):
        for j in range(3): t += j
    return t
print(ranges(1000))
range = lambda n: [100]
print(ranges(1000))
del range
print(ranges(1000))
if True:
    for range in range(1000): pass
print(range)
