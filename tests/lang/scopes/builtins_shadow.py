print(len([1, 2]))
def len(x): return "my len"
print(len([1, 2]))
del len
print(len([1, 2]))
import builtins
saved = builtins.len
def use(): return len("abc")
print(use())
builtins.len = lambda x: "patched"
print(use(), len("x"))
builtins.len = saved
print(use())
builtins.brand_new = 42
print(brand_new)
del builtins.brand_new
try:
    brand_new
except NameError as error:
    print(error)
list = [1]
print(list)
del list
print(list("ab"))
def shadow():
    str = 5
    return str
print(shadow(), str(5))
print = print
def f(range): return range
print(f(3), __name__, type(__builtins__).__name__, __doc__, __debug__)
exec("x = abs(-3)", g := {"abs": lambda v: "fake"})
print(g["x"], "__builtins__" in g)
exec("try:\n  y = abs(-3)\nexcept NameError as e:\n  y = str(e)", g := {"__builtins__": {"NameError": NameError, "str": str}})
print(g["y"])
