class CM:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()
    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind.__name__ if kind else None, value, tb is not None)
        return self.swallow
with CM("a") as a: print(a)
with CM("a") as x, CM("b") as y: print(x, y)
with (CM("p") as x, CM("q"),): print(x)
with CM("s", True): raise ValueError("swallowed")
try:
    with CM("n"): raise KeyError("escapes")
except KeyError as e: print(e)
with CM("outer", True), CM("inner"): raise TypeError("t")
def f():
    with CM("f"): return "returned"
def g():
    for i in range(3):
        with CM(str(i)):
            if i == 0: continue
            if i == 1: break
    return i
print(f(), g())
class BadEnter:
    def __enter__(self): raise ValueError("enter")
    def __exit__(self, *a): print("not called")
class BadExit:
    def __enter__(self): pass
    def __exit__(self, *a): raise RuntimeError("exit")
for cm in (BadEnter, BadExit):
    try:
        with cm():
            if cm is BadExit: raise KeyError("body")
    except (ValueError, RuntimeError) as e: print(repr(e), repr(e.__context__))
class NoExit:
    def __enter__(self): pass
class NoEnter:
    def __exit__(self, *a): pass
for cm in (5, NoExit(), NoEnter()):
    try:
        with cm: print("no")
    except TypeError as e: print(e)
class Inst: pass
i = Inst()
i.__enter__ = i.__exit__ = lambda *a: None
try:
    with i: pass
except TypeError as e: print(e)
with CM("tuple") as (p, *q): print(p, q)
d = {}
with CM("sub") as d["k"]: print(d)
class T:
    def __enter__(self): return [1, 2]
    def __exit__(self, *a): return 1
with T() as [m, n]: print(m, n); raise SystemExit
print("still here")
def gen():
    with CM("gen"):
        yield 1
        yield 2
walker = gen()
for v in walker: break
walker.close()
it = gen(); next(it)
try:
    it.throw(ValueError("thrown"))
except ValueError as e: print(e)
