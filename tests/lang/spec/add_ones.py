# tests: thresholds=1,2,50000,99999,100000
counter = 0
for _ in range(100000):
    counter += 1
print(counter)
