# Coroutines and async generators driven by hand.
import sys
def run(c):
    try:
        while True: print('->', c.send(None))
    except StopIteration as e: return e.value
class Aw:
    def __init__(self, v): self.v = v
    def __await__(self): r = yield self.v; return self.v * 2
async def co(n): return await Aw(n) + 1
print(run(co(4)))
async def ag():
    try:
        x = yield 1
        print('got', x)
        await Aw('w')
        yield 2
    except ValueError as e:
        print('caught', e); yield 'v'
    finally: print('finally')
async def use():
    out = []
    async for v in ag(): out.append(v)
    return out
print(run(use()))
async def use2():
    g = ag()
    print(await g.__anext__(), await g.asend('s'))
    print(await g.athrow(ValueError('boo')))
    await g.aclose()
    await g.aclose()
    try: await g.__anext__()
    except StopAsyncIteration: print('stopped')
print(run(use2()))
async def use3():
    g = ag(); await g.asend(None)
    await g.aclose()
    return [v async for v in ag() if v], {k: v async for k, v in pairs()}
async def pairs():
    yield 1, 2
    yield 3, 4
print(run(use3()))
async def use4():
    print(await anext(pairs()), await anext(aiter(empty()), 'dflt'))
    try: await anext(aiter(empty()))
    except StopAsyncIteration: print('SAI')
async def empty():
    if 0: yield
run(use4())
async def ignore():
    try: yield 1
    except GeneratorExit: yield 2
async def use5():
    g = ignore(); await g.__anext__()
    try: await g.aclose()
    except RuntimeError as e: print(e)
run(use5())
hooks = []
old = sys.get_asyncgen_hooks(); print(old)
sys.set_asyncgen_hooks(firstiter=lambda g: hooks.append(g.__name__))
async def use6(): return [x async for x in pairs()]
print(run(use6()), hooks); sys.set_asyncgen_hooks(None, None)
c = co(1); w = c.__await__(); print(type(c).__name__, type(w).__name__, c.cr_running, c.cr_await, c.cr_frame.f_code.co_name, c.__name__, c.__qualname__)
print(next(w), c.cr_await is not None, c.cr_suspended)
try: w.throw(KeyError('k'))
except KeyError as e: print('KeyError', e)
try: c.send(None)
except RuntimeError as e: print(e)
g = pairs(); print(type(g).__name__, g.ag_running, g.ag_await, g.ag_code.co_name, type(g.__anext__()).__name__, type(g.aclose()).__name__)
a = g.__anext__()
try: a.send(None)
except StopIteration as e: print(e.value)
try: a.send(None)
except RuntimeError as e: print(e)
class CM:
    async def __aenter__(self): print('enter'); return 'in'
    async def __aexit__(self, *a): print('exit', a[0]); return a[0] is ValueError
async def use7():
    async with CM() as v: print(v)
    async with CM(): raise ValueError
    try:
        async with CM(): raise KeyError(1)
    except KeyError as e: print('out', e)
run(use7())
for bad in ('async with 5: pass', 'await 5', 'async for x in 5: pass', '[x async for x in 5]'):
    ns = {}; exec(f'async def f():\n  {bad}', ns)
    try: run(ns['f']())
    except Exception as e: print(bad, '|', type(e).__name__, e)
