# tests: skip-gc skip-gc-jit
import multiprocessing as mp, os, concurrent.futures as cf
def sq(x): return x*x
def child(conn,q): conn.send(('pid',os.getpid()!=os.getppid())); q.put([1,2]); conn.close()
if __name__=='__main__':
    a,b=mp.Pipe(); q=mp.Queue(); p=mp.Process(target=child,args=(b,q)); p.start(); print(a.recv(),q.get()); p.join(); print(p.exitcode)
    with mp.Pool(2) as pool: print(pool.map(sq,range(10)), pool.apply(sq,(7,)))
    l=mp.Lock()
    with cf.ProcessPoolExecutor(2) as ex: print(list(ex.map(sq,range(5))))
    from multiprocessing import shared_memory
    s=shared_memory.SharedMemory(create=True,size=100); s.buf[:3]=b'abc'; t=shared_memory.SharedMemory(s.name); print(bytes(t.buf[:3])); t.close(); s.close(); s.unlink()
    with mp.Manager() as m: d=m.dict(); d['a']=1; print(dict(d))
