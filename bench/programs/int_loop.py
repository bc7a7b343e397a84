# class: numeric
from harness import main

def run(n):
    total = 0
    odd = 0
    for i in range(n):
        total += i * 3 - (i >> 2)
        if i % 7 == 3:
            odd += i & 255
    return "%d %d" % (total, odd)

main(run, default=16000000, small=1600000)
