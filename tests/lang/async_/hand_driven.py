class Wait:
    def __init__(self, tag): self.tag = tag
    def __await__(self):
        got = yield self.tag
        return (self.tag, got)
async def inner(n):
    r = await Wait(f"inner{n}")
    return r, n
async def outer():
    a = await inner(1)
    b = await inner(2)
    try:
        await Wait("try")
    except ValueError as e:
        c = str(e)
    return a, b, c
c = outer()
print(type(c).__name__, c.__name__, c.send(None), c.send("x"), c.send("y"))
try: c.throw(ValueError("thrown"))
except StopIteration as e: print(e.value)
try: c.send(None)
except RuntimeError as e: print(e)
def run(coro):
    trace, value = [], None
    while True:
        try:
            trace.append(coro.send(value))
            value = len(trace)
        except StopIteration as e: return trace, e.value
print(run(inner(5)))
class ACM:
    async def __aenter__(self): await Wait("enter"); return "acm"
    async def __aexit__(self, *a): await Wait("exit"); print("aexit", a[0]); return True
class AIter:
    def __init__(self, n): self.n, self.i = n, 0
    def __aiter__(self): return self
    async def __anext__(self):
        if self.i >= self.n: raise StopAsyncIteration
        self.i += 1
        await Wait("next")
        return self.i
async def full():
    out = []
    async with ACM() as v, ACM(): out.append(v)
    async with ACM(): raise KeyError("swallowed")
    async for x in AIter(3):
        if x == 2: continue
        out.append(x)
    else: out.append("else")
    out.append([y async for y in AIter(2)])
    out.append({y: await inner(y) async for y in AIter(1) if y})
    out.append([await inner(z) for z in range(2)])
    return out
print(run(full()))
async def agen(n):
    for i in range(n):
        got = yield i
        if got: print("agen got", got)
        await Wait("agen")
async def use():
    out = [x async for x in agen(3)]
    g = agen(2)
    out.append(await g.__anext__())
    out.append(await g.asend("hello"))
    try: await g.__anext__()
    except StopAsyncIteration: out.append("stop")
    h = agen(5)
    await h.__anext__()
    await h.aclose()
    k = agen(3)
    await k.__anext__()
    try: await k.athrow(ValueError("into agen"))
    except ValueError as e: out.append(str(e))
    return out
print(run(use()))
for bad in (lambda: run(bad_await()), lambda: run(bad_for()), lambda: run(bad_with())):
    async def bad_await(): await 5
    async def bad_for():
        async for x in [1]: pass
    async def bad_with():
        async with 5: pass
    try: bad()
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
c = inner(1)
c.close()
async def fin():
    try: await Wait("w")
    finally: print("cleanup")
f = fin(); f.send(None); f.close()
async def stop(): raise StopIteration("x")
try: stop().send(None)
except RuntimeError as e: print(e)
l = lambda: (yield)
import types
@types.coroutine
def gen_based():
    x = yield "gen based"
    return x
async def u(): return await gen_based()
print(run(u()))
