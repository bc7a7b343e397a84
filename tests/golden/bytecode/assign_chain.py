def f(v):
    a = b = v
    c = d[0] = v + 1
    return a, b, c
