def f(a):
    return g(a, 1, k=a, l=2)
