# class: numeric
from harness import main

def run(n):
    x = 0.5
    total = 0.0
    for i in range(n):
        x = 3.9 * x * (1.0 - x)
        total += x / (1.0 + i * 0.001)
        if x < 0.1:
            total -= 0.25
    return "%.9f" % total

main(run, default=15000000, small=1500000)
