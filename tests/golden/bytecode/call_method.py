def f(a):
    a.b(1)
    a.b.c(x=1).d()
    return a.b(*a)
