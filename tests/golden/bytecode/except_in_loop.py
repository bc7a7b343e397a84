def f(a):
    for x in a:
        try:
            g(x)
        except E:
            continue
        except F as e:
            break
