def f(a, k):
    g(*a)
    g(1, *a, 2, **k)
    g(**k, x=1)
    g(x=1, **k, y=2)
