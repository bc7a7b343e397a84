# class: call
from harness import main

def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))

def run(n):
    total = 0
    for i in range(n):
        total += tak(15, 10, 5)
    return str(total)

main(run, default=3200, small=320)
