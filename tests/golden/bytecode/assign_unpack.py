def f(v):
    a, b = v
    (c, *d), e = v
    [g.x, h] = v
    return a, b, c, d, e
