def f(a):
    for x in a:
        try:
            if x: return x
            if g(x): break
            if h(x): continue
        finally:
            k()
    return 0
