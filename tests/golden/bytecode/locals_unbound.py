def f(a):
    if a:
        x = 1
    print(x)
    print(x)
    while a:
        y = 1
    return y
