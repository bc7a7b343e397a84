a = [1, 2, 3, 4, 5]
out = []
for x in a:
    out.append(x)
    if len(a) < 12:
        a.append(x * 10)
print(out, a)
a = list(range(10))
for x in a:
    if x % 2 == 0:
        a.remove(x)
print(a)
a = list(range(10))
for i, x in enumerate(a):
    if i == 3:
        del a[5:]
    print(i, x, end=" ")
print()
a = list(range(5))
it = iter(a)
next(it)
a.clear()
print(list(it))
a.extend([1, 2, 3])
print(list(it))
a = [1, 2, 3]
r = reversed(a)
a.append(4)
print(list(r), list(reversed(a)))
a = [1, 2, 3]
it = iter(a)
print(list(it), a.append(9), list(it))
a = [0]
for x in a:
    if x > 5:
        break
    a.insert(0, x)
    a.append(x + 1)
    if len(a) > 30: break
print(a)
a = list(range(8))
for x in a:
    a.pop()
print(a)
print(iter([1, 2, 3]).__length_hint__(), iter([]).__reduce__()[0] is iter)
