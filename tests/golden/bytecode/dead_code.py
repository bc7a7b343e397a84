def f(a):
    return a
    g()
def h():
    while True:
        g()
    g()
def i():
    if 0: g()
    if 1: g()
    else: h()
    raise a
    yield
