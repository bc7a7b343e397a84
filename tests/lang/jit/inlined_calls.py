# Calls of calls: frames that compiled code has inlined are there for whoever looks, and come apart where something raises.
import sys
import traceback  # of frames that were inlined


def stack_of(depth):
    frame = sys._getframe(1)
    names = []
    while frame is not None and len(names) < depth:
        names.append((frame.f_code.co_name, frame.f_lineno))
        frame = frame.f_back
    return names


def boom(i):
    if i % 97 == 96:
        raise ValueError(i)
    return i


def middle(i):
    x = i + 1
    return boom(i) + x


def outer(i):
    y = middle(i)
    return y * 2


def look(i):
    if i == 1900:
        return stack_of(4)
    return None


def around(i):
    found = look(i)
    if found:
        return found
    return i


def run():
    total = 0
    caught = []
    for i in range(2000):
        try:
            total += outer(i)
        except ValueError as error:
            names = [(e.name, e.lineno) for e in traceback.extract_tb(error.__traceback__)]
            caught.append((error.args, names))
    print(total, len(caught), caught[0], caught[-1])
    for i in range(2000):
        found = around(i)
        if type(found) is list:
            print(found)


class Node:
    def __init__(self, value):
        self.value = value

    def get(self):
        return self.check(self.value)

    def check(self, value):
        return value + 1


class Other(Node):
    def check(self, value):
        return len(str(value)) + helper(value)


def helper(value):
    return [value][0]


def methods():
    nodes = [Node(3), Other(4), Node(5), Other(600)]
    total = 0
    for i in range(3000):
        total += nodes[i & 3].get()
        if i == 2000:
            Node.check = lambda self, value: value + 1000
        if i == 2500:
            nodes[1].check = lambda value: 7
    print(total)


def closures():
    def adder(k):
        def add(x, y=5):
            return g(x) + k + y
        return add

    def g(x):
        return x + len("ab")

    adders = [adder(k) for k in range(5)]
    total = 0
    for i in range(3000):
        total += adders[i % 5](i)
        if i == 1500:
            adders[2].__defaults__ = (50,)
    print(total)


def depth(n):
    return n if n == 0 else through(n)


def through(n):
    return depth(n - 1) + 1


def limits():
    for _ in range(50):
        depth(50)
    try:
        depth(100000)
    except RecursionError as error:
        print("RecursionError", error)
    count = 0
    def deep():
        nonlocal count
        count += 1
        shallow()
    def shallow():
        nonlocal count
        count += 1
        deep()
    counts = []
    for _ in range(5):
        count = 0
        try:
            deep()
        except RecursionError:
            pass
        counts.append(count)
    print(len(set(counts)), counts[0] > 900)


def iterators():
    data = [1, 2, 3]
    total = 0
    for i in range(500):
        it = iter(data)
        for x in it:
            total += x
        for x in it:
            total += 1000
        data.append(4) if i % 100 == 50 else None
        for x in it:
            total += 5000
    print(total, data)
    grow = [0]
    for x in grow:
        if x < 1000:
            grow.append(x + 1)
    print(len(grow))
    pairs = [(i, i * 2) for i in range(700)]
    s = 0
    for a, b in pairs:
        for c in (a, b, 3.5):
            s += c
    print(s)


run()
methods()
closures()
limits()
iterators()
