def f(a):
    return [y for x in a if (y := g(x))], y
