async def f(a):
    yield 1
    x = yield
    async with a as b:
        yield b
