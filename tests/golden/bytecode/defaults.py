def f(a, b=1, /, c=x, *d, e, g=2, h=y, **i): pass
lambda a, *, b=1: a
