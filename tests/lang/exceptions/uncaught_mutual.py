def a(n):
    if n > 5: raise KeyError(("a", 1))
    b(n + 1)
def b(n):
    a(n + 1)
a(0)
