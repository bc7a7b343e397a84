def f(a):
    b = 1
    def g():
        nonlocal b
        b += a
        return lambda: b
    del b
    return g
