def f(n, range):
    for i in range(n): g(i)
