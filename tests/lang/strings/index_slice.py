s = "hello wörld €😀"
n = len(s)
print(n, [s[i] for i in range(n)], [s[-i - 1] for i in range(n)])
for a in (None, -20, -3, 0, 2, 5, 20):
    for b in (None, -20, -3, 0, 2, 5, 20):
        for c in (None, -2, -1, 1, 2, 3):
            print(repr(s[a:b:c]), end=" ")
    print()
for bad in ("s[100]", "s[-100]", "s['a']", "s[1.0]", "s[None]", "s[::0]", "''[0]", "s[2**70]"):
    try:
        print(eval(bad))
    except (IndexError, TypeError, ValueError) as error:
        print(bad, type(error).__name__, error)
for bad in ("s[0] = 'x'", "del s[0]", "s.x = 1"):
    try:
        exec(bad)
    except (TypeError, AttributeError) as error:
        print(bad, type(error).__name__, error)
print(s[True], s[slice(1, 5)], s[2**70:], s[:-2**70] == "", list(reversed("abc")), list("a€"), "".join(reversed(s)))
