# Instances made in compiled code: allocated in place, __init__ and properties built into their callers, exits in the midst of it.
class V:
    def __init__(self,x,y=2): self.x=x; self.y=y
    @property
    def norm(self): return self.x*self.x+self.y*self.y
    def add(self,o): return V(self.x+o.x,self.y+o.y)
class W(V):
    def __init__(self,x):
        super().__init__(x); self.z=1
class E: pass
class Bad:
    def __init__(self,i):
        if i==900: return i
class Boom:
    def __init__(self,i):
        self.i=i
        if i==950: raise ValueError(i)
def f(n):
    t=0
    for i in range(n):
        v=V(i); w=V(i,1.5); t+=v.norm+w.norm; a=v.add(w); t+=a.x
        e=E(); e.q=i; t+=e.q
    return t
def g(n):
    t=0
    for i in range(n):
        try: b=Bad(i)
        except TypeError as x: print(x)
        try: t+=Boom(i).i
        except ValueError as x: print(x, t)
    return t
def h(n):
    t=0
    for i in range(n):
        w=W(i); t+=w.x+w.y+w.z
        w.y="s" if i==700 else 3
        if i==800: V.norm=property(lambda s: 1)
        t+=w.norm if i!=700 else 0
    return t
def boom(n):
    for i in range(n):
        Boom(i)
print(f(1000),g(1000),h(1000))
try: boom(2000)
except ValueError:
    import traceback; traceback.print_exc(file=__import__('sys').stdout)
