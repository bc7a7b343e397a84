def f(a, i):
    a[i] = a[i - 1] + a[i + 1]
    a[0] = i
