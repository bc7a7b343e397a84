if (n := len("hello")) > 3:
    print(n)
data = iter([1, 2, 0, 3])
while (x := next(data)):
    print(x)
print((a := 1) + (b := 2), a, b, f"{(c := 5)} {c}", [d := 1, d + 1], (e := (1, 2)), e)
def f(x): return (y := x * 2) + y
print(f(3), (lambda: (z := 5) + z)(), not (q := False), q)
results = [y for x in range(5) if (y := x * x) % 2 == 0]
print(results, y)
print({(k := "key"): (v := 1)}, k, v, "abc"[(i := 1):(j := 3)], i, j)
import re
if (m := re.match(r"(\d+)-(\d+)", "12-34")) and (g := m.groups()):
    print(g)
count = 0
while (count := count + 1) < 5: pass
print(count, (w := [1, 2]) is w, print(p := "shown"), p)
