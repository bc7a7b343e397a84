import sys, traceback
def t(f):
    try:
        f()
    except Exception:
        traceback.print_exc(file=sys.stdout)
d, lst, s, n = {"a": {"b": None}}, [[1], [2]], "text", None
class A:
    b = None
    def m(self): return None
a = A()
def div(x, y): return x / y
t(lambda: d["a"]["b"]["c"])
t(lambda: lst[0][5] + lst[1][0])
t(lambda: a.b.c.d)
t(lambda: a.m().x)
t(lambda: 1 + 2 + div(3, 0) + 4)
t(lambda: (s + 1) * 2)
t(lambda: s.upper().lower().nope().x)
t(lambda: [i / (i - 2) for i in range(5)])
t(lambda: n + 1)
t(lambda: -s)
t(lambda: s < 1 < 2)
t(lambda: n[0])
t(lambda: div(*[1, 0]))
t(lambda: f"{1 / 0} text")
t(lambda: {"k": 1 / 0})
t(lambda: (lambda x: x.y)(5))
t(lambda: undefined + 1)
t(lambda: sum(1 / x for x in [1, 0]))
t(lambda: "é€😀" + 1 + "more")
def stmts():
    x = [1, 2]
    x[5] = 1
def stmts2():
    x = 5
    x.attr = 1
def stmts3():
    a, b = 1, 2, 3
def stmts4():
    for q in 5: pass
def stmts5():
    with 5: pass
def stmts6():
    assert 1 == 2, "message"
def stmts7():
    del {}["x"]
def stmts8():
    raise ValueError("a\nb")
def stmts9():
    import no_such_module_here
def stmts10():
    from sys import nothing_here
def stmts11():
    x = 1
    x += "a"
def stmts12():
    return {}["k"] if True else 0
def stmts13():
    print(len(5), end="")
def stmts14():
    x = (1 +
         2) / (3 -
               3)
def stmts15():
    @div
    def f(): pass
def stmts16():
    class X(5): pass
def stmts17():
    global zz
    zz[1:2:3] = 5
for f in (stmts, stmts2, stmts3, stmts4, stmts5, stmts6, stmts7, stmts8, stmts9, stmts10, stmts11, stmts12, stmts13, stmts14, stmts15, stmts16, stmts17): t(f)
