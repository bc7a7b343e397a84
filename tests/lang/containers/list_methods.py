"""list: methods, slices, errors."""


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


numbers = [3, 1, 2]
numbers.append(4)
numbers.extend((5, 6))
numbers += "ab"
numbers.insert(-100, "first")
numbers.insert(100, "last")
numbers.insert(2, None)
print(numbers, len(numbers))
print(numbers.pop(), numbers.pop(0), numbers.pop(-2), numbers)
numbers.remove(None)
print(numbers, numbers.index(2), numbers.count(1), numbers.copy() == numbers)
numbers.reverse()
print(numbers, list(reversed(numbers)))
numbers.clear()
print(numbers, [1] + [2], [1, 2] * 3, 2 * [0], [1] * -1, [] * 5)

for call in (
    lambda: [].pop(),
    lambda: [1].pop(5),
    lambda: [1].remove(2),
    lambda: [1].index(2),
    lambda: [1].index(1, 1),
    lambda: [1][1],
    lambda: [1]["a"],
    lambda: [1][2**100],
    lambda: [1] + (2,),
    lambda: [1] * 1.5,
    lambda: [1] < ["a"],
    lambda: [].append(),
    lambda: list(1),
    lambda: list(1, 2),
    lambda: [1].insert("a", 1),
    lambda: [1].pop("a"),
    lambda: [3, "a"].sort(),
    lambda: [1, 2].sort(reverse="x"),
    lambda: hash([]),
    lambda: [].__setitem__(0, 1),
    lambda: [].__delitem__(0),
):
    attempt(call)

for start in (None, -7, -2, 0, 1, 3, 9):
    for stop in (None, -9, -1, 0, 2, 8):
        for step in (None, 1, 2, -1, -3):
            row = list(range(6))
            part = row[start:stop:step]
            copy = row[:]
            del copy[start:stop:step]
            changed = row[:]
            try:
                changed[start:stop:step] = ["x"] * len(part)
            except ValueError as error:
                changed = str(error)
            print(start, stop, step, part, copy, changed)
row = [0, 1, 2, 3]
row[1:3] = "abcdef"
print(row)
row[2:2] = row
print(row)
row[:] = (x for x in row if isinstance(x, str))
print(row)
attempt(row.__setitem__, slice(0, 10, 2), [1, 2])
attempt(row.__setitem__, slice(0, 2), 5)
attempt(row.__getitem__, slice(0, 2, 0))
attempt(row.__getitem__, slice("a", 2))

nested = [1]
nested.append(nested)
nested.append({"self": nested})
print(nested, [1, [2, [3]]] == [1, [2, [3]]], [1, 2] < [1, 3], [1] < [1, 0], [] >= [], [1, 2] != [1, 2])


class Strange:
    def __init__(self, owner):
        self.owner = owner

    def __eq__(self, other):
        self.owner.clear()
        return False


owner = []
owner.extend([Strange(owner), 1, 2])
attempt(lambda: 5 in owner)
owner.extend([Strange(owner), 1, 2])
attempt(lambda: owner.index(2))
owner.extend([Strange(owner), 1, 2])
attempt(lambda: owner.count(2))


class Sub(list):
    pass


print(type(Sub([1]) + [2]), type(Sub([1]) * 2), type(Sub([1])[:]), type(Sub([1]).copy()), Sub("ab"))
it = iter([1, 2, 3])
print(next(it), it.__length_hint__(), list(it), next(it, "end"), it.__length_hint__())
growing = [1, 2, 3]
seen = []
for item in growing:
    seen.append(item)
    if len(growing) < 8:
        growing.append(item * 10)
print(seen, growing)
