# Equality of subclasses of str, hashes of ints and tuples as keys.
class Sym(str): pass
class Odd(str):
    def __eq__(self,o): return "odd"
    __hash__=str.__hash__
def f(n):
    t=[]
    a=Sym("quote"); b=Odd("quote")
    for i in range(n):
        t.append((a=="quote","quote"==a,a!="quote",a==Sym("quote"),a!=Sym("x"),b=="quote","quote"==b,a==b,b!="quote",a==5,Sym("é")==Sym("é")))
    return t[-1],len(set(map(str,t)))
print(f(300))
print(hash((-1,-2,0,2**46,2**47,2**61-1,2**61,-2**61,True,1.0,-1.0)),hash(-1),hash((1,(2,-1))),hash(2**47-1),hash(-2**47))
nan=float("nan")
s={nan,1,2.0,(1,2),(1,2.0),(True,2),"a",(1,nan)}
print(len(s),nan in s,1.0 in s,2 in s,(1,2) in s,(1,nan) in s,(1,3) in s,(1,2,3)==(1,2,3.0),(1,2)==(1,3),(nan,)==(nan,),(True,)==(1,),(2**50,1)==(2**50,1))
d={(i,j):i*j for i in range(30) for j in range(-30,0)}
print(sum(d[(i,j)] for i in range(30) for j in range(-30,0)),(1,-1.0) in d,(1.5,-1) in d)
x=set(range(50)); x-=set(range(0,50,3)); x.add(3); print(sorted(x)[:6],[k for k in frozenset(x)][:9], x<=set(range(60)))
for values in ({3, -1, 2**46, -2**46}, {2**60, 5, -2**70}, {1.5, 1, 2}, {True, 0, -5}, dict.fromkeys([4, 2, 9])):
    print(min(values), max(values), min(iter(values), key=lambda v: -v), max((v for v in values), default=7))
