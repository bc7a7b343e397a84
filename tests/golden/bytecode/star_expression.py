def f(a):
    return *a, 1
def g(*args, **kwargs):
    return h(*args, **kwargs)
