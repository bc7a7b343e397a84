# class: other
from harness import main

def run(n):
    counts = {}
    x = 1
    for _ in range(n):
        x = x * 16807 % 2147483647
        key = x % 5003
        if key in counts:
            counts[key] += 1
        else:
            counts[key] = 1
    total = 0
    for key, value in counts.items():
        total += key * value % 1009
    for key in range(5003):
        total += counts.get(key, -1)
    return "%d %d" % (len(counts), total)

main(run, default=7000000, small=750000)
