def f(a, b):
    a[1:2] = a[b:]
    del a[::2]
    return a[0], a[-1], a[b], a[1:2, ...]
