def f(n):
    s = 0
    for i in range(n): s += i
    for i in range(1, n, 2): s += i
    for x.y in range(3): pass
    return s
