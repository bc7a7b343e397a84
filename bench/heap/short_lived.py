"""Allocates short-lived objects for a long time: `short_lived.py [GIGABYTES]`. Prints a line of progress per tenth:
seconds, and resident memory in MB. Memory must stay bounded and the tenths must take the same time."""
import sys
import time


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def resident_megabytes():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 1e6


def churn(count):
    total = 0
    for i in range(count):
        p = Point(i, [i, i + 1, i + 2])
        d = {"a": p, "b": (i, str(i))}
        total += d["a"].x + len(d["b"][1]) + p.y[2]
    return total


gigabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 20
bytes_each = 400  # a point, a list, a dict, a tuple and a string, roughly
tenth = int(gigabytes * 1e9 / bytes_each / 10)
check = 0
for step in range(10):
    start = time.process_time()
    check += churn(tenth)
    print("%2d %8.3f s %8.1f MB" % (step, time.process_time() - start, resident_megabytes()), flush=True)
print(check)
