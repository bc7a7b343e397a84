def f(a):
    try:
        return a
    finally:
        return 2
