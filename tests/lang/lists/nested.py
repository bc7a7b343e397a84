m = [[i * j for j in range(4)] for i in range(3)]
print(m, m[1][2], [row[1] for row in m], list(zip(*m)), [list(r) for r in zip(*m)], sum(m, []), [x for row in m for x in row if x % 2 == 0])
m[0][0] = "x"; m[2] = []; m[1][1:3] = [9]
print(m)
shared = [[0] * 2] * 3
shared[0][0] = 1
print(shared)
t = [1, [2, [3, [4, [5]]]]]
depth = 0
while isinstance(t, list):
    depth += 1
    t = t[-1]
print(depth)
import copy
a = [[1], {"k": [2]}]
b = copy.copy(a)
c = copy.deepcopy(a)
a[0].append(5)
a[1]["k"].append(6)
print(a, b, c)
deep = []
for i in range(100):
    deep = [deep]
print(str(deep).count("["), deep == deep)
