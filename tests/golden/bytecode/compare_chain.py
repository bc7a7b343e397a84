def f(a, b, c):
    x = a < b < c
    if a <= b() != c: return x
    return 0 < a < 10
