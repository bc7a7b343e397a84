def inner():
    x = yield 1
    print("inner got", x)
    try:
        y = yield 2
    except ValueError as e:
        print("inner caught", e)
        y = "exc"
    return ("inner result", x, y)
def outer():
    r = yield from inner()
    print("outer has", r)
    yield from [10, 20]
    yield from "ab"
    r = yield from ()
    print(r)
    return "end"
g = outer()
print(next(g), g.send("S"), g.throw(ValueError("V")), list(g))
def chain(*its):
    for it in its: yield from it
print(list(chain([1], (2, 3), {4: 5}, range(2), "x", (i for i in [9]))))
def tree(n):
    if n == 0: return 0
    yield n
    left = yield from tree(n - 1)
    right = yield from tree(n - 2) if n > 1 else tree(0)
    return left + right + 1
def run(g):
    out = []
    while True:
        try: out.append(next(g))
        except StopIteration as e: return out, e.value
print(run(tree(6)))
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration("it value")
        return self.n
    def send(self, v): print("sent", v); return "send result"
    def throw(self, *a): print("throw", a[0]); return "throw result"
    def close(self): print("close")
def over():
    r = yield from It()
    print("r", r)
g = over()
print(next(g), g.send("v"), g.throw(KeyError("k")), next(g))
g.close()
print(list(over()))
def plain():
    yield from [1, 2, 3]
g = plain(); next(g)
try: g.send(5)
except AttributeError as e: print(e)
g = plain(); next(g)
try: g.throw(ValueError("w"))
except ValueError as e: print(e)
try:
    def bad(): yield from 5
    next(bad())
except TypeError as e: print(e)
def cleanup():
    try: yield 1
    finally: print("inner cleanup")
def o2():
    try: yield from cleanup()
    finally: print("outer cleanup")
g = o2(); next(g); g.close()
def deep(n):
    if n: yield from deep(n - 1)
    yield n
print(sum(deep(200)))
