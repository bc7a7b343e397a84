def catch_inside(n, every):
    caught = total = 0
    for i in range(n):
        try:
            if i % every == every - 1: raise ValueError(i)
            total += i
        except ValueError as e:
            caught += e.args[0]
        else: total += 1
        finally: total += 2
    return caught, total
print([catch_inside(2000, e) for e in (1, 2, 3, 7, 100, 1999, 5000)])
def thrower(i, at):
    if i == at: raise KeyError(i)
    return i
def catch_outside(n, at):
    t = 0
    try:
        for i in range(n): t += thrower(i, at)
    except KeyError as e: return "caught", e.args, i, t
    return "none", i, t
print([catch_outside(2000, k) for k in (0, 1, 2, 999, 1000, 1500, 1998, 1999, 2000)])
def deep_raise(d):
    if d == 0: raise IndexError("deep")
    return deep_raise(d - 1) + 1
def catch_deep(n):
    c = 0
    for i in range(n):
        try: c += deep_raise(i % 20)
        except IndexError as e: c += len(e.args[0])
    return c
print(catch_deep(1000))
def builtin_errors(n):
    counts = {}
    actions = [lambda: 1 // 0, lambda: [][1], lambda: {}["k"], lambda: "a" + 1, lambda: int("x"), lambda: None.x, lambda: undefined, lambda: next(iter([])), lambda: [1].remove(2), lambda: (1, 2)[5], lambda: "abc"[10], lambda: len(5), lambda: 5]
    for i in range(n):
        try: actions[i % len(actions)]()
        except Exception as e: counts[type(e).__name__] = counts.get(type(e).__name__, 0) + 1
    return counts
print(builtin_errors(2600))
def nested(n):
    log = 0
    for i in range(n):
        try:
            try:
                if i % 2: raise ValueError
                if i % 3 == 0: raise KeyError
                log += 1
            except ValueError: log += 10
            finally: log += 100
        except KeyError: log += 1000
    return log
print(nested(2000))
def reraise(n):
    c = 0
    for i in range(n):
        try:
            try: 1 // (i % 3)
            except ZeroDivisionError: raise
        except ZeroDivisionError: c += 1
        try:
            try: 1 // (i % 3)
            except ZeroDivisionError as e: raise ValueError("x") from e
        except ValueError as v: c += isinstance(v.__cause__, ZeroDivisionError)
    return c
print(reraise(1500))
def loop_control(n):
    out = []
    for i in range(n):
        try:
            if i % 5 == 0: continue
            if i == n - 10: break
            out.append(i)
        finally: out.append(-1)
    else: out.append("else")
    return len(out), out[-3:], i
print(loop_control(2000))
def retry(n):
    tries = done = 0
    while done < n:
        tries += 1
        try:
            if tries % 3: raise OSError
            done += 1
        except OSError: continue
    return tries
print(retry(700))
class E(Exception):
    def __init__(self, v):
        super().__init__(v)
        self.v = v
def custom(n):
    t = 0
    for i in range(n):
        try: raise E(i)
        except E as e: t += e.v
    try: e
    except UnboundLocalError: t += 1
    return t
print(custom(2000))
def with_loop(n):
    class CM:
        enters = exits = 0
        def __enter__(self): CM.enters += 1; return self
        def __exit__(self, t, v, tb): CM.exits += 1; return t is ValueError
    t = 0
    for i in range(n):
        with CM() as c:
            if i % 10 == 3: raise ValueError
            if i % 10 == 5: continue
            t += i
    return t, CM.enters, CM.exits
print(with_loop(2000))
def return_from_try(n):
    for i in range(n):
        try:
            if i == n - 1: return "r", i
        finally:
            if i % 2: pass
def swallow(n):
    c = 0
    for i in range(n):
        try: raise ValueError
        except: c += 1
        try: c += 1
        except: c += 100
    return c
print(return_from_try(2000), swallow(2000))
import sys
def exc_info(n):
    bad = 0
    for i in range(n):
        try: 1 / 0
        except ZeroDivisionError:
            if sys.exc_info()[0] is not ZeroDivisionError: bad += 1
        if sys.exc_info()[0] is not None: bad += 1
    return bad
print(exc_info(1500))
import traceback
def line_numbers(n):
    for i in range(n):
        x = i + 1
        if i == n - 1:
            y = x // 0
        z = x
try: line_numbers(2000)
except ZeroDivisionError: traceback.print_exc(file=sys.stdout)
def inlined_a(x): return inlined_b(x) + 1
def inlined_b(x): return inlined_c(x) * 2
def inlined_c(x):
    return 100 // (x - 1777)
def inlined_loop(n):
    t = 0
    for i in range(n):
        t += inlined_a(i)
    return t
try: inlined_loop(2000)
except ZeroDivisionError: traceback.print_exc(file=sys.stdout)
