# tests: thresholds=1,2,7,50,100
grid = [[(i * j) % 7 for j in range(10)] for i in range(10)]
total = 0
for i in range(10):
    row = grid[i]
    for j in range(10):
        total += row[j]
    while j > 3:
        j -= 1
        total += j
print(total, i, j)
count = 0
for a in range(5):
    for b in range(a):
        for c in range(b, -1, -1):
            count += a * b * c
            if c == 2: continue
            if count > 10**6: break
print(count, a, b, c)
n, steps = 27, 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
print(steps)
