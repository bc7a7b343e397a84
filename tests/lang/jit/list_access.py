def read(lst, n):
    t = 0
    for i in range(n): t += lst[i % len(lst)] + lst[-(i % len(lst)) - 1]
    return t
def write(n):
    lst = [0] * 10
    for i in range(n):
        lst[i % 10] = i
        lst[-1 - i % 10] += 1
    return lst
def swap(n):
    lst = list(range(10))
    for i in range(n):
        j = i * 7 % 10
        lst[0], lst[j] = lst[j], lst[0]
    return lst
def reverse(lst):
    i, j = 0, len(lst) - 1
    while i < j:
        lst[i], lst[j] = lst[j], lst[i]
        i += 1
        j -= 1
    return lst
def bubble(lst):
    n = len(lst)
    for i in range(n):
        for j in range(n - 1 - i):
            if lst[j] > lst[j + 1]: lst[j], lst[j + 1] = lst[j + 1], lst[j]
    return lst
def insertion(lst):
    for i in range(1, len(lst)):
        x = lst[i]
        j = i - 1
        while j >= 0 and lst[j] > x:
            lst[j + 1] = lst[j]
            j -= 1
        lst[j + 1] = x
    return lst
data = [(i * 7919) % 101 for i in range(100)]
print(read(data, 3000), read([1.5, 2], 3000), read([2**50, 1], 2000), write(3000), swap(3001), reverse(list(range(2001)))[:5], bubble(data[:])[:10], insertion(data[:])[-10:], bubble(["b", "a", "c"]), bubble([2.5, 1, True, -3]))
def out_of_range(lst, n):
    hits = 0
    for i in range(n):
        try: hits += lst[i % 13 - 6]
        except IndexError: hits += 1000
    return hits
print(out_of_range([1, 2, 3], 3000), out_of_range([], 1500))
def store_out(lst, n):
    e = 0
    for i in range(n):
        try: lst[i % 5] = i
        except IndexError: e += 1
    return lst, e
print(store_out([0, 0, 0], 2000))
def alias(n):
    a = [1, 2, 3]
    b = a
    t = 0
    for i in range(n):
        a[0] = i
        t += b[0]
        b[1] = a[0] + 1
        t += a[1]
    return t, a
print(alias(2000))
def grow(n):
    a = []
    t = 0
    for i in range(n):
        a.append(i * 2)
        t += a[i // 2] + len(a)
        if i % 100 == 99: del a[50:]; a.extend(range(len(a), i + 1))
    return t, len(a)
print(grow(2000))
def shrink(n):
    a = list(range(n))
    t = 0
    i = 0
    try:
        while True:
            t += a[i]
            i += 1
            a.pop()
    except IndexError: pass
    return t, i, len(a)
print(shrink(3001))
def replace_elements(n):
    a = [0] * 5
    for i in range(n):
        a[i % 5] = i if i % 100 else 0.5
        if i % 501 == 0: a[(i + 1) % 5] = "s"
        x = a[(i + 2) % 5]
    return a, x
print(replace_elements(2000))
def matrix(n):
    a = [[i + j for j in range(n)] for i in range(n)]
    b = [[i - j for j in range(n)] for i in range(n)]
    c = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            s = 0
            for k in range(n): s += a[i][k] * b[k][j]
            c[i][j] = s
    return c[0][:5], c[-1][-5:], sum(map(sum, c))
print(matrix(20))
def jagged(n):
    rows = [[1], [1, 2], [], [3, 4, 5]]
    t = 0
    for i in range(n):
        for x in rows[i % 4]: t += x
        if i == n // 2: rows[2] = [0.5]
    return t
print(jagged(2000))
class L(list):
    def __getitem__(self, i): return 1000
def sub(lsts, n):
    t = 0
    for i in range(n): t += lsts[i % len(lsts)][0]
    return t
print(sub([[1]], 2000), sub([[1], L([1])], 2000), sub([[1], (2,), {0: 3}, L([1]), "5" and b"5", range(7, 9)], 3000))
def slices(n):
    a = list(range(20))
    t = 0
    for i in range(n):
        t += sum(a[i % 5:i % 7 + 5]) + len(a[::-1]) + a[-3:][0]
        a[i % 20:i % 20 + 1] = [i]
    return t, a
print(slices(1500))
