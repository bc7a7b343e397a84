"""Churns a heap of mixed sizes in which old and young cells lie side by side: `fragmented.py [SECONDS]`. Prints a line per
tenth: rounds done, and resident memory in MB. Memory must stay bounded and the speed steady."""
import sys
import time

KEPT = 200000


def resident_megabytes():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 1e6


def make(i):
    kind = i % 7
    if kind == 0:
        return [i] * (i % 40)
    if kind == 1:
        return "text %d" % i * (i % 5 + 1)
    if kind == 2:
        return {j: i for j in range(i % 12)}
    if kind == 3:
        return (i, i + 1, (i,))
    if kind == 4:
        return bytes(i % 300)
    if kind == 5:
        return 2 ** (60 + i % 200)
    return {i % 50, i % 31, "s"}


def one_round(kept, state):
    for _ in range(KEPT):
        state = (state * 16807) % 2147483647
        kept[state % KEPT] = make(state)
    return state


seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
kept = [None] * KEPT
state, begin = 1, time.perf_counter()
for tenth in range(10):
    rounds, start = 0, time.process_time()
    while time.perf_counter() - begin < seconds * (tenth + 1) / 10:
        state = one_round(kept, state)
        rounds += 1
    took = time.process_time() - start
    print("%2d %8.3f rounds/s %8.1f MB" % (tenth, rounds / took if took else 0, resident_megabytes()), flush=True)
