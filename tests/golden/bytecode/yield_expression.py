def f(a):
    x = a + (yield a) * (yield)
    return [(yield x)]
