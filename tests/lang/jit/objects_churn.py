class Vec:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o): return Vec(self.x + o.x, self.y + o.y)
    def __mul__(self, k): return Vec(self.x * k, self.y * k)
    def dot(self, o): return self.x * o.x + self.y * o.y
    def __eq__(self, o): return self.x == o.x and self.y == o.y
def physics(n):
    p, v, g = Vec(0.0, 0.0), Vec(1.0, 2.0), Vec(0.0, -0.01)
    for i in range(n):
        v = v + g
        p = p + v * 0.1
        if p.y < 0: v = Vec(v.x, -v.y * 0.9); p = Vec(p.x, 0.0)
    return round(p.x, 9), round(p.y, 9), round(p.dot(v), 9)
class Node:
    def __init__(self, key):
        self.key, self.left, self.right = key, None, None
class Tree:
    def __init__(self): self.root, self.size = None, 0
    def insert(self, key):
        if self.root is None:
            self.root = Node(key)
            self.size = 1
            return
        node = self.root
        while True:
            if key == node.key: return
            if key < node.key:
                if node.left is None:
                    node.left = Node(key)
                    break
                node = node.left
            else:
                if node.right is None:
                    node.right = Node(key)
                    break
                node = node.right
        self.size += 1
    def walk(self):
        stack, node = [], self.root
        while stack or node:
            while node:
                stack.append(node)
                node = node.left
            node = stack.pop()
            yield node.key
            node = node.right
    def depth(self, node="root"):
        if node == "root": node = self.root
        return 0 if node is None else 1 + max(self.depth(node.left), self.depth(node.right))
t = Tree()
x = 1
for i in range(2000):
    x = x * 1103515245 + 12345 & 0x7FFFFFFF
    t.insert(x % 5000)
keys = list(t.walk())
print(physics(3000), t.size, keys == sorted(keys), t.depth(), sum(keys))
class Stack:
    def __init__(self): self.items = []
    def push(self, x): self.items.append(x)
    def pop(self): return self.items.pop()
    def __len__(self): return len(self.items)
def rpn(tokens):
    s = Stack()
    for tok in tokens:
        if isinstance(tok, int): s.push(tok)
        else:
            b, a = s.pop(), s.pop()
            s.push(a + b if tok == "+" else a - b if tok == "-" else a * b % 10007)
    return s.pop(), len(s)
tokens = [1]
for i in range(1500): tokens += [i, "+-*"[i % 3]]
print(rpn(tokens))
class Account:
    count = 0
    def __init__(self, owner): self.owner, self.balance = owner, 0; Account.count += 1
    def deposit(self, x):
        if x < 0: raise ValueError("negative")
        self.balance += x
        return self
class Savings(Account):
    def __init__(self, owner, rate): super().__init__(owner); self.rate = rate
    def deposit(self, x): return super().deposit(x + x * self.rate)
accounts = [Account("a"), Savings("b", 0.5), Savings("c", 2)]
errors = 0
for i in range(3000):
    try: accounts[i % 3].deposit(i % 100 - 5)
    except ValueError: errors += 1
print([a.balance for a in accounts], errors, Account.count)
class State:
    def __init__(self, name): self.name, self.next = name, {}
    def step(self, c): return self.next.get(c, self)
a, b, c = State("a"), State("b"), State("c")
a.next, b.next, c.next = {"0": b}, {"1": c, "0": b}, {"0": a, "1": b}
s, visits = a, {}
for i in range(3000):
    s = s.step("01"[(i * i >> 3) & 1])
    visits[s.name] = visits.get(s.name, 0) + 1
print(s.name, visits)
def temp_objects(n):
    total = 0
    for i in range(n):
        v = Vec(i, i + 1)
        w = Vec(v.y, v.x)
        if v == w: total += 1
        total += v.dot(w)
        if i % 1000 == 999: keep = v
    return total, keep.x
print(temp_objects(3000))
class Linked:
    def __init__(self, v, nxt=None): self.v, self.nxt = v, nxt
def linked(n):
    head = None
    for i in range(n): head = Linked(i, head)
    prev = None
    while head: head.nxt, prev, head = prev, head, head.nxt
    out, node = 0, prev
    while node:
        out = out * 7 + node.v & 0xFFFFFF
        node = node.nxt
    return out
print(linked(3000))
