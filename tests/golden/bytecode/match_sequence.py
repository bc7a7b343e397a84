def f(x):
    match x:
        case []: a()
        case [1, y]: return y
        case [a, *_, b]: return a, b
        case (c, *d): return d
        case [*_]: e()
