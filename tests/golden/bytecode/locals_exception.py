def f(a):
    x = 1
    try:
        y = g()
        z = 2
    except E:
        z = 3
        return y
    return x, y, z
