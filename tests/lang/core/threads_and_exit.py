# threading, atexit, sys hooks.
import atexit, sys, threading, warnings
out = []
def work(n):
    for i in range(1000): out.append(n)
ts = [threading.Thread(target=work, args=(n,)) for n in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(len(out), sorted(set(out)), threading.active_count(), threading.current_thread().name)
lock = threading.Lock(); count = 0
def add():
    global count
    for _ in range(2000):
        with lock: count += 1
ts = [threading.Thread(target=add) for _ in range(3)]
[t.start() for t in ts]; [t.join() for t in ts]; print(count)
ev = threading.Event(); res = []
def waiter(): res.append(ev.wait(5)); res.append('done')
t = threading.Thread(target=waiter); t.start(); ev.set(); t.join(); print(res)
loc = threading.local(); loc.x = 1
def other(): res.append(hasattr(loc, 'x')); loc.x = 2
t = threading.Thread(target=other); t.start(); t.join(); print(res, loc.x)
r = threading.RLock()
with r:
    with r: print(r.acquire(blocking=False)); r.release()
c = threading.Condition(); items = []
def consumer():
    with c:
        while not items: c.wait(1)
        print('consumed', items.pop())
t = threading.Thread(target=consumer); t.start()
with c: items.append(1); c.notify()
t.join()
import queue
q = queue.Queue()
def producer(): [q.put(i) for i in range(3)]; q.put(None)
threading.Thread(target=producer).start(); print(list(iter(q.get, None)))
threading.excepthook = lambda a: print('hook', a.exc_type.__name__, a.exc_value)
t = threading.Thread(target=lambda: 1/0); t.start(); t.join()
for f in (lambda: lock.release(), lambda: r.release(), lambda: lock.acquire(False, 1)):
    try: f()
    except Exception as e: print(type(e).__name__, e)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always'); warnings.warn('w1'); warnings.warn('w2', DeprecationWarning)
    print([(str(x.message), x.category.__name__) for x in w])
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try: warnings.warn('bad', UserWarning)
    except UserWarning as e: print('raised', e)
atexit.register(print, 'first registered'); atexit.register(lambda: print('second')); f = atexit.register(print, 'gone'); atexit.register(len); atexit.unregister(len)
sys.displayhook(5); sys.displayhook(None)
print(sys.exc_info(), sys.exception())
