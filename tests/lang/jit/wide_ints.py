# Ints around and beyond 64 and 128 bits: every operator, in random pairs.
import random
r=random.Random(5)
edges=[2**k+d for k in (0,31,47,48,62,63,64,65,126,127,128,129,190,191,192) for d in (-2,-1,0,1,2)]
edges+=[-e for e in edges]
def num():
    k=r.random()
    if k<.6: return r.choice(edges)
    n=r.getrandbits(r.choice([3,20,47,63,64,65,100,126,127,128,150]))
    return n if r.random()<.5 else -n
out=[]
for i in range(6000):
    a,b=num(),num(); s=r.choice([0,1,3,13,17,31,32,47,61,62,63,64,65,100,126,127,128])
    vals=[a+b,a-b,a*b,a&b,a|b,a^b,a<<s,a>>s,~a,-a,abs(a)]
    if b: vals+=[a//b,a%b,divmod(a,b)]
    x=a; x+=b; x^=b; x&=0xffffffffffffffff; vals.append(x); x|=b; x<<=s; x>>=3; x-=a; x*=b; vals.append(x)
    out.append(hash(tuple(vals)))
    if i%400==0: print(a,b,s,vals)
print(hash(tuple(out)))
