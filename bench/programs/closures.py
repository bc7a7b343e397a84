# class: call
from harness import main

def make_adder(k):
    def add(x):
        return x + k
    return add

def make_counter():
    count = 0
    def step(by):
        nonlocal count
        count += by
        return count
    return step

def run(n):
    adders = [make_adder(i) for i in range(8)]
    counter = make_counter()
    total = 0
    for i in range(n):
        total += adders[i & 7](i) - counter(1)
    return "%d %d" % (total, counter(0))

main(run, default=10000000, small=1000000)
