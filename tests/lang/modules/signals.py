import signal, os, time
got=[]
def h(n,f): got.append((n,f.f_code.co_name))
signal.signal(signal.SIGUSR1,h)
os.kill(os.getpid(),signal.SIGUSR1); print(got)
signal.setitimer(signal.ITIMER_REAL,0.1)
signal.signal(signal.SIGALRM,h)
t=time.time(); time.sleep(0.3); print(got, time.time()-t>=0.3)
def k(n,f): raise ValueError(n)
signal.signal(signal.SIGALRM,k)
signal.setitimer(signal.ITIMER_REAL,0.05)
try: time.sleep(3)
except ValueError as e: print(e, time.time()-t<1)
signal.setitimer(signal.ITIMER_REAL,0.05)
try:
    x = 0
    while True:
        x += 1
except ValueError as e: print(e)
r,w=os.pipe()
signal.setitimer(signal.ITIMER_REAL,0.05)
try: os.read(r,1)
except ValueError as e: print(e)
print(signal.getsignal(signal.SIGINT), signal.getsignal(2)is signal.default_int_handler, signal.getsignal(signal.SIGPIPE),signal.getsignal(signal.SIGTERM))
print(signal.strsignal(2), signal.strsignal(11), len(signal.valid_signals()))
print(signal.pthread_sigmask(signal.SIG_BLOCK,[signal.SIGUSR2]))
os.kill(os.getpid(),signal.SIGUSR2); print(signal.sigpending(), signal.sigwait([signal.SIGUSR2]))
print(signal.sigtimedwait([signal.SIGUSR2],0.05))
for f in (lambda: signal.signal(0,h), lambda: signal.signal(70,h), lambda: signal.signal(1,3), lambda: signal.signal(9,h), lambda: signal.setitimer(77,1), lambda: signal.pthread_sigmask(0,[100]), lambda: signal.pthread_sigmask(0,[1<<70]), lambda: signal.pthread_sigmask(9,[1]), lambda: signal.set_wakeup_fd(r), lambda: signal.set_wakeup_fd(9999),lambda: signal.signal('a',h), lambda: signal.alarm('x'), lambda: signal.setitimer(0,'x'),lambda: signal.setitimer(0,-1),lambda: signal.strsignal(0), lambda: signal.signal(), lambda: signal.signal(1), lambda: signal.raise_signal(1000), lambda:signal.pthread_sigmask(1), lambda:signal.sigtimedwait([1],-1)):
    try: print(f())
    except BaseException as e: print(type(e),e)
try: signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt as e: print('KI',e.args)
os.set_blocking(w,False)
print(signal.set_wakeup_fd(w)); signal.raise_signal(signal.SIGUSR1); print(os.read(r,10)); print(signal.set_wakeup_fd(-1)==w)
print(signal.alarm(10),signal.alarm(0))
