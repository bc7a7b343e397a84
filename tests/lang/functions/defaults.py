def f(a, items=[]):
    items.append(a)
    return items
print(f(1), f(2), f(3, []), f(4), f.__defaults__)
n = 5
def g(x=n, *, y=n * 2): return x, y
n = 10
print(g(), g.__defaults__, g.__kwdefaults__)
g.__defaults__ = (100,)
g.__kwdefaults__ = {"y": 200}
print(g())
g.__defaults__ = None
try:
    g()
except TypeError as error:
    print(error)
g.__kwdefaults__ = None
try:
    g(1)
except TypeError as error:
    print(error)
fs = [lambda x, i=i: (x, i) for i in range(3)]
print([h(9) for h in fs])
def outer():
    def inner(x=[0]):
        x[0] += 1
        return x[0]
    return inner
a, b = outer(), outer()
print(a(), a(), b(), a())
def order(x): print("default", x); return x
def k(a=order(1), b=order(2), *, c=order(3)): return a, b, c
print(k())
