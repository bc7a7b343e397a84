# Random float, complex, math and cmath operations; prints a checksum for each.
import struct, math, cmath
SEED = 5; N = 120; V = False
state=SEED*2654435761+12345
def rnd():
    global state
    state=(state*6364136223846793005+1442695040888963407)&0xffffffffffffffff
    return state>>33
SP=[0.0,-0.0,1.0,-1.0,0.5,2.5,1e16,1e15,9007199254740993.0,1e22,1e23,5e-324,2.2250738585072014e-308,1.7976931348623157e308,float('inf'),float('-inf'),float('nan'),0.1,123456.789,1e-5,1e-4]
def fl():
    k=rnd()%6
    if k==0: return SP[rnd()%len(SP)]
    if k==1: return struct.unpack('<d',struct.pack('<Q',((rnd()<<31|rnd())<<31|rnd())&(2**64-1)))[0]
    if k==2: return (rnd()%2000-1000)/8.0
    if k==3: return (rnd()%20000000-10000000)/1000.0
    if k==4: return rnd()*2.0**(rnd()%80-40)
    return (rnd()%2000-1000)*10.0**(rnd()%40-20)
acc={}
def mix(name,x):
    h=acc.get(name,0)
    for c in x: h=(h*31+ord(c))%((1<<61)-1)
    acc[name]=h
def do(name,f,*a):
    try: r=repr(f(*a))
    except Exception as e: r=type(e).__name__+str(e)
    mix(name,r)
    if V: print(name,a,r)
import operator as op
un=[math.sqrt,math.exp,math.log,math.log2,math.log10,math.log1p,math.expm1,math.sin,math.cos,math.tan,math.asin,math.acos,math.atan,math.sinh,math.cosh,math.tanh,math.asinh,math.acosh,math.atanh,math.gamma,math.lgamma,math.erf,math.erfc,math.cbrt,math.exp2,math.floor,math.ceil,math.trunc,math.fabs,math.frexp,math.modf,math.ulp,math.degrees,math.radians,math.isnan,math.isinf,math.isfinite,float.hex,repr,str,hash,float.as_integer_ratio,float.is_integer,round,int,abs,bool,op.neg]
bi=[op.add,op.sub,op.mul,op.truediv,op.floordiv,op.mod,divmod,op.pow,op.lt,op.le,op.eq,op.ne,op.gt,op.ge,math.pow,math.fmod,math.remainder,math.atan2,math.copysign,math.nextafter,math.hypot,math.isclose]
cu=[cmath.sqrt,cmath.exp,cmath.log,cmath.log10,cmath.sin,cmath.cos,cmath.tan,cmath.asin,cmath.acos,cmath.atan,cmath.sinh,cmath.cosh,cmath.tanh,cmath.asinh,cmath.acosh,cmath.atanh,cmath.phase,cmath.polar,abs,repr,op.neg,complex.conjugate,lambda z:hash(z) if z==z else 0]
cb=[op.add,op.sub,op.mul,op.truediv,op.pow,op.eq]
codes='eEfFgG%n'
for i in range(N):
    a=fl(); b=fl()
    for f in un:
        if f is hash and a!=a: continue
        do(f.__name__,f,a)
    for f in bi: do('b'+f.__name__,f,a,b)
    do('roundn',round,a,rnd()%40-20)
    t=repr(a); do('float',float,t); do('fromhex',lambda x: float.fromhex(x.hex()),a)
    spec=('','+',' ','-')[rnd()%4]+('','#')[rnd()%2]+('','0')[rnd()%2]+('','12','30')[rnd()%3]+('',',','_')[rnd()%3]+('','.%d'%(rnd()%25))[rnd()%2]+(codes[rnd()%8] if rnd()%5 else '')
    if not (spec.endswith('n') and (',' in spec or '_' in spec)): do('format',format,a,spec)
    do('percent',lambda a,s: s%a, a, '%'+('','+',' ','-','#','0')[rnd()%6]+('','20')[rnd()%2]+('','.%d'%(rnd()%25))[rnd()%2]+'efgEFG'[rnd()%6])
    do('ldexp',math.ldexp,a,rnd()%3000-1500)
    do('struct',lambda a:(struct.pack('<f',a),struct.pack('>d',a)),a)
    do('struct_e',lambda a:(struct.pack('<e',a),struct.unpack('<e',struct.pack('<e',a))),a)
    z=complex(a,b); w=complex(fl(),fl())
    for f in cu: do('c'+f.__name__,f,z)
    for f in cb: do('cb'+f.__name__,f,z,w)
    do('cformat',format,z,('','.3','.2f','>40','10.4e','+g',',')[rnd()%7])
    do('cpow',pow,z,rnd()%20-10)
    do('rect',cmath.rect,a,b)
    do('fsum',math.fsum,[fl() for _ in range(rnd()%6)])
    do('dist',math.dist,(a,b),(b,1.0))
    do('hyp3',math.hypot,a,b,fl(),fl())
    s=('%d'%rnd(),'%d.%de%d'%(rnd(),rnd(),rnd()%700-350),'0.%s%d'%('0'*(rnd()%320),rnd()),'%d%d%d%d'%(rnd(),rnd(),rnd(),rnd()), '%de-%d'%(rnd(),rnd()%340),'0x%x.%xp%d'%(rnd(),rnd(),rnd()%2200-1100))[rnd()%6]
    do('parse',float if s[:2]!='0x' else float.fromhex,s)
    do('mixcmp',lambda a,n:(a<n,a==n,a>n,n<a,n==a),a,rnd()<<(rnd()%70))
if not V:
    for k in acc: print(k,acc[k])
