# tests: skip-gc skip-gc-jit
import threading, queue, concurrent.futures as cf, logging, time, http.server, urllib.request, socketserver, io, sys
q=queue.Queue(); res=[]
def work():
    while (x:=q.get()) is not None: res.append(x*x); q.task_done()
ts=[threading.Thread(target=work) for _ in range(4)]; [t.start() for t in ts]; [q.put(i) for i in range(100)]; q.join(); [q.put(None) for _ in ts]; [t.join() for t in ts]; print(sum(res))
with cf.ThreadPoolExecutor(4) as ex: print(list(ex.map(lambda x:x+1,range(5)))); f=ex.submit(lambda:1/0); print(repr(f.exception()))
lock=threading.Lock(); n=0
def inc():
    global n
    for _ in range(10000):
        with lock: n+=1
ts=[threading.Thread(target=inc) for _ in range(4)]; [t.start() for t in ts]; [t.join() for t in ts]; print(n)
e=threading.Event(); t=threading.Timer(0.05,e.set); t.start(); print(e.wait(2))
c=threading.Condition(); b=threading.Barrier(3); 
def bar(): b.wait(); res.append('b')
ts=[threading.Thread(target=bar) for _ in range(3)]; [t.start() for t in ts]; [t.join() for t in ts]; print(res.count('b'), threading.active_count())
class H(http.server.BaseHTTPRequestHandler):
    def do_GET(self): self.send_response(200); self.end_headers(); self.wfile.write(b'hi '+self.path.encode())
    def log_message(self,*a): pass
s=http.server.ThreadingHTTPServer(('127.0.0.1',0),H); th=threading.Thread(target=s.serve_forever); th.start()
print(urllib.request.urlopen(f'http://127.0.0.1:{s.server_port}/abc').read()); s.shutdown(); s.server_close(); th.join()
logging.basicConfig(stream=sys.stdout,level=logging.INFO,format='%(levelname)s %(threadName)s %(message)s'); logging.info('x %d',3)
def bad(): raise ValueError('in thread')
old=threading.excepthook
threading.excepthook=lambda a: print('hook',a.exc_type,a.thread.name)
t=threading.Thread(target=bad,name='T'); t.start(); t.join()
tl=threading.local(); tl.x=1
def f(): print(hasattr(tl,'x'))
t=threading.Thread(target=f); t.start(); t.join()
