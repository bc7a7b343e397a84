# class: other
from harness import main

def run(n):
    x = 7
    numbers = []
    for _ in range(n):
        x = x * 16807 % 2147483647
        numbers.append(x)
    ordered = sorted(numbers)
    by_key = sorted(numbers, key=lambda v: (v % 1000, -v))
    words = sorted([str(v) for v in numbers], reverse=True)
    pairs = [(v % 100, v) for v in numbers]
    pairs.sort()
    check = 0
    for i in range(0, n, 7):
        check = (check * 31 + ordered[i] + by_key[i] + int(words[i]) + pairs[i][1]) % 1000003
    return str(check)

main(run, default=230000, small=28000)
