import sys
# aliasing through globals, closures, lists and attributes in one loop
class P: 
    def __init__(self): self.v = 0; self.w = 1.5
p = P(); q = p
total = 0
acc = []
def bump():
    global total
    total += 1
    p.v += total
def run(n):
    global total
    o = p
    for i in range(n):
        total += i
        o.v = o.v + 1
        bump()
        q.v -= 2
        if i % 1000 == 7: acc.append((total, o.v, q.v, p.v))
        total ^= 5
    return o.v
print(run(5000), total, acc)
# list length changing while indexes are hoisted
def shrink(n):
    a = list(range(100)); s = 0
    try:
        for i in range(n):
            s += a[i % len(a)]
            if i % 97 == 96: a.pop()
    except ZeroDivisionError as e: return s, i, str(e)
    return s, len(a)
print(shrink(5000), shrink(20000))
def grow(n):
    a = [1]; s = 0
    for i in range(n):
        s += a[-1] + a[i // 2]
        a.append(s & 0xffff)
    return s, len(a)
print(grow(5000))
def swap_types(n):
    a = [1, 2, 3]; b = [1.5, 2.5, 3.5]; s = 0
    for i in range(n):
        s += a[i % 3]
        if i % 500 == 499: a, b = b, a
        if i == 4000: a[1] = "x"
    return s
try: print(swap_types(4000)); print(swap_types(6000))
except TypeError as e: print(e)
# exception inside inlined callee, with finally in the caller
def inner(a, b): return a // b
def outer(n):
    r = []
    for i in range(n):
        try: r.append(inner(i, i % 5))
        except ZeroDivisionError as e: r.append(-e.__traceback__.tb_next.tb_lineno)
        finally: r.append(i)
    return sum(r), len(r)
print(outer(5000))
# nested loops with break to outer by flag and else
def nest(n):
    c = 0
    for i in range(n):
        for j in range(i % 7):
            if j == 4: break
            c += j
        else:
            c += 100
            continue
        c -= 1
        if c > 10**6: break
    else: return "all", c
    return i, j, c
print(nest(3000), nest(200000))
# int/float/bool mixes
def mix(n):
    x = 0; y = True; z = 0.0
    for i in range(n):
        x = x + y
        y = x if i % 3 else (x > 5)
        z = z + x - y
        if i == 2000: x = 0.5
        if i == 3000: x = 10**20
        if i == 3100: x = -3
    return x, y, z
print(mix(100), mix(2001), mix(2500), mix(3050), mix(5000))
def neg_zero(n):
    a = 0.0
    for i in range(n):
        a = a * -1.0
        b = 0 * a
        c = -a + 0.0
    return repr(a), repr(b), repr(c), repr(-0.0 * n), repr(0.0 - a)
print(neg_zero(1001), neg_zero(1000))
def minmax(n):
    m = 2**63 - 2; s = 0; k = 1
    for i in range(n):
        m += 1 if i == n - 2 else 0
        k = k * 3 % (2**61 - 1)
        s += (k << 3) - (k >> 5) ^ (m & k) | (~k)
    return m, s, k
print(minmax(1000), minmax(5000))
def divs(n):
    s = 0
    for i in range(-n, n):
        for d in (7, -7, 8, -8, 1, -1, 10):
            s = (s * 31 + i // d * 3 + i % d) & 0xffffffffffff
    return s
print(divs(700))
def edge(n):
    r = []
    for x in (2**31, 2**47, 2**63, -2**31, -2**47, -2**63):
        t = x - 500
        for i in range(n):
            t += 1
            if t == x or t == x - 1 or t == x + 1: r.append((t, t // -1, -t, abs(t), t * 2, t << 1, ~t, t ^ -1, t % 1000))
    return r
print(edge(1000))
