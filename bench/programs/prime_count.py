# class: numeric
from harness import main

def is_prime(n):
    if n < 2:
        return False
    if n % 2 == 0:
        return n == 2
    d = 3
    while d * d <= n:
        if n % d == 0:
            return False
        d += 2
    return True

def run(n):
    count = 0
    for i in range(n):
        if is_prime(i):
            count += 1
    return str(count)

main(run, default=800000, small=150000)
