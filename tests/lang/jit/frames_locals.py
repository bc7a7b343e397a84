import sys
def f(n):
    t = 0
    for i in range(n):
        t += i
        if i == n - 2: seen = dict(locals())
    return t, seen
print(f(2000))
def back(): return sys._getframe(1).f_locals["i"], sys._getframe(1).f_lineno, sys._getframe(1).f_code.co_name
def g(n):
    out = []
    for i in range(n):
        if i % 500 == 499: out.append(back())
    return out
print(g(2000))
def inner(): return sys._getframe().f_back.f_back.f_locals["secret"]
def middle(): return inner()
def h(n):
    t = 0
    for secret in range(n): t += middle()
    return t
print(h(1500))
total = 0
for i in range(2000):
    total += 1
    if i % 700 == 699: print(sorted(k for k in globals() if not k.startswith("__")), globals()["total"], globals()["i"])
def vars_loop(n):
    a, b, c = 1, 2.5, "s"
    for i in range(n):
        a += 1
        b *= 1.0001
        if i == n - 1: return sorted((k, round(v, 6) if isinstance(v, float) else v) for k, v in vars().items())
print(vars_loop(2000))
def eval_loop(n):
    t = 0
    for i in range(n):
        if i % 100 == 0: t += eval("i * 2 + t % 7")
        t += 1
    return t
print(eval_loop(2000))
def exec_loop(n):
    t = 0
    for i in range(n):
        if i % 200 == 0: exec("t = 10**9")
        t += 1
    return t
print(exec_loop(2000))
def names():
    out = []
    frame = sys._getframe()
    while frame:
        out.append((frame.f_code.co_name, frame.f_lineno))
        frame = frame.f_back
    return out
def call1(n):
    if n == 1999: return names()
    return n
def loop(n):
    for i in range(n):
        r = call1(i)
    return r
print(loop(2000))
def unbound(n):
    for i in range(n):
        if i % 2: x = i
        try: x
        except UnboundLocalError: pass
        if i == n - 1: del x
    try: return x
    except UnboundLocalError as e: return str(e)
print(unbound(2000), unbound(2001))
def del_in_loop(n):
    e = 0
    for i in range(n):
        y = i
        if i % 3 == 0: del y
        try: e += y
        except UnboundLocalError: e += 1
    return e
print(del_in_loop(2000))
def arg_del(a, n):
    for i in range(n):
        if i == n - 1: del a
    try: a
    except UnboundLocalError as e: return str(e)
print(arg_del(5, 2000))
def trace_calls(n):
    events = []
    def tracer(frame, event, arg):
        if frame.f_code.co_name == "traced": events.append(event)
        return tracer
    def traced(x):
        y = x + 1
        return y
    t = 0
    for i in range(n):
        if i == n - 3: sys.settrace(tracer)
        t += traced(i)
    sys.settrace(None)
    return t, events
print(trace_calls(1500))
