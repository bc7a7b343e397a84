import threading, sys
sys.setswitchinterval(0.0005)
out = {}
lock = threading.Lock()
shared = 0
class Box:
    def __init__(self): self.n = 0
box = Box()
lst = [0] * 10
def work(k, n):
    global shared
    t = 0
    for i in range(n):
        t += i * k
        lst[i % 10] ^= i
        if i % 100 == 0:
            with lock: box.n += 1; shared += 1
    out[k] = t
threads = [threading.Thread(target=work, args=(k, 200000)) for k in range(1, 5)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(out.items()), box.n, shared)
q = []
stop = False
def producer():
    for i in range(50000): q.append(i)
def consumer(res):
    s = c = 0
    while c < 50000:
        if q:
            s += q.pop(0) if len(q) < 1000 else q.pop(); c += 1
    res.append(s)
res = []
a = threading.Thread(target=producer); b = threading.Thread(target=consumer, args=(res,))
a.start(); b.start(); a.join(); b.join()
print(res)
flag = []
def spin():
    n = 0
    while not flag: n += 1
    out["spin"] = n > 0
t = threading.Thread(target=spin); t.start()
import time
time.sleep(0.05)
flag.append(1); t.join(); print(out["spin"])
alive = True
def spin2():
    n = 0
    while alive: n += 1
t = threading.Thread(target=spin2); t.start(); time.sleep(0.05); alive = False; t.join(); print("joined")
def alloc(k):
    d = {}
    for i in range(30000): d[i % 100] = [i, str(i), (i, k)]
    out["a", k] = len(d)
ts = [threading.Thread(target=alloc, args=(k,)) for k in range(6)]
[t.start() for t in ts]; [t.join() for t in ts]
print([out["a", k] for k in range(6)])
