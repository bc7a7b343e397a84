def f(x):
    match x:
        case 1: a()
        case "s" | None | True: b()
        case m.C: c()
        case y if y > 2: return y
        case _: d()
