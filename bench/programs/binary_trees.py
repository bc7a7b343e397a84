# class: other
from harness import main

class Tree:
    def __init__(self, left, right):
        self.left = left
        self.right = right

def make(depth):
    if depth == 0:
        return Tree(None, None)
    return Tree(make(depth - 1), make(depth - 1))

def check(tree):
    if tree.left is None:
        return 1
    return 1 + check(tree.left) + check(tree.right)

def run(n):
    long_lived = make(n)
    total = 0
    for depth in range(4, n + 1, 4):
        for _ in range(1 << (n - depth + 4)):
            total += check(make(depth))
    return "%d %d" % (total, check(long_lived))

main(run, default=14, small=12)
