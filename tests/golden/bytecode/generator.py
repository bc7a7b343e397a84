def f(a):
    x = yield
    yield x
    y = yield from a
    return y
