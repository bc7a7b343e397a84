# sys.settrace: the events of functions of many forms, with their lines.
import sys
ev=[]
def tracer(frame, event, arg):
    co=frame.f_code
    if co.co_filename != __file__: return None
    if event=='exception': arg=arg[0].__name__
    elif event=='return': arg=repr(arg)[:30] if not ' at 0x' in repr(arg) else type(arg).__name__
    if co.co_name not in ('d', 'g', 'inner', 'dec', '<lambda>'): ev.append((event, co.co_name, frame.f_lineno, arg))
    return tracer
def a(x):
    y = x + 1
    for i in range(3):
        y += i
    while y > 0:
        y -= 3
        if y == 2:
            continue
        elif y == 1:
            break
    else:
        y = 5
    return y
def b():
    try:
        1/0
    except ZeroDivisionError as e:
        pass
    finally:
        z = 1
    with open('/dev/null') as f:
        pass
    return [i for i in range(2)]
def g():
    x = yield 1
    try:
        yield x
    finally:
        y = 2
def oneline(): return 1
class C:
    x = 1
    def m(self):
        return (lambda q: q *
            2)(3)
def d():
    def dec(f): return f
    @dec
    @dec
    def inner(
            a=1,
            b=2):
        return (a +
                b)
    class K(
        object):
        "doc"
        z = 1
    return inner(
        1,
        b=3
    )
def w():
    while True:
        break
    for x in ():
        pass
    else:
        x = 1
    if x:
        pass
    if not x: y = 1
    else: y = 2
    for i in [1,2]: pass
    x = 1 if y else 2
    assert x
    del x
    global gg
    gg = [a for a in (1,2)
          if a]
    return
def exc():
    try:
        try:
            raise KeyError
        except ValueError:
            pass
    except KeyError:
        try:
            return 1
        finally:
            x = 1
def m(v):
    match v:
        case 1:
            return 'one'
        case [a, b]:
            pass
        case {'x': q} if q:
            return q
        case _:
            return None
    return a
def callee(): raise ValueError
def e2():
    callee()
def main():
    a(1); a(5)
    b()
    it = g(); next(it); it.send(4); it.close()
    for q in g():
        break
    oneline()
    C().m()
    d(); w(); exc(); m(1); m([1,2]); m({'x': 3}); m(7)
    try: e2()
    except ValueError: pass
    list(map(oneline2, [1,2]))
def oneline2(x): return x
sys.settrace(tracer)
main()
class Z:
    q = 1
sys.settrace(None)
for e in ev: print(e)
