# tests: thresholds=1,2,500,998,999,1000,1001
items = [10, 20, 30]
total2 = 0
for i in range(1000):
    total2 = total2 + items[i % 3]
print(total2)
