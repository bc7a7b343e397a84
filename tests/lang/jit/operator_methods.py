# Arithmetic of instances whose methods are built into compiled code.
import sys


class V:
    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def __add__(self, other):
        if isinstance(other, V):
            return V(self.x + other.x, self.y + other.y)
        return NotImplemented

    def __sub__(self, other):
        return V(self.x - other.x, self.y - other.y)

    def __mul__(self, k):
        return V(self.x * k, self.y * k)

    def __mod__(self, other):
        steps.append((self.x, other))
        return NotImplemented if self.x == 1995 else self.x

    def __truediv__(self, other):
        try:
            return V(self.x / other.x, self.y)
        except ZeroDivisionError:
            return None

    def __floordiv__(self, k):
        return self.x // k


steps = []


def sums(n):
    p = V(0)
    for i in range(n):
        p = p + V(i, 1) - V(1, 1) * 2
        p += V(1, 0.5)
        p -= V(0, 1)
    return p.x, p.y


def fails_late(n):
    p = V(0)
    for i in range(n):
        try:
            p = V(i) % 3
        except TypeError as error:
            print(error, p)
    return p


def number_fails(n):
    p = V(0)
    total = 0
    for i in range(n):
        k = 7 if i != n - 10 else 0
        total += V(i) // k
    return total


def wrong_operand(n):
    p = V(1)
    for i in range(n):
        q = V(i) if i != n - 5 else i
        p = p + q
    return p


class W(V):
    def __radd__(self, other):
        return W(self.x * 100, -1)

    def __rmul__(self, other):
        return "r"


def subclass(n):
    total = 0
    p = V(1)
    for i in range(n):
        q = W(i) if i % 500 == 499 else V(i)
        total += (p + q).x
        total += (q * 2).x
    return total


def changes(n):
    found = []
    p = V(1, 2)
    for i in range(n):
        if i == n - 100:
            V.__sub__ = lambda self, other: V(7, 7)
        if i == n - 50:
            V.__isub__ = lambda self, other: V(8, 8)
        q = p - p
        q -= p
        if i % 25 == 0 and i >= n - 150:
            found.append((i, q.x, q.y))
    return found


def overflow(n):
    p = V(2**40, 1)
    for i in range(n):
        p = p * 3 if i % 50 else V(2**45 + i, 1.5)
    return p.x, p.y


def deep(n):
    class Node:
        def __init__(self, depth):
            self.depth = depth

        def __add__(self, other):
            if self.depth == 0:
                return other
            return Node(self.depth - 1) + other

    total = 0
    for i in range(n):
        total += (Node(i % 20) + Node(5)).depth
    return total


class Rec:
    def __init__(self, v):
        self.v = v

    def __add__(self, other):
        return (self + other) if other.v else self


def recursion(n):
    a = Rec(0)
    for i in range(n):
        b = Rec(i == n - 3)
        try:
            a = a + b
        except RecursionError:
            print("deep", i)
    return a.v


def where(n):
    class Z:
        def __init__(self, v):
            self.v = v

        def __add__(self, other):
            local = self.v * 2
            return Z(10 // (other.v - 1990))

    z = Z(0)
    for i in range(n):
        z = Z(i) + Z(i)
    return z


for _ in range(2):
    print(sums(2000))
    print(fails_late(2000), len(steps), steps[-1])
    try:
        print(number_fails(2000))
    except ZeroDivisionError as error:
        print(error, error.__traceback__.tb_next.tb_frame.f_locals["i"], error.__traceback__.tb_next.tb_next.tb_frame.f_locals["self"].x)
    try:
        print(wrong_operand(2000))
    except TypeError as error:
        print(error, error.__traceback__.tb_next.tb_frame.f_locals["p"].x)
    print(subclass(2000))
    print(overflow(2000))
    print(deep(500))
    print(recursion(1500))
    try:
        where(2000)
    except ZeroDivisionError as error:
        frame = error.__traceback__.tb_next
        print(frame.tb_frame.f_locals["z"].v, frame.tb_next.tb_frame.f_locals["local"])
print(changes(2000))
print(sums(100))
