def f(x):
    match x:
        case A(): a()
        case B(1, y, k=z) as w: return w, y, z
        case (C(n) | D(E(n))): return n
