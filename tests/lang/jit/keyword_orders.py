# Calls with keywords in compiled code: any order, defaults that change, mistakes.
class A:
    def __init__(self,x,y=2,*,z=3): self.v=(x,y,z)
class B:
    def __init__(self,x,y=2,z=3): self.x=x;self.y=y;self.z=z
    def m(self,a,b=5,c=6): return a+b*10+c*100
def f(a,b=1,c=2,d=3): return a+10*b+100*c+1000*d
def po(a,/,b=4): return a-b
def big(a,b=7):
    t=0
    for i in range(3):
        if a%7==i: t+=b
        elif a%5==i: t-=b
        elif a%3==i: t+=a
        else: t+=1
    for i in range(2):
        if a%7==i: t+=b
        elif a%5==i: t-=b
        elif a%3==i: t+=a
        else: t+=1
    return t
def run(n):
    t=0; b=B(0)
    for i in range(n):
        t+=f(i,d=4); t+=f(c=i,a=2); t+=f(a=1,b=2,c=3,d=i); t+=f(i,2,d=i,c=1)
        t+=po(i,b=2); t+=big(i,b=3); t+=big(b=i,a=2)
        q=B(i,z=i); t+=q.x+q.y+q.z; q=B(z=1,x=i); t+=q.x+q.y*q.z
        t+=b.m(1,c=i)+b.m(b=i,a=2); t+=A(i,z=5).v[2]+A(1,y=i).v[1]
        if i==600: f.__defaults__=(7,8,9)
    return t
print(run(1000))
for i in range(40):
    for call in (lambda: f(i,a=2), lambda: po(a=1), lambda: f(b=2), lambda: f(1,q=2), lambda: f(1,2,3,4,d=5), lambda: B(y=2), lambda: B(1,x=2)):
        try: call()
        except TypeError as e:
            if i==39: print(e)
import time
def raising(a,b=2): 
    if a==900: raise ValueError(a,b)
    return a
def loop(n):
    t=0
    for i in range(n): t+=raising(b=i,a=i)
    return t
try: loop(1000)
except ValueError as e:
    import traceback,sys; traceback.print_exc(file=sys.stdout)
