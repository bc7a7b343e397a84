# tests: thresholds=1,2,2500,4998,4999,5000,5001
x = 0
y = 0
for i in range(5000):
    x += i
    y += x
print(f"x={x}, y={y}")
