def f(a, b):
    a, b = b, a
    a, b = b, a + b
    a.x, b[0] = 1, 2
