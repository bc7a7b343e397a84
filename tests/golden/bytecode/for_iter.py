def f(a):
    for x in a: g(x)
    for x, y in a.items(): g(x, y)
    for a.b in a: pass
    else: h()
