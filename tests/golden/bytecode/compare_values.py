def f(a, b):
    return a < b, a is b, a in b, not a in b, not a is b, not a
