def f(n): return sum([i * i for i in range(n)]), len({i % 7 for i in range(n)}), sum({i: i * 2 for i in range(n)}.values()), sum(i for i in range(n) if i % 3 == 0)
print(f(3000), f(10), f(0))
def nested(n): return [[i * j for j in range(n)] for i in range(n)]
print(sum(map(sum, nested(50))), nested(3))
def captures(n, k): return [x + k for x in range(n)], [(lambda: x * k)() for x in range(n)]
print(*map(sum, captures(2000, 5)))
def errors(n):
    try: return [100 // (x - n + 5) for x in range(n)]
    except ZeroDivisionError as e: return str(e)
print(errors(2000))
def filters(items): return [x for x in items if x if x > 2 or x < -2], [x for x in items if not x], [y for x in items if (y := x * 2) > 3]
print([len(r) for r in filters([0, 1, 2, 3, -3, 2.5, True] * 300)])
def transpose(m): return [list(r) for r in zip(*m)]
m = [[i * 10 + j for j in range(10)] for i in range(10)]
for _ in range(200): m = transpose(m)
print(m[1], [row[::-1] for row in m[:2]])
total = 0
for i in range(500): total += sum(x * y for x, y in zip([i, i + 1, i + 2], [1, 2, 3])) + len([c for c in "hello" if c != "l"])
print(total)
def flat(n): return [z for x in range(n) for y in range(x) for z in (x, y) if (x + y) % 3 == 0]
print(len(flat(60)), sum(flat(60)))
print(sum(1 for a in range(40) for b in range(a, 40) for c in range(b, 40) if a + b == c), any(x * x == 1521 for x in range(2000)), all(x >= 0 for x in range(2000)), max((x * 7 % 101, x) for x in range(2000)), min((abs(x - 500), x) for x in range(2000)), sorted({x * x % 50 for x in range(1000)}), dict(sorted({str(x): x for x in range(12)}.items())))
def types(n): return [x if x < n // 2 else x * 0.5 if x < n - 1 else "end" for x in range(n)]
r = types(2000)
print(r[0], r[999], r[1000], r[-1], r[-2])
