f = lambda x, *y: x + y[0]
