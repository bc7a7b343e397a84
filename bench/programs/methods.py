# class: call
from harness import main

class Counter:
    def __init__(self, step):
        self.value = 0
        self.step = step

    def add(self, x):
        self.value += x * self.step
        return self

    def get(self):
        return self.value

class Doubling(Counter):
    def add(self, x):
        self.value = (self.value + x * 2) % 1000003
        return self

def run(n):
    a = Counter(3)
    b = Doubling(1)
    total = 0
    for i in range(n):
        a.add(i)
        b.add(i)
        total += b.get() - (a.get() & 15)
    return "%d %d %d" % (a.value, b.value, total)

main(run, default=4000000, small=400000)
