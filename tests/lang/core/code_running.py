# compile, eval, exec, globals, locals, __import__, class building.
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
g = {'a': 1}
exec('b = a + 1; c = [a for _ in range(2)]', g); print(g['b'], g['c'], '__builtins__' in g)
l = {}
exec('d = a\nclass K: v = d\ndef f(): return a', g, l); print(sorted(l), l['K'].v, l['f']())
print(eval('a + x', g, {'x': 5}), eval(compile('a*2', 'n', 'eval'), g), eval(' 1'), eval(b'2+3'))
class M(dict):
    def __missing__(self, k): return k.upper()
print(eval('foo + bar', {}, M()))
class Map:
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): print('set', k); self.d[k] = v
    def __delitem__(self, k): print('del', k); del self.d[k]
m = Map(); exec('x = 1\ny = x + 1\ndel x', {}, m); print(m.d)
t(lambda: eval('nope')); t(lambda: exec('1 +')); t(lambda: eval('1; 2')); t(lambda: eval('x=1')); t(lambda: compile('(', 'f', 'exec')); t(lambda: eval('\0'))
c = compile('z = 5\nz', 'file', 'single'); print(c.co_filename, c.co_name)
exec(c, g); print(g['z'])
def outer():
    v = 1
    def inner(): return v
    return inner
i = outer(); t(lambda: exec(i.__code__)); t(lambda: eval(i.__code__)); exec(i.__code__, closure=i.__closure__); t(lambda: exec('1', closure=()))
def scope():
    p = 1
    exec('p = 2; q = 3')
    return p, 'q' in locals(), eval('p')
print(scope())
def nested(): return [eval('k') for k in (1, 2)]
print(nested(), globals() is __import__('__main__').__dict__)
print(__import__('math').floor(2.5), __import__('os.path').__name__, __import__('os.path', fromlist=['join']).__name__)
class Base:
    def __mro_entries__(self, bases): return (A,)
class A: pass
class C(Base()): pass
print(C.__bases__, C.__orig_bases__[0].__class__.__name__)
t(lambda: type('Z', (Base(),), {}))
def deco(cls): cls.marked = True; return cls
@deco
class W: pass
print(W.marked)
class X:
    y = [i for i in range(3)]
    z = y[1]
    def f(self): return __class__
    locals()['dyn'] = 7
print(X.y, X.z, X().f() is X, X.dyn)
def m1(name, bases, ns): return (name, bases, sorted(k for k in ns if not k.startswith('__')))
class F(metaclass=m1): q = 1
print(F)
class Meta1(type): pass
class Meta2(type): pass
try:
    class Z(Meta1('a', (), {}), Meta2('b', (), {})): pass
except TypeError as e: print(e)
import abc
class Abs(abc.ABC):
    @abc.abstractmethod
    def b(self): ...
    @abc.abstractmethod
    def a(self): ...
t(lambda: Abs())
class Abs1(Abs):
    def a(self): ...
t(lambda: Abs1()); print(Abs.__abstractmethods__ == {'a', 'b'})
