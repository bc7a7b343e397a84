# class: other
from harness import main

def numbers(n):
    i = 0
    while i < n:
        yield i
        i += 1

def scaled(items, k):
    for x in items:
        yield x * k + 1

def odd(items):
    for x in items:
        if x % 2:
            yield x

def run(n):
    total = 0
    for x in odd(scaled(numbers(n), 3)):
        total += x
    total += sum(x * x % 7 for x in range(n))
    for i, x in enumerate(numbers(n // 2)):
        total -= i ^ x
    return str(total)

main(run, default=4500000, small=480000)
