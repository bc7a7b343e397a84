# class: list
from harness import main

def run(n):
    a = list(range(n))
    state = [0] * n
    total = 0
    count = 1
    i = 0
    while i < n:
        if state[i] < i:
            if i % 2 == 0:
                a[0], a[i] = a[i], a[0]
            else:
                a[state[i]], a[i] = a[i], a[state[i]]
            count += 1
            total += a[0] * count % 7 + a[n - 1]
            state[i] += 1
            i = 0
        else:
            state[i] = 0
            i += 1
    return "%d %d" % (count, total)

main(run, default=10, small=9)
