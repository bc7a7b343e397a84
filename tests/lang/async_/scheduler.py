import collections
class Sleep:
    def __init__(self, n): self.n = n
    def __await__(self):
        for _ in range(self.n): yield
class Future:
    def __init__(self): self.done, self.value = False, None
    def set(self, v): self.done, self.value = True, v
    def __await__(self):
        while not self.done: yield
        return self.value
log = []
async def worker(name, n):
    for i in range(n):
        log.append(f"{name}{i}")
        await Sleep(i + 1)
    return name * n
async def producer(f):
    await Sleep(3)
    f.set("produced")
async def consumer(f):
    v = await f
    log.append(v)
def loop(*coros):
    ready = collections.deque(enumerate(coros))
    results = [None] * len(coros)
    steps = 0
    while ready:
        i, c = ready.popleft()
        steps += 1
        try:
            c.send(None)
            ready.append((i, c))
        except StopIteration as e: results[i] = e.value
    return results, steps
f = Future()
print(loop(worker("a", 3), worker("b", 2), consumer(f), producer(f)))
print(log)
async def fib(n):
    if n < 2: return n
    return await fib(n - 1) + await fib(n - 2)
print(loop(fib(15)))
async def many(n):
    total = 0
    for i in range(n):
        total += await one(i)
    return total
async def one(i): return i * 2
print(loop(many(3000)))
async def agen():
    for i in range(1000):
        yield i
        if i % 100 == 0: await Sleep(1)
async def use(): return sum([x async for x in agen() if x % 3 == 0])
print(loop(use()))
