codes = ["async def f(): await x", "async def f(): return [x async for x in y]", "async def f(): yield 1", "async def f():\n yield 1\n return 2", "async def f(): yield from x", "def f(): await x", "def f(): return [x async for x in y]", "async def f(): async with a as b, c: pass", "async for x in y: pass", "async with x: pass", "await x", "async def f(): await", "async lambda: 1", "async def f(): (await a) + await b ** 2", "async def f(): await a.b(c)[d]", "async = 1", "await = 1", "async def f(): [await x for x in y]", "async def f(): {x: await y for x in z}", "async def f(): return (i async for i in j)", "def f():\n async def g(): await x\n return g", "async def f(x=await y): pass", "@await_\nasync def f(): pass", "class A:\n async def m(self): await self", "async def f():\n def g(): await x", "async def f(): lambda: await x", "[x async for x in y]", "async def f():\n  async for x in y:\n    break\n  else: pass"]
for c in codes:
    try:
        compile(c, "s", "exec")
        print(repr(c), "ok")
    except SyntaxError as e: print(repr(c), e.msg)
