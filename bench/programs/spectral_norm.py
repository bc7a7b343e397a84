# class: numeric
from harness import main

def a(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)

def multiply(v, out, n):
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += a(i, j) * v[j]
        out[i] = total

def multiply_transposed(v, out, n):
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += a(j, i) * v[j]
        out[i] = total

def run(n):
    u = [1.0] * n
    v = [0.0] * n
    t = [0.0] * n
    for _ in range(5):
        multiply(u, t, n)
        multiply_transposed(t, v, n)
        multiply(v, t, n)
        multiply_transposed(t, u, n)
    vbv = vv = 0.0
    for i in range(n):
        vbv += u[i] * v[i]
        vv += v[i] * v[i]
    return "%.9f" % (vbv / vv) ** 0.5

main(run, default=640, small=200)
