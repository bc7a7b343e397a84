async def f(): return 1
import inspect
c = f()
print(inspect.iscoroutine(c), inspect.iscoroutinefunction(f), inspect.getcoroutinestate(c), c.cr_frame is not None, c.cr_running, c.cr_await, c.cr_code.co_name)
c.close()
print(inspect.getcoroutinestate(c))
try: list(c)
except TypeError as e: print(e)
c = f()
try:
    for x in c: pass
except TypeError as e: print(e)
try: next(c)
except TypeError as e: print(e)
c.close()
async def g(): yield
a = g()
print(inspect.isasyncgen(a), type(a).__name__, a.ag_running)
for op in (lambda: next(a), lambda: iter(a), lambda: [*a]):
    try: op()
    except TypeError as e: print(e)
print(aiter(a) is a, type(anext(a)).__name__, type(a.asend(None)).__name__)
