# object.__reduce_ex__, __getstate__, __dir__, copying and pickling.
import copy, pickle
class A:
    def __init__(self): self.x = 1
class S:
    __slots__ = ('a', 'b')
class T(S):
    def __init__(self): self.a = 1; self.d = 2
class L(list): pass
class N:
    def __new__(cls, v): o = super().__new__(cls); o.v = v; return o
    def __getnewargs__(self): return (self.v,)
class K:
    def __new__(cls, *, v): o = super().__new__(cls); o.v = v; return o
    def __getnewargs_ex__(self): return (), {'v': self.v}
for o in (A(), T(), L([1, 2]), N(5), K(v=6), {1: 2}, object()):
    r = o.__reduce_ex__(2)
    print(r[0].__name__, r[1], r[2], r[3] and list(r[3]), r[4] and list(r[4]))
print(A().__getstate__(), T().__getstate__(), object().__getstate__(), S().__getstate__())
a = A(); a.self = a
b = copy.deepcopy(a); print(b.self is b, b.x, copy.copy(a).x)
t = copy.copy(T()); print(t.a, t.d)
print(copy.copy(K(v=3)).v, copy.deepcopy(N([1])).v)
for p in range(6):
    q = pickle.loads(pickle.dumps([A(), L([3]), N(4), len, [].append, ValueError(1, 2), KeyError, {1}, (1.5, None, True), b'x', 1 << 100], p))
    print(p, q[0].x, q[1], q[2].v, q[3] is len, type(q[4]).__name__, repr(q[5]), q[6], q[7:], )
def e(f):
    try: print(f())
    except Exception as x: print(type(x).__name__, x)
e(lambda: (i for i in ()).__reduce_ex__(2)); e(lambda: S().__reduce_ex__(0)); e(lambda: pickle.dumps(lambda: 0))
print([n for n in dir(A()) if not n.startswith('__')], [n for n in dir(T) if not n.startswith('__')])
class D:
    def __dir__(self): return ['z', 'a']
print(dir(D()))
def loc():
    b = 1; a = 2
    return dir(), vars(), sorted(locals())
print(loc())
