def f(a, b):
    del a
    del b.x, b[0], (g, b)
    for i in range(3):
        print(a)
        a = i
        del a
