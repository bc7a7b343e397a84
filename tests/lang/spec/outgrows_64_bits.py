# tests: thresholds=1,2,30,61,62,63,64
x = 1
for i in range(70):
    x = x + x
    print(i, x)
y = -1
for i in range(70):
    y += y
    if i > 40: print(y)
p = 1
for i in range(1, 40):
    p *= i
    print(p)
total = 2 ** 63 - 50
for i in range(100):
    total = total + 1
print(total)
total = -2 ** 63 + 50
for i in range(100):
    total -= 1
print(total)
near = 2 ** 47 - 50
for i in range(100):
    near += 1
print(near)
near = 2 ** 31 - 50
for i in range(100):
    near += 1
print(near)
z = 3
for i in range(12):
    z = z * z % (2 ** 89 - 1)
    print(z)
big = 10 ** 30
small = 0
for i in range(200):
    big -= 10 ** 29
    small += big
print(big, small)
def f(n, start, step):
    t = start
    for i in range(n):
        t += step
    return t
for start in (2**31 - 3, 2**47 - 3, 2**63 - 3, 2**64 - 3):
    for step in (1, -1, 2**31, 2**47, 2**62):
        print(f(10, start, step), f(1000, start, step), f(1000, -start, -step))
