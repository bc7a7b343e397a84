# What others see of the variables of a compiled loop: callees, tracebacks, locals().
import sys
def seen(): return dict(sys._getframe(1).f_locals)
def unused_counter(n):
    out = []
    def look(i): return seen.__code__ and sys._getframe(1).f_locals["i"]
    for i in range(n): out.append(look(0))
    return out == list(range(n))
print(unused_counter(3000))
def dead_at_the_header(n):
    out = []
    before = None
    for i in range(n):
        if i % 700 == 699:
            state = seen()
            out.append((state["i"], state["before"], state.get("after")))
        before = i * 2
        after = i * 0.5
    return out
print(dead_at_the_header(3000))
def raises(n, at):
    half, text = 0.0, ""
    for i in range(n):
        if i == at: raise ValueError(i)
        half = i / 2
        text = str(i)
for at in (0, 1, 2, 499, 500, 501, 1000, 2999):
    try: raises(3000, at)
    except ValueError as error: print(sorted(error.__traceback__.tb_next.tb_frame.f_locals.items()))
def helper(i, at): return 10 // (at - i)
def callee_raises(n, at):
    last = square = None
    for i in range(n):
        helper(i, at)
        last, square = i, i * i
for at in (0, 1, 999, 2000):
    try: callee_raises(3000, at)
    except ZeroDivisionError as error:
        frame = error.__traceback__.tb_next.tb_frame
        print(sorted(frame.f_locals.items()), error.__traceback__.tb_next.tb_next.tb_frame.f_locals)
def own(n):
    for i in range(n):
        if i == n - 2: found = dict(locals())
        product = i * 2**40
    return found
print(own(2), own(3), own(1000), own(3000))
def nested(n):
    out = []
    for a in range(n):
        for b in range(3):
            c = a * b
            if a == n - 1 and b == 1: out.append(seen())
    out[0].pop("out")
    return out
print(nested(4), nested(900))
def deleted(n):
    out = []
    for i in range(n):
        x = i
        if i % 500 == 0: out.append(sorted(seen().keys()))
        del x
        if i % 500 == 0: out.append(sorted(seen().keys()))
    return out
print(deleted(1100))
