import mmap,tempfile,os
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e),e)
fd,n=tempfile.mkstemp(); os.write(fd,b'hello world\nline2\n'+b'x'*5000)
m=mmap.mmap(fd,0); print(len(m), m[:5], m[0], m[-1], m[10:0:-2]); m[0]=72; m[1:3]=b'EL'; print(m.readline(), m.tell(), m.read(3), m.read_byte()); m.seek(0); print(m.find(b'line'), m.rfind(b'x'), m.find(b'zz'), m.find(b'o',6)); m.write(b'ZZ'); m.flush(); print(os.pread(fd,12,0)); m.move(0,6,5); print(m[:12], m.size()); print(repr(m))
t(lambda: m.seek(-1)); t(lambda:m.seek(0,5)); t(lambda:m[99999]); t(lambda:m['a']); t(lambda: m.__setitem__(0,300)); t(lambda: m.__setitem__(0,'a')); t(lambda:m.__setitem__(slice(0,2),b'abc')); t(lambda:m.__delitem__(0)); t(lambda:m.write(b'x'*9999)); t(lambda: m.write_byte(300)); t(lambda:m.move(0,0,99999)); t(lambda:mmap.mmap(-1,-1)); t(lambda:mmap.mmap(-1,0)); t(lambda:mmap.mmap(fd,99999)); t(lambda:mmap.mmap(fd,0,access=9)); t(lambda:mmap.mmap(fd,0,flags=2,access=1)); t(lambda:mmap.mmap('a',1)); t(lambda:mmap.mmap(999,1))
v=memoryview(m); t(m.close); t(lambda:m.resize(10)); v.release(); m.resize(8192); print(len(m),os.fstat(fd).st_size); m.close(); t(lambda:m[0]); t(lambda:m); t(lambda:m.closed); t(lambda:len(m))
r=mmap.mmap(fd,0,access=mmap.ACCESS_READ); t(lambda:r.__setitem__(0,1)); t(lambda:r.write(b'a')); t(lambda:r.resize(3)); print(memoryview(r).readonly)
a=mmap.mmap(-1,100); a[:3]=b'abc'; print(a[:4]); 
with a: pass
print(a.closed); import re; b=mmap.mmap(fd,0,prot=mmap.PROT_READ); print(re.search(b'l(..)e2',b), b.madvise(mmap.MADV_NORMAL)); os.unlink(n)
