def f(x):
    class A:
        y = x
        x = 1
        def g(self): return x
    return A
