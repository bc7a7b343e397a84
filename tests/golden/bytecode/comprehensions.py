def f(a, n):
    x = [i * n for i in a if i]
    y = {i: j for i in a for j in range(n)}
    z = {i for i in a}
    return (i for i in a if i > n)
