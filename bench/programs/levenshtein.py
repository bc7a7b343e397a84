# class: list
from harness import main

def distance(a, b):
    previous = list(range(len(b) + 1))
    for i in range(1, len(a) + 1):
        current = [i] + [0] * len(b)
        x = a[i - 1]
        for j in range(1, len(b) + 1):
            cost = previous[j - 1] if x == b[j - 1] else previous[j - 1] + 1
            if previous[j] + 1 < cost:
                cost = previous[j] + 1
            if current[j - 1] + 1 < cost:
                cost = current[j - 1] + 1
            current[j] = cost
        previous = current
    return previous[len(b)]

def run(n):
    a = [i * i % 17 for i in range(n)]
    b = [i * 7 % 19 for i in range(n)]
    return "%d %d" % (distance(a, b), distance(b[: n // 2], a))

main(run, default=2700, small=800)
