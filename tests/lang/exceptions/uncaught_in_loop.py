def work(n):
    total = 0
    for i in range(n):
        total += 100 // (i - 7000)
    return total
print(work(7000))
print(work(8000))
