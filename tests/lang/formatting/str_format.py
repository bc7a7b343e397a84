class P:
    x = 3
    def __init__(self): self.items = [10, 20]
    def __format__(self, spec): return f"<P:{spec}>"
p = P()
print("{} {}".format(1, 2), "{1} {0} {1}".format("a", "b"), "{a} {b!r}".format(a=1, b="x"), "{0.x} {0.items[1]} {1[k]}".format(p, {"k": 5}), "{{}} {{{}}}".format(7), "{:>5}|{:<5}|{:^5}|{:*^7}".format(1, 2, 3, "m"), "{:{}}|{:{w}.{p}f}".format("a", 5, 3.14159, w=8, p=2), "{!s} {!r} {!a}".format("é", "é", "é"), "{:abc}".format(p), "{0[0]} {0[1][x]}".format([1, {"x": 2}]), "{:,} {:_} {:,.2f}".format(1234567, 1234567, 1234567.891))
print("{:d} {:x} {:#o} {:b} {:c} {:e} {:g} {:%} {:n}".format(5, 255, 8, 5, 65, 1234.5, 0.0001, 0.25, 1000), "{:s}".format("a"), "{:10}|{:10}|".format("s", 5), "{:010}|{:=+10}|{:+}|{: }".format(-5, 5, 5, 5), "{:.3}".format("abcdef"), "{}".format(None), "{!r:>8}".format("a"), "{:>{}}".format("z", 4), "{a[b]}".format(a={"b": 3}), "{0:}".format(5))
for bad in ("'{} {}'.format(1)", "'{a}'.format()", "'{'.format()", "'}'.format()", "'{0} {}'.format(1, 2)", "'{} {0}'.format(1, 2)", "'{:d}'.format('a')", "'{:s}'.format(1)", "'{:z}'.format(1)", "'{!x}'.format(1)", "'{.y}'.format(1)", "'{[5]}'.format([1])", "'{[a]}'.format([1])", "'{:,s}'.format('a')", "'{:.2d}'.format(1)", "'{:=5}'.format('a')", "'{:#s}'.format('a')", "'{:+s}'.format('a')", "'{:c}'.format(-1)", "'{:x}'.format(1.5)", "'{:5}'.format([])", "'{:5}'.format(None)", "'{:'.format(1)", "'{!}'.format(1)", "'{0!rr}'.format(1)", "'{:10000000000000000000}'.format(1)", "'{:.}'.format(1.5)", "'{:,_}'.format(1)", "'{:,x}'.format(255)"):
    try:
        print(eval(bad))
    except (IndexError, KeyError, ValueError, TypeError, AttributeError, OverflowError) as error:
        print(bad, type(error).__name__, error)
print("{a} {b}".format_map({"a": 1, "b": 2}))
class D(dict):
    def __missing__(self, key): return f"<{key}>"
print("{x} {y}".format_map(D(x=1)), format(5, "05"), format("a"), format(3.5, ".3f"), format(p, "zz"), format(True, "d"), format(True), format(10**20, ","))
