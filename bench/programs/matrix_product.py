# class: list
from harness import main

def multiply(a, b, n):
    c = [[0.0] * n for _ in range(n)]
    for i in range(n):
        row = a[i]
        out = c[i]
        for j in range(n):
            total = 0.0
            for k in range(n):
                total += row[k] * b[k][j]
            out[j] = total
    return c

def run(n):
    a = [[(i * j) % 7 + 0.5 for j in range(n)] for i in range(n)]
    b = [[(i + j) % 5 - 1.5 for j in range(n)] for i in range(n)]
    c = multiply(a, b, n)
    trace = 0.0
    for i in range(n):
        trace += c[i][i] + c[i][n - 1 - i]
    return "%.6f" % trace

main(run, default=320, small=155)
