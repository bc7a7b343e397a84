def f(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, kw
print(f(1, c=3), f(1, 5, 6, 7, c=8), f(1, c=3, z=9, y=8), f(*[1, 2, 3], **{"c": 4}), f(c=1, a=2), f(*"ab", c=0, *[9]), f(1, **{"c": 2}, **{"x": 3}))
def g(a, /, b, *, c): return a, b, c
print(g(1, 2, c=3), g(1, b=2, c=3))
def h(*, k=1): return k
def i(a, /, **kw): return a, kw
print(h(), h(k=2), i(1, a=2))
def j(*args, **kw): return args, kw
print(j(), j(1), j(a=1), j(*(), **{}), j(*range(3), *[4], x=1, **{"y": 2}))
calls = ["f()", "f(1)", "f(1, 2, 3)", "f(1, a=1, c=2)", "f(c=1)", "g(1, 2, 3)", "g(a=1, b=2, c=3)", "g(1, c=3)", "g(1, 2)", "g(1, 2, c=3, d=4)", "h(1)", "h(z=1)", "h(k=1, **{'k': 2})", "j(**{1: 2})", "j(*5)", "j(**5)", "i()", "i(a=1)", "f(1, **{'b': 2, 'c': 3}, **{'b': 4})", "(lambda: 0)(1)", "(lambda x: 0)()", "(lambda x, y: 0)()", "(lambda x, y, z: 0)(1)", "(lambda x=1: 0)(1, 2)", "(lambda *, a, b: 0)()", "(lambda *, a, b, c: 0)(a=1)", "(lambda x, *, a: 0)(1, 2)", "(lambda x, y=1: 0)(1, 2, 3)", "len()", "len(1, 2)", "print(foo=1)", "(lambda: None)()()", "[].append(x=1)"]
for call in calls:
    try:
        print(eval(call))
    except TypeError as error:
        print(call, error)
def order(tag, value):
    print("eval", tag)
    return value
print(f(order("a", 1), *order("args", [2, 3]), c=order("c", 3), **order("kw", {"z": 1})))
