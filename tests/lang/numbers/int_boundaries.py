# Random int operations around the limits of the representations; prints one checksum.

SEED = 11; N = 2000
state=SEED*2654435761+12345
def rnd():
    global state
    state=(state*6364136223846793005+1442695040888963407)&0xffffffffffffffff
    return state>>33
E=[31,32,47,48,52,53,62,63,64,65,95,96,127,128,129,191,192,256,320,1000]
def num():
    k=rnd()%8
    if k==0: v=rnd()%20
    elif k<4: v=(1<<E[rnd()%len(E)])+(rnd()%7-3)
    elif k==4: v=(rnd()<<31|rnd())>>(rnd()%62)
    elif k==5: v=(((rnd()<<31|rnd())<<31|rnd())<<31|rnd())<<(rnd()%70)
    elif k==6: v=(1<<E[rnd()%len(E)])-(1<<E[rnd()%len(E)])
    else: v=rnd()
    return -v if rnd()&1 else v
M=(1<<61)-1
acc=0
def mix(x):
    global acc
    acc=(acc*1000003+x)%M
def s(x):
    if type(x) is str:
        h=7
        for c in x: h=(h*31+ord(c))%M
        return h
    return hash(x)%M
for i in range(N):
    a=num(); b=num()
    mix(a+b); mix(a-b); mix(a*b); mix(a&b); mix(a|b); mix(a^b); mix(~a); mix(-a); mix(abs(a))
    if b:
        q,r=divmod(a,b); mix(a//b); mix(a%b); mix(q); mix(r)
        if a//b!=q or a%b!=r or q*b+r!=a: print('divmod',a,b)
        try: f=a/b; mix(s(repr(f)))
        except OverflowError as e: mix(s(str(e)))
    sh=rnd()%200
    mix(a<<sh); mix(a>>sh)
    mix((a<b)+2*(a<=b)+4*(a==b)+8*(a!=b)+16*(a>b)+32*(a>=b))
    mix(hash(a)%M); mix(s(str(a))); mix(s(hex(a))); mix(a.bit_length()); mix(a.bit_count())
    try:
        f=float(a); mix(s(repr(f))); mix((a<f)+2*(a<=f)+4*(a==f)); g=f*1.0000000001; mix((a<g)+2*(a>g)); mix(hash(f)%M); mix(int(f)); mix(hash(g)%M); mix(s(g.hex()))
    except OverflowError as e: mix(3)
    if i%4==0:
        e=rnd()%12; mix(a**e)
        m=num() or 7; e2=abs(num()); mix(pow(a,e2%(1<<100),m))
        n=(a.bit_length()+8)//8
        t=a.to_bytes(n,'little',signed=True); mix(int.from_bytes(t,'little',signed=True)); mix(s(t.hex())); mix(int.from_bytes(t,'big'))
        mix(int(str(a))); mix(int(hex(a),16)); mix(round(a,-(rnd()%25)))
        mix(s(format(a,',d'))); mix(s(format(a,'#_x'))); mix(s(f'{a:+030d}'))
        k=rnd()%35+2
        d=''; v=abs(a)
        mix(s(str(complex(rnd(),-rnd()))))
print(acc)
