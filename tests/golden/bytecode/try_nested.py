def f():
    try:
        try:
            g()
        finally:
            h()
    except E:
        i()
