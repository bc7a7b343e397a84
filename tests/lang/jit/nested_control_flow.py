def primes(n):
    out = []
    for i in range(2, n):
        for p in out:
            if p * p > i:
                out.append(i)
                break
            if i % p == 0: break
        else: out.append(i)
    return len(out), out[-1]
def spiral(n):
    t = 0
    for i in range(n):
        j = i
        while j > 0:
            j -= 3
            if j % 7 == 0: continue
            if j % 11 == 0: break
            t += j
        else: t += 1000
        for k in range(j, j + 3):
            if k == 5: break
        else: t -= 1
    return t
def triple(n):
    c = 0
    for a in range(1, n):
        for b in range(a, n):
            for d in range(b, n):
                if a * a + b * b == d * d: c += 1
                if d * d > a * a + b * b: break
    return c
def labels(n):
    r = 0
    for i in range(n):
        if i % 2:
            if i % 3:
                if i % 5: r += 1
                else: r += 2
            elif i % 7: r += 3
        elif i % 4: r += 4
        else:
            while True:
                r += 5
                if r % 3: break
                r += 2
    return r
def early_return(n, k):
    for i in range(n):
        for j in range(n):
            if i * j == k: return i, j
    return None
def while_else(n):
    t = 0
    for i in range(n):
        k = i % 10
        while k:
            k -= 1
            if k == 5: break
            t += 1
        else:
            t += 100
            continue
        t += 10000
    return t
def collatz(n):
    best = (0, 0)
    for i in range(1, n):
        x, c = i, 0
        while x != 1:
            if x & 1: x = 3 * x + 1
            else: x >>= 1
            c += 1
        if c > best[0]: best = (c, i)
    return best
def many_exits(n):
    out = []
    for i in range(n):
        x = i
        while True:
            x = x * 1103515245 + 12345 & 0x7FFFFFFF
            if x % 3 == 0: out.append(3); break
            if x % 5 == 0: out.append(5); break
            if x % 7 == 0: continue
            if x % 11 == 0: out.append(11); break
    return len(out), sum(out)
print(primes(3000), spiral(2000), triple(60), labels(3000), early_return(60, 59 * 58), early_return(50, 10**6), while_else(2000), collatz(1500), many_exits(1500))
t = 0
for i in range(100):
    for j in range(100):
        if j > i: break
        for k in range(j):
            if k % 3: continue
            t += k
        t += i
    else: t += 7
print(t, i, j, k)
n = 0
while n < 5000:
    n += 1
    if n % 2: continue
    if n > 4000: break
else: n = -1
print(n)
def loop_in_try(n):
    r = 0
    for i in range(n):
        try:
            for j in range(i % 5):
                if j == 3: raise ValueError
                r += j
            else: r += 100
        except ValueError: r += 1000
    return r
print(loop_in_try(2000))
def changing_bounds(n):
    lo, hi, r = 0, n, 0
    while lo < hi:
        mid = (lo + hi) // 2
        for i in range(lo, min(mid, lo + 5)): r += i
        if r % 2: lo = mid + 1
        else: hi = mid
    return r, lo, hi
print([changing_bounds(n) for n in (10, 100, 1000, 10**6, 2**40)])
def loop_var_after(n):
    for i in range(n):
        if i * i > n: break
    for i in range(i, i + 10): pass
    return i
print(loop_var_after(2000))
