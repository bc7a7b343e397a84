# class: list
from harness import main

def sift(a, start, end):
    root = start
    while True:
        child = 2 * root + 1
        if child > end:
            return
        if child + 1 <= end and a[child] < a[child + 1]:
            child += 1
        if a[root] >= a[child]:
            return
        a[root], a[child] = a[child], a[root]
        root = child

def heapsort(a):
    n = len(a)
    for start in range((n - 2) // 2, -1, -1):
        sift(a, start, n - 1)
    for end in range(n - 1, 0, -1):
        a[0], a[end] = a[end], a[0]
        sift(a, 0, end - 1)

def run(n):
    x = 42
    a = []
    for _ in range(n):
        x = x * 16807 % 2147483647
        a.append(x)
    heapsort(a)
    check = 0
    for i in range(n):
        check = (check * 31 + a[i]) % 1000003
    return "%d %d %d" % (a[0], a[n - 1], check)

main(run, default=280000, small=45000)
