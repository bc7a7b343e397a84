# tests: thresholds=1,2,5000,9999,10000
items = [1, 2, 3, 4, 5]
total = 0
for i in range(10000):
    total += items[i % 5]
print(total)
