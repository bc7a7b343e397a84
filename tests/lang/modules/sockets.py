# tests: skip-gc skip-gc-jit
import _socket as s, os
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e),e)
a=s.socket(); u=s.socket(s.AF_UNIX); 
for f in (lambda:s.socket(1,2,3,4,5), lambda: s.socket('a'), lambda:s.socket(999), lambda:s.socket(fileno='a'), lambda:s.socket(fileno=-1), lambda:s.socket(fileno=999),lambda:s.socket(fileno=0), lambda:a, lambda: a.bind(1), lambda:a.bind((1,2)), lambda:a.bind(('localhost','a')), lambda:a.bind(('localhost',-1)), lambda:a.bind(('localhost',70000)), lambda:a.bind(('localhost',)), lambda:u.bind(3), lambda:u.bind('x'*200), lambda:a.connect(('127.0.0.1',1)), lambda:a.connect_ex(('127.0.0.1',1)), lambda:a.settimeout('a'), lambda:a.settimeout(-1), lambda:a.gettimeout(), lambda:a.settimeout(0.1), lambda:a.timeout, lambda:a.getblocking(), lambda:a.setblocking('a'), lambda:a.recv(-1), lambda:a.recv('a'), lambda:a.send('a'), lambda:a.sendto(b'a'), lambda: a.sendto(b'a',1,2,3), lambda:a.sendto(b'a',('localhost')), lambda:a.recv_into(b'a'), lambda:a.recv_into(bytearray(2),5), lambda:a.recv_into(bytearray(2),-5), lambda:a.getsockopt(s.SOL_SOCKET,s.SO_REUSEADDR), lambda:a.getsockopt(s.SOL_SOCKET,s.SO_LINGER,8), lambda:a.getsockopt(1,2,5000), lambda:a.setsockopt(1,2,'a'), lambda:a.setsockopt(1,2), lambda: a.setsockopt(1,2,None,4), lambda:a.setsockopt(1,2,b'1'), lambda:a.getpeername(), lambda:a.getsockname()[0], lambda:a.shutdown(1), lambda:a.shutdown('a'), lambda:s.htons(-1), lambda:s.htons(70000), lambda:s.htonl(2**33), lambda:s.htonl('a'), lambda:s.ntohs(1), lambda:s.ntohl(1), lambda:s.inet_aton('a'), lambda:s.inet_aton('1.2.3.4'), lambda:s.inet_ntoa(b'abc'), lambda:s.inet_pton(2,'x'), lambda:s.inet_pton(99,'x'), lambda:s.inet_pton(10,'::1'), lambda:s.inet_ntop(2,b'abc'), lambda:s.inet_ntop(99,b'a'), lambda:s.inet_ntop(10,b'\0'*16), lambda:s.getservbyname('http'), lambda:s.getservbyname('zz'), lambda:s.getservbyport(80), lambda:s.getservbyport(99999), lambda:s.getservbyport(1999), lambda:s.getprotobyname('tcp'), lambda:s.getprotobyname('zz'), lambda:s.getaddrinfo('127.0.0.1',80), lambda:s.getaddrinfo('127.0.0.1','http',type=1), lambda:s.getaddrinfo(None,None), lambda:s.getaddrinfo(1,2), lambda:s.getaddrinfo('a',1.5), lambda:s.gethostbyname('127.0.0.1'), lambda:s.gethostbyname(1), lambda:s.getnameinfo(('127.0.0.1',80),3), lambda:s.getnameinfo(1,2), lambda:s.if_nametoindex('zz'), lambda:s.if_indextoname(999), lambda:s.getdefaulttimeout(), lambda:s.setdefaulttimeout('a'), lambda:s.setdefaulttimeout(-1), lambda:s.close(999), lambda:s.dup(999), lambda:s.CMSG_LEN(-1), lambda:s.CMSG_LEN(5), lambda:s.CMSG_SPACE(5), lambda:a.recvmsg(5,-1), lambda:a.recvmsg_into(3), lambda:a.sendmsg(3), lambda:a.sendmsg([b'a'],[(1,)]), lambda:a.listen('a'), lambda:s.socketpair(2), lambda: a.close(1), lambda: s.inet_ntop(2,'a'), lambda:s.sethostname(1), lambda:a.send(), lambda:a.bind(), lambda:a.recv()): t(f)
t(a.close); t(lambda:a); t(a.fileno); t(lambda:a.recv(1)); t(a.detach); t(lambda:a.family)
p,q=s.socketpair(); t(lambda:p.recv(1) if p.settimeout(0.01) is None else 0); t(lambda:p.recv(1) if p.settimeout(0) is None else 0)
t(lambda:p.getsockname()); t(lambda: s.socket(2,1|s.SOCK_NONBLOCK).type)
import socket, threading, array
def serve(srv):
    c,addr=srv.accept(); d=c.recv(100); c.sendall(d*100000); c.close()
srv=socket.create_server(('127.0.0.1',0)); th=threading.Thread(target=serve,args=(srv,)); th.start()
c=socket.create_connection(srv.getsockname()); c.sendall(b'hello'); n=0
while d:=c.recv(65536): n+=len(d)
print(n); th.join(); c.close(); srv.close(); print(c, srv.fileno())
u1=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); u1.bind(('127.0.0.1',0)); u2=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); u2.sendto(b'abc',u1.getsockname()); print(u1.recvfrom(10)[0]); u2.sendto(b'xyz',0,u1.getsockname()); b=bytearray(5); print(u1.recvfrom_into(b)[0],b)
x,y=socket.socketpair(); r,w=os.pipe(); socket.send_fds(x,[b'm'],[w]); m=socket.recv_fds(y,10,1); os.write(m[1][0],b'via'); print(os.read(r,5),m[0])
x.sendmsg([b'ab',b'cd']); print(y.recvmsg(10)); x.send(b'qwerty'); b1=bytearray(2);b2=bytearray(3); print(y.recvmsg_into([b1,b2]),b1,b2)
f=y.makefile('rb'); x.sendall(b'\nline1\nline2\n'); x.close(); print(f.readlines())
with socket.socket(socket.AF_UNIX) as z: z.bind('\0abstract-tau-test'); print(z.getsockname(), z.family, z.type)
