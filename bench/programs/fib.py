# class: call
from harness import main

def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)

def run(n):
    return str(fib(n))

main(run, default=35, small=30)
