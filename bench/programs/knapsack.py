# class: list
from harness import main

def run(n):
    capacity = 10 * n
    best = [0] * (capacity + 1)
    for item in range(n):
        weight = item * 37 % 91 + 5
        value = item * 53 % 97 + 1
        for c in range(capacity, weight - 1, -1):
            candidate = best[c - weight] + value
            if candidate > best[c]:
                best[c] = candidate
    return "%d %d" % (best[capacity], best[capacity // 2])

main(run, default=1500, small=480)
