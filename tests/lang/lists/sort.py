import functools
a = [5, 2, 9, 1, 5, 6, -3, 0, 2]
print(sorted(a), sorted(a, reverse=True), sorted(a, key=abs), sorted(a, key=lambda x: (x % 3, -x)), a)
words = ["banana", "Apple", "cherry", "apple", "Banana"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True))
pairs = [(i * 7919 % 13, i) for i in range(40)]
print(sorted(pairs), sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True))
print(sorted([1.5, 1, True, 0.5, 2]), sorted("hello"), sorted({3, 1, 2}), sorted({"b": 1, "a": 2}), sorted([[2], [1, 5], [1]]), sorted([(1, "a"), (1, "A"), (0, "z")]))
seed = 12345
big = []
for i in range(2000):
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    big.append(seed % 1000)
s = sorted(big)
print(all(s[i] <= s[i + 1] for i in range(len(s) - 1)), sum(s) == sum(big), s[:10], s[-10:])
for shape in (range(100), range(100, 0, -1), [1] * 50, list(range(50)) + list(range(50)), [i % 7 for i in range(80)], list(range(60)) + [5]):
    print(sorted(shape) == sorted(list(shape)[::-1]), sorted(shape)[:5], sorted(shape, reverse=True)[:5])
class Item:
    count = 0
    def __init__(self, v): self.v = v
    def __lt__(self, other):
        Item.count += 1
        return self.v < other.v
    def __repr__(self): return f"I{self.v}"
print(sorted([Item(3), Item(1), Item(2)]), sorted([Item(i) for i in range(20)])[0], Item.count)
print(sorted(a, key=functools.cmp_to_key(lambda x, y: y - x)))
for bad in (lambda: sorted([1, "a"]), lambda: sorted([None, 1]), lambda: sorted(5), lambda: sorted([1], key=5), lambda: sorted([3, 2, 1], key=lambda x: 1 // (x - 2)), lambda: sorted([1, 2j])):
    try:
        print(bad())
    except (TypeError, ZeroDivisionError) as error:
        print(type(error).__name__, error)
c = [3, 1, 2]
def mutate(x):
    c.append(1)
    return x
try:
    c.sort(key=mutate)
except ValueError as error:
    print(error)
print(c)
d = [3, 1, "x", 2]
try:
    d.sort()
except TypeError:
    print(sorted(map(str, d)))
print(sorted([float("nan"), 1.0, 0.0])[1:] is not None, sorted([], key=len), min([3, 1], key=lambda x: -x), max("abc", "b", key=len))
