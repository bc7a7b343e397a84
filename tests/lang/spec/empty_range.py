# tests: thresholds=1,2
count = 0
for i in range(0):
    count += 1
for j in range(10, 0):
    count += 1
for k in range(0, 10, -1):
    count += 1
print(count)
print([name for name in ("i", "j", "k") if name in globals()])
n = 0
while n < 3:
    for z in range(n * 0):
        count += 1
    n += 1
print(count, n)
