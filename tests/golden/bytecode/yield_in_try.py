def f():
    try:
        x = yield 1
    except GeneratorExit:
        raise
    finally:
        g()
