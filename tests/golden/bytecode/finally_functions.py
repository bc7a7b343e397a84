def f(a):
    try:
        if a: return 1
    finally:
        g = lambda x: [y + z for y in x for z in y]
        def h():
            u = v = 1
            return u
