# tests: skip-gc skip-gc-jit
import _locale, _uuid, syslog, _crypt, _posixshmem, _multiprocessing as mp
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e),e)
t(lambda:len(_uuid.generate_time_safe())); 
t(lambda:syslog.syslog()); t(lambda:syslog.syslog(1,2,3)); t(lambda:syslog.openlog(3)); t(lambda:syslog.setlogmask(255)); t(lambda:syslog.LOG_MASK(3)); t(lambda:syslog.LOG_UPTO(3)); t(lambda: syslog.syslog(5))
t(lambda:_crypt.crypt('a','$6$abc')); t(lambda:_crypt.crypt('a','*')); t(lambda:_crypt.crypt(1,'a'))
t(lambda:_posixshmem.shm_open('/zz',0)); t(lambda:_posixshmem.shm_unlink('/zz')); t(lambda:_posixshmem.shm_open(1,0))
t(lambda:mp.SemLock(3,1,1,'/a',True)); t(lambda:mp.SemLock(1,-1,1,'/a',True)); l=mp.SemLock(0,1,1,'/atau',True); t(lambda:l.acquire()); t(lambda:l.acquire()); t(lambda:(l._count(),l._is_mine(),l._is_zero(),l._get_value())); t(lambda:l.release()); t(l.release); t(l.release); t(lambda:l.name); t(lambda:l.kind); t(lambda:l.maxvalue); t(lambda:type(l.handle)); s=mp.SemLock(1,1,1,'/atau2',True); t(s.release); t(lambda:s.acquire(False)); t(lambda:s.acquire(False)); t(lambda:s.acquire(True,0.01)); t(lambda:s.acquire(True,-1)); t(lambda:s.acquire(True,'a')); t(lambda:mp.sem_unlink('/zzz')); t(lambda: mp.SemLock.SEM_VALUE_MAX)
