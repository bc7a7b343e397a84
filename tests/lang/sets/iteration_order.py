# The order in which a set is walked is CPython's: same hashes, table sizes and probes.
print({3, 1, 2}, {10, 5, 100, 1000, 7}, {-1, -2, 0, 1}, {8, 16, 24, 0}, {2**61 - 1, 2**61, 5}, {1.5, 2.5, 0.1}, {(1, 2), (3, 4), (0,)}, {True, 2, 3.5})
print(set(range(0, 200, 7)), set(range(50, 0, -3)), {i * i for i in range(20)})
s = set()
for i in range(40):
    s.add(i * 17 % 64)
    if i % 3 == 0:
        s.discard(i * 5 % 64)
print(s)
s = {i for i in range(100)}
for i in range(0, 100, 2):
    s.remove(i)
print(s)
print(s.pop(), s.pop(), s.pop())
s.add(1000); s.add(-5); s.add(64)
print(list(s))
print({"a", "b", "c", "hello", "world"}, set("the quick brown fox"), frozenset(["x", "yy", "zzz"]))
print({1, 2, 3} | {100, 50}, {9, 1, 33} & {33, 9, 7}, {9, 1, 33, 65} - {1}, {9, 1} ^ {1, 17, 33}, set([5, 3]) | {1}, {32, 64, 96}.union({128}, [0]))
print(set([1000, 8, 0]), {8, 0, 1000}, {None: 1}, {2**70, 1, -2**65}, {(), (0,), ((),)})
a = {1, 9, 17, 25}
b = a.copy()
b.discard(9)
b.add(9)
print(a, b, set(b), frozenset(a), {*a, *b}, sorted(b))
big = {i * 1009 % 7919 for i in range(500)}
print(list(big)[:60], list(big)[-60:])
big -= {i for i in range(4000)}
print(list(big)[:60])
