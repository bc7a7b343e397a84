# tests: thresholds=1,2,5,500,999,1000
def range_sum(n):
    total = 0
    for i in range(n):
        total = total + i
    return total
def list_index(items, n):
    total = 0
    for i in range(n):
        total = total + items[i % len(items)]
    return total
def two_sums(n):
    x = y = 0
    for i in range(n):
        x += i
        y += x
    return x, y
def add_ones(n):
    counter = 0
    for _ in range(n):
        counter += 1
    return counter
def countdown(a, b, c):
    total = 0
    last = None
    for i in range(a, b, c):
        total += i
        last = i
    return total, last
for repeat in range(5):
    print(range_sum(1000), list_index([10, 20, 30], 1000), two_sums(1000), add_ones(2000), countdown(1000, 0, -1), countdown(0, 0, 1), countdown(-5, 1000, 7), countdown(5, -1000, -7))
for n in range(20):
    print(range_sum(n), two_sums(n), countdown(n, 0, -1), end=" ")
print()
print(range_sum(10000), list_index([10, 20, 30], 1000), two_sums(5000), add_ones(100000), countdown(10, 0, -1), list_index([1, 2, 3, 4, 5], 10000))
