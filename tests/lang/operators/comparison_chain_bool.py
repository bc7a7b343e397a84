def f(x): print("f", x, end=" "); return x
print(f(1) < f(2) < f(3)); print(f(3) < f(2) < f(1)); print(f(1) < f(2) > f(0) == f(0) != f(5)); print(1 < 2 < 3 == 3.0, not 1 < 2 < 3, 1 == 1 in [1], (1 < 2) == True, 1 < (2 == True), 5 > 4 > 3 > 3)
print(f(0) or f("") or f([]) or f("last")); print(f(1) and f("a") and f(0) and f("never")); print(f(0) and f(1) or f(2)); print(not f(0) and f(3) or f(4))
print(1 if f(0) else 2 if f("") else 3, (1, 2) if [] else [3], None is None is not True, 1 not in [2] , not 1 in [2], [] is [])
a = [1]
print(a is a, a == [1], a is [1], a in [a], a not in [[2]])
def g(a, b, c):
    if a and (b or not c): return "A"
    elif not a or b and c: return "B"
    else: return "C"
print([g(a, b, c) for a in (0, 1) for b in (0, 1) for c in (0, 1)])
def short(n):
    hits = 0
    for i in range(n):
        if i % 2 == 0 and i % 3 == 0 or i % 5 == 0 and not i % 7 == 0: hits += 1
        if not (i < 10 or i > n - 10) and (i & 1 or i & 2): hits += 2
    return hits
print(short(3000))
x = 5
print(0 < x < 10, 0 < x > 3, 10 > x <= 5 < 6, x == 5 == 5.0, x != 4 != 5, 1 < 3 in [3], 3 in [3] == True)
class T:
    def __bool__(self): print("bool", end=" "); return True
t = T()
if t: print("if")
while t: print("while"); break
print(not t, t and 1, (t or 1) is t, 1 if t else 2, bool(t), all([t, t]), any([t]), [q for q in [1] if t], not not t)
try:
    class N:
        def __bool__(self): raise ValueError("no bool")
    if N(): pass
except ValueError as e: print(e)
print(1 < float("nan") < 2, float("nan") != float("nan"), True + True == 2 > 1, -1 ** 2, (-1) ** 2, 2 ** -1, 2 ** 3 ** 2, -2 ** 2, not 1 == 2, 1 + 2 * 3 - 4 // 2 % 3, ~1 & 3 | 4 ^ 1, 1 << 2 + 1, 5 - 3 - 1, 2 / 4 / 2, 7 // 2 * 2, 1 or 2 and 0, lambda: 1 or 2) if False else print(1 < float("nan") < 2, -1 ** 2, (-1) ** 2, 2 ** -1, 2 ** 3 ** 2, -2 ** 2, not 1 == 2, 1 + 2 * 3 - 4 // 2 % 3, ~1 & 3 | 4 ^ 1, 1 << 2 + 1, 5 - 3 - 1, 2 / 4 / 2, 7 // 2 * 2, 1 or 2 and 0, 3 if 0 else 4 or 5)
