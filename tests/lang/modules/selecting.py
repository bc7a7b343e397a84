import select,os,time
def t(f):
    try: print(f())
    except BaseException as e: print(type(e),e)
p=select.poll(); e=select.epoll()
closed=os.dup(0); os.close(closed)  # small: select() ignores descriptors beyond the table of the process
for f in (lambda: select.select([],[],[],-1), lambda: select.select(1,[],[]), lambda: select.select(['a'],[],[]), lambda: select.select([],[],[],'a'), lambda: select.select([-1],[],[],0), lambda: select.select([2000],[],[],0), lambda: select.select([closed],[],[],0),lambda: p.register('a'), lambda:p.register(0), lambda: p.register(0,99999), lambda:p.modify(5,1), lambda:p.unregister(55), lambda: p.poll('a'), lambda: p.poll(0), lambda:p.poll(-3),lambda: p.register(0,-1), lambda: select.poll(1), lambda: type(p)(), lambda: e.register(closed), lambda:e.register(0,-1), lambda: e.modify(9,9), lambda: e.unregister(9), lambda: e.poll('a'), lambda:e.poll(0,0), lambda:e.poll(0,-2), lambda:e.poll(0), lambda: select.epoll(-2), lambda: select.epoll(5,77),lambda:select.epoll(5,0).closed, lambda:e.fileno(), lambda:e.close(), lambda:e.close(), lambda:e.fileno(), lambda: e.poll(), lambda: e.register(1), lambda: select.epoll.fromfd(99).fileno(), lambda: type(p).__name__+type(p).__module__): t(f)
r,w=os.pipe(); print(select.select([r],[w],[],1)==([],[w],[])); os.write(w,b'x'); print(select.select([r],[],[])==([r],[],[]))
s=time.time(); print(select.select([],[],[],0.1), 0.09<time.time()-s<0.3)
p=select.poll(); p.register(r,select.POLLIN); print(p.poll()==[(r,1)]); os.read(r,1); s=time.time(); print(p.poll(100),0.09<time.time()-s<0.3)
e=select.epoll(); e.register(r,select.EPOLLIN); s=time.time(); print(e.poll(0.1),0.09<time.time()-s<0.3); os.write(w,b'x'); print(e.poll()==[(r,1)])
