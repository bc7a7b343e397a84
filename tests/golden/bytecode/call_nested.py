def f(a):
    return g(a, h(a, k(1)), a)
