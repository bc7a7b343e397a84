# Lists that grow in compiled code: appends of all kinds of values, lists that are shared, replaced, or no lists.
class Other:
    def __init__(self):
        self.seen = 0

    def append(self, value):
        self.seen += 1


class Sub(list):
    def append(self, value):
        super().append((value,))


def fill(target, n):
    for i in range(n):
        target.append(i)
        target.append(str(i))
        target.append(i * 0.5)
    return target


def grow_while_iterating(n):
    work = [1]
    for x in work:
        if len(work) < n:
            work.append(x + 1)
            work.append(x * 2 % 1000)
    return len(work), sum(work)


def nested(n):
    rows = []
    for i in range(n):
        row = []
        for j in range(i % 7):
            row.append((i, j))
            row.append([j])
        rows.append(row)
    return sum(len(r) for r in rows), rows[-1]


def shared(n):
    a = []
    b = a
    for i in range(n):
        a.append(i)
        if i % 100 == 50:
            b.clear()
        if i % 300 == 299:
            b.append(len(a))
            b = list(a)
            a = b
    return len(a), a[-3:], b is a


def comprehension(n):
    return [x * x if x % 3 else str(x) for x in range(n)][-4:], [[y for y in range(x % 5)] for x in range(n)][-2:]


print(len(fill([], 1000)), fill([], 300)[-3:], fill(Other(), 500).seen, fill(Sub(), 500)[-2:])
print(grow_while_iterating(3000))
print(nested(1000))
print(shared(2000))
print(comprehension(2000))
