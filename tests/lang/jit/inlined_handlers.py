# Inlined functions with handlers of their own: exceptions reach them, never, seldom and often.
def safe(a,b):
    try:
        return a//b
    except ZeroDivisionError:
        return -1
def fin(x,log):
    try:
        if x%7==3: raise ValueError(x)
        return x
    except ValueError as e:
        return -1
    finally:
        log[0]+=1
class G:
    def __enter__(s): return 3
    def __exit__(s,*a): return a[0] is not None
def w(x):
    with G() as g:
        if x%1000==5: 1//0
        return x+g
    return 7
def run(n):
    t=0; log=[0]
    for i in range(n):
        t+=safe(i,(i%1000)+1 if i!=n//2 else 0)
    for i in range(n): t+=fin(i,log)
    for i in range(n): t+=w(i)
    try:
        for i in range(n):
            t+=safe(i,i%5)
            if i==n-3: t+=safe(None,1)
    except TypeError as e:
        t+=1
        tb=e.__traceback__
        while tb: print(tb.tb_lineno, tb.tb_frame.f_code.co_name); tb=tb.tb_next
    return t, log
for n in (10,3000,20000): print(run(n))
