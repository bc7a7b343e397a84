def f(a):
    with a as b, c() as (d, e):
        g(b)
    with a: return 1
