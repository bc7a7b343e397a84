def f(a):
    if a: g()
    elif a > 1: h()
    else: i()
    if a: return 1
    else: return 2
