import functools
compose = lambda *fs: functools.reduce(lambda f, g: lambda x: f(g(x)), fs)
print(compose(lambda x: x + 1, lambda x: x * 2, abs)(-5), (lambda *a, **k: (a, k))(1, b=2), (lambda: (yield))().__class__.__name__, (lambda a, b=2, *, c=3: a + b + c)(1))
print(list(map(lambda x, y: x * y, [1, 2, 3], [4, 5, 6, 7])), list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x % 2, range(6))), sorted("bca", key=lambda c: -ord(c)), functools.reduce(lambda a, b: a * b, range(1, 6)), functools.reduce(lambda a, b: a + [b], [1, 2], []), max([(1, 2), (0, 5)], key=lambda p: p[1]))
p = functools.partial(int, base=2)
print(p("101"), p.func, p.args, p.keywords, functools.partial(print, "a", sep="-")("b", "c"))
def curry(f): return lambda a: lambda b: lambda c: f(a, b, c)
print(curry(lambda a, b, c: a + b * c)(1)(2)(3))
Y = lambda f: (lambda x: x(x))(lambda y: f(lambda *args: y(y)(*args)))
print(Y(lambda f: lambda n: 1 if n == 0 else n * f(n - 1))(10))
ops = {"+": lambda a, b: a + b, "-": lambda a, b: a - b}
print([ops[o](5, 3) for o in "+-"], (lambda x: x if x else "none")(0), [f(3) for f in (abs, str, float, lambda x: x ** 2)])
try:
    functools.reduce(lambda a, b: a, [])
except TypeError as error:
    print(error)
