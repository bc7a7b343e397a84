import threading, queue, time, concurrent.futures, asyncio, contextvars, signal, sched
lock, total = threading.Lock(), 0
def work(n):
    global total
    for _ in range(n):
        with lock: total += 1
ts = [threading.Thread(target=work, args=(500,)) for _ in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(total, threading.current_thread().name, threading.active_count())
q, out = queue.Queue(), []
def consumer():
    while (x := q.get()) is not None: out.append(x * 2)
c = threading.Thread(target=consumer); c.start()
for i in range(5): q.put(i)
q.put(None); c.join(); print(out)
e = threading.Event()
threading.Timer(0.01, e.set).start()
print(e.wait(5))
local = threading.local(); local.x = 1
def other():
    try: local.x
    except AttributeError: print("no x here")
t = threading.Thread(target=other); t.start(); t.join()
with concurrent.futures.ThreadPoolExecutor(3) as ex:
    print(list(ex.map(lambda x: x * x, range(5))), ex.submit(pow, 2, 5).result())
    try: ex.submit(lambda: 1 / 0).result()
    except ZeroDivisionError as err: print(err)
cond = threading.Condition(); sem = threading.Semaphore(2); bar = threading.Barrier(1); rl = threading.RLock()
with cond, sem, rl, rl: print(bar.wait())
async def tick(name, n):
    for i in range(n):
        log.append(f"{name}{i}")
        await asyncio.sleep(0)
    return name * n
async def main():
    r = await asyncio.gather(tick("a", 3), tick("b", 2))
    task = asyncio.create_task(tick("c", 5))
    await asyncio.sleep(0); task.cancel()
    try: await task
    except asyncio.CancelledError: log.append("cancelled")
    try: await asyncio.wait_for(asyncio.sleep(10), 0.01)
    except asyncio.TimeoutError: log.append("timeout")
    q = asyncio.Queue()
    async def produce():
        for i in range(3): await q.put(i)
        await q.put(None)
    async def consume():
        got = []
        while (x := await q.get()) is not None: got.append(x)
        return got
    _, got = await asyncio.gather(produce(), consume())
    async with asyncio.Lock(): log.append("locked")
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(tick("g", 1))
            g.create_task(fail())
    except* ValueError as eg: log.append(repr(eg.exceptions))
    return r, got
async def fail(): raise ValueError("task")
log = []
print(asyncio.run(main()), log)
v = contextvars.ContextVar("v", default=0)
ctx = contextvars.copy_context()
ctx.run(v.set, 5); print(v.get(), ctx[v])
async def agen():
    for i in range(3): yield i; await asyncio.sleep(0)
async def use(): return [x async for x in agen()]
print(asyncio.run(use()))
s = sched.scheduler(time.monotonic, time.sleep); order = []
s.enter(0.3, 1, order.append, ("b",)); s.enter(0.01, 1, order.append, ("a",)); s.run(); print(order)
