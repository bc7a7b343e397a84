# class: numeric
from harness import main

def run(n):
    best = 0
    best_start = 0
    for start in range(1, n):
        x = start
        steps = 0
        while x != 1:
            if x % 2 == 0:
                x = x // 2
            else:
                x = 3 * x + 1
            steps += 1
        if steps > best:
            best = steps
            best_start = start
    return "%d %d" % (best, best_start)

main(run, default=200000, small=22000)
