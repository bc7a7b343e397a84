"""The order of a set's items is that of CPython: many random operations on three sets."""


class Random:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self.state >> 33) % n


def change(random, sets):
    i, j, op = random.below(3), random.below(3), random.below(24)
    s, t = sets[i], sets[j]
    x = random.below(3000) * (1 + random.below(3) * 997) - 500
    if op < 8:
        s.add(x)
    elif op == 8:
        s.discard(x)
    elif op == 9:
        if s:
            s.pop()
    elif op == 10:
        sets[j] = s | t
    elif op == 11:
        sets[j] = s & t
    elif op == 12:
        sets[j] = s - t
    elif op == 13:
        sets[j] = s ^ t
    elif op == 14:
        s |= t
    elif op == 15:
        s &= t
    elif op == 16:
        s -= t
    elif op == 17:
        s ^= t
    elif op == 18:
        s.update([x * k for k in range(random.below(40))])
    elif op == 19:
        s.update({x + k: 1 for k in range(random.below(40))})
    elif op == 20:
        sets[i] = s.copy()
    elif op == 21:
        s.difference_update(range(x, x + random.below(200)))
    elif op == 22:
        sets[i] = s.intersection(range(x, x + 4000), t | s)
    elif op == 23:
        sets[i] = s.symmetric_difference(dict.fromkeys(range(x, x + 20)))
    if len(s) > 5000:
        s.clear()


def run(seed):
    random = Random(seed)
    sets = [set(), set(), set()]
    for step in range(3000):
        change(random, sets)
        if step % 100 == 0:
            print(step, [list(s)[:30] for s in sets], [len(s) for s in sets])
    print([hash(frozenset(s)) for s in sets])


for seed in (1, 2, 3, 12345):
    run(seed)
print({True, 1, 1.0, 0, False, 2.5, -1, -2, 10**20, None.__class__ is type(None)})
print(frozenset(range(10)), {1 << k for k in range(0, 64, 7)}, {-k for k in range(12)})
