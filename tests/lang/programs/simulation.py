import heapq, random
from dataclasses import dataclass, field
from enum import Enum, auto
class Kind(Enum):
    ARRIVE = auto()
    START = auto()
    LEAVE = auto()
@dataclass(order=True)
class Event:
    time: float
    number: int
    kind: Kind = field(compare=False)
    customer: int = field(compare=False)
class Shop:
    def __init__(self, clerks, seed):
        self.random, self.free, self.queue, self.events, self.count = random.Random(seed), clerks, [], [], 0
        self.waits, self.served, self.longest = [], 0, 0
    def schedule(self, time, kind, customer):
        self.count += 1
        heapq.heappush(self.events, Event(time, self.count, kind, customer))
    def run(self, until):
        self.schedule(self.random.expovariate(1.0), Kind.ARRIVE, 0)
        arrivals = {}
        while self.events:
            event = heapq.heappop(self.events)
            if event.time > until: break
            match event.kind:
                case Kind.ARRIVE:
                    arrivals[event.customer] = event.time
                    self.queue.append(event.customer)
                    self.longest = max(self.longest, len(self.queue))
                    self.schedule(event.time + self.random.expovariate(1.0), Kind.ARRIVE, event.customer + 1)
                case Kind.LEAVE:
                    self.free += 1
                    self.served += 1
            while self.free and self.queue:
                self.free -= 1
                customer = self.queue.pop(0)
                self.waits.append(event.time - arrivals[customer])
                self.schedule(event.time + self.random.uniform(0.5, 2.5), Kind.LEAVE, customer)
        return self
for clerks in (1, 2, 3):
    s = Shop(clerks, 42).run(500)
    print(clerks, s.served, s.longest, len(s.waits), round(sum(s.waits) / len(s.waits), 6), round(max(s.waits), 6))
class Life:
    def __init__(self, text): self.cells = {(x, y) for y, row in enumerate(text.split()) for x, c in enumerate(row) if c == "#"}
    def step(self):
        near = {}
        for x, y in self.cells:
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if dx or dy: near[x + dx, y + dy] = near.get((x + dx, y + dy), 0) + 1
        self.cells = {p for p, n in near.items() if n == 3 or n == 2 and p in self.cells}
    def __str__(self):
        if not self.cells: return "(empty)"
        xs, ys = [x for x, _ in self.cells], [y for _, y in self.cells]
        return "\n".join("".join(".#"[(x, y) in self.cells] for x in range(min(xs), max(xs) + 1)) for y in range(min(ys), max(ys) + 1))
life = Life(".##\n##.\n.#.")
for generation in range(60):
    if generation % 20 == 0: print(generation, len(life.cells)); print(life)
    life.step()
class Account:
    def __init__(self): self.balance, self.log = 0, []
    def __iadd__(self, x):
        if x < 0 and self.balance + x < 0: raise ValueError("overdrawn")
        self.balance += x
        self.log.append(x)
        return self
a = Account()
r = random.Random(1)
refused = 0
for _ in range(2000):
    try: a += r.randrange(-100, 101)
    except ValueError: refused += 1
print(a.balance, len(a.log), refused, sum(a.log) == a.balance)
def monte_carlo(n, seed):
    r = random.Random(seed)
    return 4 * sum(r.random() ** 2 + r.random() ** 2 <= 1 for _ in range(n)) / n
print([monte_carlo(2000, s) for s in range(3)])
