async def f(a):
    async for x in a:
        if x: continue
        break
    else:
        return 1
