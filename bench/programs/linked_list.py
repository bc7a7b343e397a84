# class: other
from harness import main

class Node:
    __slots__ = ("value", "next")
    def __init__(self, value, next):
        self.value = value
        self.next = next

def run(n):
    total = 0
    for k in range(n):
        head = None
        for i in range(1000):
            head = Node(i * k, head)
        previous = None
        while head is not None:
            following = head.next
            head.next = previous
            previous = head
            head = following
        node = previous
        while node is not None:
            total = (total * 3 + node.value) % 1000003
            node = node.next
    return str(total)

main(run, default=4200, small=450)
