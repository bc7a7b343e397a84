def count(n):
    print("start")
    for i in range(n):
        got = yield i
        if got is not None: print("got", got)
    return "result"
g = count(3)
print(type(g).__name__, g.__name__, g.__qualname__, next(g), g.send("hello"), next(g))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value)
try:
    next(g)
except StopIteration as e:
    print("stop again", e.value)
print(next(g, "default"), list(count(2)), g.gi_frame, g.gi_running, g.gi_code.co_name)
g = count(2)
try:
    g.send(1)
except TypeError as e: print(e)
print(g.send(None))
g.close()
print(next(g, "closed"))
def catcher():
    while True:
        try:
            x = yield "ready"
            print("x", x)
        except ValueError as e:
            print("caught", e)
            yield "handled"
        except GeneratorExit:
            print("exiting")
            raise
        finally:
            print("finally")
c = catcher()
print(next(c), c.send(1), c.throw(ValueError("v")), c.send(2))
c.close()
def bad_close():
    try: yield 1
    except GeneratorExit: yield 2
b = bad_close(); next(b)
try: b.close()
except RuntimeError as e: print(e)
def raises(): 
    yield 1
    raise StopIteration("inner")
r = raises(); next(r)
try: next(r)
except RuntimeError as e: print(e, repr(e.__cause__))
def selfish():
    yield next(me)
me = selfish()
try: next(me)
except ValueError as e: print(e)
fresh = count(1)
try: fresh.throw(KeyError("early"))
except KeyError as e: print(repr(e), list(fresh))
for args in ((5,), (ValueError, "msg"), (ValueError, ValueError("x")), (int,)):
    g = count(1); next(g)
    try: g.throw(*args)
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
def empty():
    return
    yield
print(list(empty()), sum(x for x in range(5)), list(x * y for x in range(3) for y in range(2)), (x for x in []).__class__.__name__)
print(*count(2), [*count(1)], dict((k, v) for k, v in zip("ab", count(2))), max(count(3)), sorted(count(3), reverse=True), "".join(str(i) for i in count(3)), tuple(count(1)), 2 in count(5), set(count(2)), all(x < 5 for x in count(3)))
a, *rest = count(4)
print(a, rest)
import inspect
g = count(1)
print(inspect.getgeneratorstate(g), next(g), inspect.getgeneratorstate(g), list(g), inspect.getgeneratorstate(g))
print(repr(g).startswith("<generator object count at"), iter(g) is g, hasattr(g, "send"))
