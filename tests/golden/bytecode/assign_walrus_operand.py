def f(x):
    return x + g(x := 2) + x
