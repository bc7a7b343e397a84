# tests: thresholds=1,2,3,5000,9998,9999,10000,10001
total = 0
for i in range(10000):
    total = total + i
print(total)
