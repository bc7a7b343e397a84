def f(a, b):
    x = a if b else 1
    return (a if b else 2) if a else (b or 3)
