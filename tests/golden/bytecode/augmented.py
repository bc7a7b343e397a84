def f(x, y):
    x += 1
    x -= y
    x *= 2
    x.a += 1
    x[0] //= y
    global z
    z |= x
