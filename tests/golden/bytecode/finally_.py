def f(a):
    try:
        g()
    finally:
        h()
