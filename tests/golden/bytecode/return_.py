def f(a):
    if a: return
    return 1, a
