# tests: thresholds=1,2,5,9,10,11
total = 0
for i in range(10, 0, -1):
    total += i
    print(i, end=" ")
print(total, i)
seen = []
for i in range(10, -11, -3):
    seen.append(i)
print(seen, i)
for i in range(10000, 0, -1):
    total += i
print(total, i)
