# tests: skip-gc skip-gc-jit
import asyncio, sys
async def w(n,d): await asyncio.sleep(d); return n
async def main():
    print(await asyncio.gather(w(1,.02),w(2,.01)))
    try: await asyncio.wait_for(asyncio.sleep(5),0.05)
    except asyncio.TimeoutError as e: print('timeout',repr(e))
    q=asyncio.Queue(); 
    async def prod():
        for i in range(3): await q.put(i)
    async def cons(): return [await q.get() for _ in range(3)]
    print((await asyncio.gather(prod(),cons()))[1])
    async with asyncio.TaskGroup() as tg: t=tg.create_task(w('tg',0.01))
    print(t.result())
    srv=await asyncio.start_server(handler,'127.0.0.1',0); p=srv.sockets[0].getsockname()[1]
    r,wr=await asyncio.open_connection('127.0.0.1',p); wr.write(b'hey\n'); print(await r.readline()); wr.close(); srv.close()
    pr=await asyncio.create_subprocess_exec('echo','sub',stdout=asyncio.subprocess.PIPE); print(await pr.communicate())
    print(await asyncio.get_running_loop().run_in_executor(None,lambda: 42))
    async for x in agen(): print(x,end=' ')
    t=asyncio.create_task(asyncio.sleep(9)); await asyncio.sleep(0); t.cancel()
    try: await t
    except asyncio.CancelledError: print('cancelled')
async def agen():
    for i in range(3): yield i; await asyncio.sleep(0)
async def handler(r,w): w.write((await r.readline()).upper()); await w.drain(); w.close()
asyncio.run(main())
