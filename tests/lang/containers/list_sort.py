"""list.sort, sorted: order, stability, keys, errors, changes while sorting."""


class Random:
    state = 99

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self.state >> 33) % n


random = Random()
for size in (0, 1, 2, 3, 7, 31, 63, 64, 65, 100, 257, 1000):
    for spread in (2, 10, 10**6, 2**60, 2**100):
        ints = [random.below(spread) - spread // 2 for _ in range(size)]
        floats = [x / 7 for x in ints]
        texts = [str(x) for x in ints]
        wide = [str(x) + "é日"[x % 2] for x in ints]
        pairs = [(x % 10, str(x), i) for i, x in enumerate(ints)]
        mixed = [x if x % 2 else float(x) for x in ints if abs(x) < 2**50]
        for row in (ints, floats, texts, wide, pairs, mixed):
            up, down = sorted(row), sorted(row, reverse=True)
            assert all(not up[i + 1] < up[i] for i in range(len(up) - 1))
            assert all(not down[i] < down[i + 1] for i in range(len(down) - 1))
            print(hash(tuple(up)) if row in (ints, floats, mixed) else up[:3], len(down))
        keyed = sorted(range(size), key=lambda i: ints[i] % 5)
        assert all((ints[a] % 5, a) < (ints[b] % 5, b) for a, b in zip(keyed, keyed[1:]))
        keyed = sorted(range(size), key=lambda i: ints[i] % 5, reverse=True)
        assert all((-(ints[a] % 5), a) < (-(ints[b] % 5), b) for a, b in zip(keyed, keyed[1:]))
runs = list(range(500)) + list(range(300, 0, -1)) + [5] * 100 + list(range(0, 1000, 3))
assert sorted(runs) == sorted(runs[::-1]) == sorted(sorted(runs, reverse=True))
print(sorted(runs)[::50])


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: sorted([1, "a", 2]))
attempt(lambda: sorted([1, None]))
attempt(lambda: sorted([3, 1, 2], key=lambda x: 1 / (x - 2)))
attempt(lambda: sorted([3, 1, 2], None))
attempt(lambda: sorted(5))
attempt(lambda: [1, 2].sort(1))
attempt(lambda: [1, 2].sort(foo=1))

row = [3, 1, 2]


def spoil(x):
    row.append(x)
    return x


attempt(lambda: row.sort(key=spoil))
print(row)


class Item:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        if self.n == 13:
            raise ValueError("unlucky")
        return self.n < other.n

    def __repr__(self):
        return f"<{self.n}>"


items = [Item(n) for n in (5, 3, 13, 4)]
attempt(lambda: items.sort())
print(sorted(item.n for item in items))
print(sorted([Item(3), Item(1), Item(2)]), sorted({"b": 1, "a": 2}), sorted("banana"), sorted({3, 1, 2}, key=lambda x: -x))
seen = []
row = [3, 1, 2]
row.sort(key=lambda x: seen.append(list(row)) or x)
print(seen, row)
nan = float("nan")
print(sorted([2.0, 1.0, 3.0]), len(sorted([nan, 1.0, nan, 0.5])), sorted([True, 2, False, -1]), sorted([(), (1,), (0, 5), (0,)]))
