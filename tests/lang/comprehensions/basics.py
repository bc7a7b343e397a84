print([x * x for x in range(6)], {x % 3 for x in range(9)}, {x: x * x for x in range(4)}, list(x for x in "abc"))
print([(x, y) for x in range(3) for y in "ab"], [x for x in range(20) if x % 2 == 0 if x % 3 == 0], [[y for y in range(x)] for x in range(4)], [x for row in [[1, 2], [3]] for x in row], {k: v for v, k in enumerate("abc")}, [a for a, *b in [(1, 2, 3), (4,)]], [i if i % 2 else -i for i in range(5)])
def f(n):
    base = n
    return [base + i for i in range(n)], {base: i for i in range(n)}, sum(base * i for i in range(n) if i != base)
print(f(4))
class C:
    items = [1, 2, 3]
    doubled = [x * 2 for x in items]
    pairs = [(x, y) for x in items for y in range(2)]
print(C.doubled, C.pairs)
big = [i * 3 % 17 for i in range(5000) if i % 7]
print(sum(big), len(big), len({i * i % 101 for i in range(3000)}), sum({i: i * 2 for i in range(2000)}.values()))
def side(x):
    print("eval", x)
    return x
print([side(x) + side(y) for x in [1, 2] if side(x) > 1 for y in [3]], {side("k"): side("v") for _ in [0]})
try:
    [1 // (2 - x) for x in range(5)]
except ZeroDivisionError as e: print(e)
print([y for x in range(5) for y in [x * x] if y > 3], [[*range(i)] for i in range(3)], [x for x in range(3) for x in range(x)], [l := [1, 2], [v + 1 for v in l]])
def gen_in_comp():
    return [list(g) for g in [(i for i in range(n)) for n in range(4)]]
print(gen_in_comp(), [d for d in {"a": 1, "b": 2}], [(k, v) for k, v in {"a": 1}.items()], {*[x for x in "aab"]} == {"a", "b"}, dict([(x, [x]) for x in range(2)]), [s for s in "é€😀"])
