# class: call
import sys
from harness import main

sys.setrecursionlimit(20000)

def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))

def run(n):
    total = 0
    for i in range(n):
        total += ackermann(2, 60 + i % 10)
    return str(total)

main(run, default=1300, small=130)
