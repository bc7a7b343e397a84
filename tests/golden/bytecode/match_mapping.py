def f(x):
    match x:
        case {}: a()
        case {"k": v, 1: _, **rest}: return v, rest
        case {m.K: [v]}: return v
