def f(a):
    for x in a:
        with x:
            if x: break
            continue
