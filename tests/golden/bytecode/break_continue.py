def f(a):
    while a:
        if g(a): continue
        if h(a): break
        a -= 1
    else:
        return 1
    return 2
