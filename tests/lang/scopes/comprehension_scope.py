x = "outer"
print([x for x in range(3)], x, {x for x in "ab"} == {"a", "b"}, {x: 1 for x in "a"}, list(x for x in [9]), x)
def f():
    y = 5
    return [y + i for i in range(3)], [(lambda: y + i)() for i in range(2)], [[a * b for a in range(3)] for b in range(3)], [a for a in range(3) for b in range(a)], y
print(f())
print([i for i in range(20) if i % 2 if i % 3], [(i, j) for i in range(3) for j in range(i) if i + j != 2], {i: j for i, j in zip("abc", range(3))}, [k if k else "zero" for k in range(2)])
z = [y := 10, y ** 2]
print(z, y, [last := n for n in range(5)], last, any((hit := n) > 3 for n in range(10)), hit)
def g():
    total = 0
    partial = [total := total + v for v in range(5)]
    return partial, total
print(g())
it = (print("lazy", i) or i for i in range(3))
print("created")
print(next(it), list(it))
try:
    (undefined_thing for _ in [])
    print("fine")
    (i for i in undefined_thing)
except NameError as error:
    print(error)
for bad in ("[i := 0 for i in range(5)]", "[[(j := 0) for i in range(5)] for j in range(5)]", "[x for x in (y := range(3))]", "class A:\n [q := 1 for _ in range(2)]", "(x := 1) = 2", "x := 5", "[*a for a in b]", "[x, y for x in a]", "{**a for a in b}", "[x for x in *a, b]", "def f():\n return (x:=1, 2)", "f(x:=1)", "f(a=(x:=1))", "lambda: (x := 1)", "[x async for x in y]"):
    try:
        compile(bad, "<s>", "exec")
        print("ok", repr(bad))
    except SyntaxError as error:
        print(repr(bad), error.msg)
