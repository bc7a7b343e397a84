def f(a, b):
    if a < b: g()
    if a >= 1: g()
    while not a == b: g()
    if a is None: g()
    if a is not None or a is b: g()
    if a in (1, 2) or b not in [1, 2] or b in {1, 2}: g()
