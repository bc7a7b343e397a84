# Named tuples, slots, properties, exceptions and dicts with an __init__, comparison of strings.
from collections import namedtuple
P=namedtuple("P","x y z",defaults=[5])
class Q(P):
    __slots__=()
    @property
    def s(self): return self.x+self.y
class R(P): pass
def f(n):
    t=0
    for i in range(n):
        p=P(i,2); t+=p.x+p.y+p.z; q=Q(i,1,2); t+=q.s; r=R(1,2,i); r.k=i; t+=r.k+r.z
        if i==400:
            b=tuple.__new__(P,[7]); o=b
            try: o.y
            except IndexError as e: print(e)
        if i==500: Q.x=property(lambda self:1000)
    return t
def short(ps):
    t=0
    for p in ps:
        try: t+=p.y
        except IndexError as e: t-=1
    return t
print(f(1000)); print(short([P(1,2) if i%100 else tuple.__new__(P,[7]) for i in range(1000)]))
class S:
    __slots__=("a","b")
    def __init__(self,a): self.a=a
def g(n):
    t=0
    for i in range(n):
        s=S(i); t+=s.a
        s.a=i+1; t+=s.a
        try: t+=s.b
        except AttributeError as e: t+=1
        s.b=3; del s.a
        try: s.a
        except AttributeError as e: t+=len(str(e))
    return t
print(g(800))
class D(dict):
    def __init__(self,*a,k=1): self.update(zip(a,a)); self.k=k
class L(list):
    def __init__(self,n): super().__init__(range(n))
class X(Exception):
    def __init__(self,v): self.v=v
class Y(X):
    def __init__(self,v,w=2): super().__init__(v); self.w=w
class Z(KeyError): pass
class Bad(dict):
    def __init__(self): return 5
class N(dict):
    def __new__(cls,*a): return dict.__new__(cls) if a else 7
    def __init__(self,*a): self.q=a
def h(n):
    t=0
    for i in range(n):
        d=D(1,i); t+=len(d)+d.k; d=D(i,k=4); t+=d.k
        l=L(i%4); t+=sum(l)
        try: raise Y(i)
        except X as e: t+=e.v+e.w+len(e.args)+len(repr(e))
        try: raise Z(i)
        except KeyError as e: t+=e.args[0]
    try: Bad()
    except TypeError as e: print(e)
    print(N(), N(1).q)
    return t
print(h(500)); print(repr(Y(3)),repr(Y(3,w=9)),X(2).args)
def eqs(words):
    t=0
    for a in words:
        for b in words:
            if a==b: t+=1
            if a!=b: t+=3
            t+=(a==b)
    return t
W=["a","abc","ab"+"c","".join(["a","b","c"]),"é","\u20ac","x"*300,"x"*299+"y","","a"+chr(0)]
print([eqs(W) for _ in range(20)][-1])
class Rec:
    @property
    def p(self): return self.p if False else deep(self.n)
def deep(n):
    if n==0: return 0
    r=Rec(); r.n=n-1
    return 1+r.p
print(deep(150))
import sys
try: print(deep(10**6))
except RecursionError as e: print("RecursionError")
class T:
    @property
    def bad(self): raise AttributeError("inner")
    def __getattr__(self,n): return "getattr "+n
print([T().bad for _ in range(30)][-1])
class T2:
    @property
    def bad(self): raise ValueError("inner")
import traceback
for i in range(5):
    try: T2().bad
    except ValueError: 
        if i==4: traceback.print_exc(file=sys.stdout)
