def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    return inc, get
inc, get = counter()
print(inc(), inc(5), get(), inc.__closure__[0].cell_contents, inc.__code__.co_freevars, counter()[1]())
fs = []
for i in range(3):
    fs.append(lambda: i)
print([f() for f in fs])
print([f() for f in [lambda: j for j in range(3)]], [(lambda k: lambda: k)(k)() for k in range(3)])
def outer():
    x = 1
    def middle():
        def inner():
            nonlocal x
            x += 1
            return x
        return inner
    return middle()
f = outer()
print(f(), f(), f())
def later():
    def g(): return value
    try:
        g()
    except NameError as error:
        print(type(error).__name__, error)
    value = 5
    return g()
print(later())
def deleted():
    x = 1
    def g(): return x
    del x
    try:
        g()
    except NameError as error:
        print(error)
    x = 2
    print(g())
    try:
        del x
        print(x)
    except UnboundLocalError as error:
        print(error)
deleted()
def args(a, b):
    def g():
        nonlocal a
        a += b
        return a
    return g
g = args(10, 5)
print(g(), g(), g.__closure__[0].cell_contents, len(g.__closure__))
def make():
    funcs = {}
    for name in "abc":
        def f(name=name): return name, len(funcs)
        funcs[name] = f
    return funcs
print([f() for f in make().values()])
class C:
    x = "class"
    def m(self): return x
    y = [x for _ in [x]] if 0 else 0
x = "global"
try:
    class D:
        x = "class"
        z = [x for _ in range(2)]
    print(D.z)
except NameError as error:
    print(error)
print(C().m())
cell = inc.__closure__[0]
cell.cell_contents = 100
print(get(), type(cell).__name__)
def empty():
    def g(): return later_value
    try:
        g.__closure__[0].cell_contents
    except ValueError as error:
        print(error)
    later_value = 1
empty()
