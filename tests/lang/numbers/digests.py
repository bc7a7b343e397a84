# Digests, checksums, encodings and the Mersenne Twister on data of many lengths.
import _md5,_sha1,_sha256,_sha512,_sha3,_blake2,binascii,array,_random,time
fs=[_md5.md5,_sha1.sha1,_sha256.sha224,_sha256.sha256,_sha512.sha384,_sha512.sha512,_sha3.sha3_224,_sha3.sha3_256,_sha3.sha3_384,_sha3.sha3_512,_blake2.blake2b,_blake2.blake2s]
for n in list(range(0,300,37))+[55,56,63,64,65,111,112,119,120,127,128,129,135,136,137,143,144,1000,5000]:
    data=bytes((i*7+n)&255 for i in range(n))
    for f in fs:
        h=f(data); print(h.name,n,h.hexdigest(),h.digest_size,h.block_size)
        g=f(); g.update(data[:n//3]); c=g.copy(); g.update(data[n//3:]); print(g.digest()==h.digest(), c.hexdigest())
    for f in (_sha3.shake_128,_sha3.shake_256): print(f(data).hexdigest(n))
    print(_blake2.blake2b(data,digest_size=n%64+1,key=data[:n%65],salt=data[:n%17],person=data[:n%17],fanout=n%256,depth=n%255+1,leaf_size=n*1000,node_offset=n<<40,node_depth=n%256,inner_size=n%65,last_node=n%2==0).hexdigest())
    print(_blake2.blake2s(data,digest_size=n%32+1,key=data[:n%33],salt=data[:n%9],person=data[:n%9],fanout=n%256,depth=n%255+1,leaf_size=n*1000,node_offset=n<<30,node_depth=n%256,inner_size=n%33,last_node=n%2==0).hexdigest())
    print(binascii.crc32(data),binascii.crc_hqx(data,n))
    e=binascii.b2a_base64(data); print(e, binascii.a2b_base64(e)==data)
    e=binascii.b2a_qp(data,n%2==0,n%3==0,n%5==0); print(e, binascii.a2b_qp(e)==data)
    e=binascii.b2a_uu(data[:45]); print(e,binascii.a2b_uu(e)==data[:45])
    print(binascii.hexlify(data,'-',n%7-3),binascii.unhexlify(data.hex())==data)
for seed in [0,1,-5,2**32,2**100,-2**64,'abc'and 5,1.5,True]:
    r=_random.Random(seed); print(seed,[r.random() for _ in range(5)],[r.getrandbits(k) for k in (1,5,31,32,33,64,65,100,1000)])
    s=r.getstate(); a=r.random(); r.setstate(s); print(a==r.random(),len(s),s[-1],hash(s))
    for _ in range(2000): r.random()
    print(r.random())
