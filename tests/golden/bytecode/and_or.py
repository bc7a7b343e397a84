def f(a, b, c):
    x = a and b or c
    if a and (b or c): return x
    if not (a or b): return 1
