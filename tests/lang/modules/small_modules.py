import re,pwd,grp,resource,fcntl,termios,os,_stat,stat
def t(f):
    try: print(f())
    except BaseException as e: print(type(e), re.sub('0x[0-9a-f]+', '0x', str(e)))
for f in (lambda: pwd.getpwuid('a'), lambda: pwd.getpwuid(-5), lambda: pwd.getpwuid(2**70), lambda:pwd.getpwuid(99999), lambda: pwd.getpwnam(1), lambda:pwd.getpwnam('zz'), lambda: pwd.getpwnam('a\0'), lambda:grp.getgrnam(1), lambda: grp.getgrnam('zz'), lambda: grp.getgrgid(1.5), 
 lambda: resource.getrlimit(99), lambda: resource.setrlimit(1,3), lambda: resource.setrlimit(1,(1,2,3)), lambda: resource.setrlimit(1,('a',3)), lambda: resource.prlimit(0,1,(1,)), lambda: resource.getrusage(55), lambda: resource.setrlimit(resource.RLIMIT_NOFILE,(100,50)), lambda: resource.setrlimit(1,(2**65,3)), lambda: resource.getrlimit('a'),
 lambda: fcntl.fcntl('a',1), lambda: fcntl.fcntl(1,1,'x'*2000), lambda: fcntl.fcntl(1,1,[]), lambda:fcntl.fcntl(99,1), lambda:fcntl.flock(99,1), lambda: fcntl.lockf(1,77), lambda: fcntl.ioctl(0,1,[]), lambda: fcntl.ioctl(0,1,b'x'*3000), lambda: fcntl.fcntl(1,fcntl.F_GETFL,2**40), lambda: fcntl.ioctl(0, termios.TIOCGWINSZ, b'abc'),
 lambda: termios.tcgetattr(99), lambda: termios.tcgetattr('a'), lambda: termios.tcgetattr(os.open('/dev/null',0)), lambda: termios.tcsetattr(0,0,[1]), lambda: termios.tcsetattr(0,0,3), lambda:termios.tcgetattr(-1), lambda: fcntl.fcntl(-1,1), lambda: termios.tcsetwinsize(0,3), lambda: termios.tcsetwinsize(0,(1,2,3)),lambda: termios.tcsetwinsize(0,(1,'a'))): t(f)
print(pwd.getpwuid(0), grp.getgrgid(0), pwd.getpwnam('root').pw_dir,len(pwd.getpwall()),len(grp.getgrall()))
print(stat.filemode(os.stat('/tmp').st_mode), stat.S_ISDIR(os.stat('/').st_mode), stat.filemode(0o104755))
m,s=os.openpty(); a=termios.tcgetattr(s); print(a); a[3]&=~termios.ICANON; termios.tcsetattr(s,0,a); print(termios.tcgetattr(s)==a)
termios.tcsetwinsize(s,(3,4)); print(termios.tcgetwinsize(s)); import tty; tty.setraw(s)
print(fcntl.ioctl(s,termios.TIOCGWINSZ,b'\0'*8)); b=bytearray(8); print(fcntl.ioctl(s,termios.TIOCGWINSZ,b),b)
import contextvars as c
v=c.ContextVar('v',default=3); print(repr(v)[:30], v.get()); tok=v.set(5); print(v.get(), tok.old_value, repr(tok)[:20]); v.reset(tok); print(v.get())
t(lambda: v.reset(tok).x)
w=c.ContextVar('w'); t(lambda: len(w.get())); print(w.get(9))
ctx=c.copy_context()
def f(a,b=2): v.set(a); return v.get()+b, dict(c.copy_context())
print(ctx.run(f,1)[0], ctx.run(f,1,b=7)[0], v.get(), ctx[v], v in ctx, len(ctx), ctx.get(w), list(ctx.keys())==[v], list(ctx.values()), ctx==ctx.copy(), ctx==c.copy_context())
t(lambda: ctx.run(lambda: ctx.run(f,1)))
t(lambda: ctx[1]); t(lambda: c.Context(1)); t(lambda: c.ContextVar(1)); t(lambda: c.Token()); t(lambda: v.reset(3)); t(lambda: w.reset(tok)); t(lambda:hash(ctx)); t(lambda: ctx[w]); print(c.ContextVar[int]); t(lambda: type('x',(c.ContextVar,),{})); t(lambda: ctx.run())
import decimal, fractions, statistics; print(decimal.Decimal(1)/3, statistics.stdev([1,2,3,4]))
with decimal.localcontext() as d: d.prec=5; print(decimal.Decimal(1)/3)
