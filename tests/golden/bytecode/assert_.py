def f(x):
    assert x > 0
    assert x, "message"
