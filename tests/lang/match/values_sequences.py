def f(x):
    match x:
        case 0: return "zero"
        case 1 | 2 | 3: return "small"
        case -5: return "minus five"
        case 2.5: return "float"
        case "a" | "b": return "letter"
        case True: return "never (1)"
        case None: return "none"
        case []: return "empty seq"
        case [a]: return f"one {a}"
        case [1, y]: return f"one and {y}"
        case (p, q, *rest) if rest: return f"many {p} {q} {rest}"
        case [p, q]: return f"two {p} {q}"
        case 1 + 2j: return "complex"
        case b"x": return "bytes"
        case _: return f"other {x!r}"
for v in (0, 1, 2, 3.0, True, False, -5, 2.5, "a", "b", "c", None, [], (), [7], (7,), [1, 2], [2, 3], [1, 2, 3], (1, 2, 3, 4), range(2), range(5), "xy", b"x", 1 + 2j, {}, {1}, object, iter([1])):
    print(str(v)[:30], "->", f(v) if not callable(v) and not hasattr(v, "__next__") else f(v)[:5])
def g(x):
    match x:
        case [*_, last]: return "last", last
        case []: return "none"
        case str() as s: return "str", s
        case _: return None
print(g([1, 2]), g([]), g("abc"), g(5), g((9,)))
def nested(x):
    match x:
        case [[a, b], [c, [d, *e]]]: return a, b, c, d, e
        case ["cmd", ("go" | "run") as verb, *args]: return verb, args
        case [int(n), str(s)] | {"n": n, "s": s}: return n, s
        case (1 as one, _): return one
        case [[]]: return "nested empty"
        case _: return "no"
print(nested([[1, 2], [3, [4, 5, 6]]]), nested(["cmd", "go", 1, 2]), nested(["cmd", "stop"]), nested([5, "x"]), nested({"n": 1, "s": 2, "z": 3}), nested((1, 5)), nested([[]]))
class K:
    A = 1
    B = "b"
def consts(x):
    match x:
        case K.A: return "A"
        case K.B: return "B"
    return "?"
print(consts(1), consts("b"), consts(3), consts(True))
def guards(x):
    match x:
        case n if n < 0: return "neg", n
        case n if n == 0: return "zero"
        case n: return "pos", n
print(guards(-1), guards(0), guards(4))
match 5:
    case x: pass
print(x)
match [1, 2]:
    case [a, b] if (t := a + b) > 5: print("no")
    case [a, b]: print(a, b, t)
match = 5
case = 6
print(match, case, match + case)
def match_fn(match): return match
print(match_fn(3))
total = 0
for i in range(2000):
    match i % 5:
        case 0: total += 1
        case 1 | 2: total += 10
        case n: total += n
print(total)
import collections
print(f(collections.deque([1, 9])), f(bytearray(b"ab")), f(memoryview(b"ab"))[:7])
match 1, 2:
    case a, b: print(a, b)
match 1,:
    case [a]: print(a)
