def f():
    while True:
        x = g()
        if not x: break
    return x
