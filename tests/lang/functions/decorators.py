import functools
def log(f):
    @functools.wraps(f)
    def wrapper(*args, **kw):
        print("call", f.__name__, args, kw)
        result = f(*args, **kw)
        print("return", result)
        return result
    return wrapper
def repeat(n):
    def decorate(f):
        def wrapper(*args):
            return [f(*args) for _ in range(n)]
        return wrapper
    return decorate
@log
def add(a, b=1):
    "Adds."
    return a + b
@repeat(3)
@log
def hi(name): return "hi " + name
print(add(1), add(1, b=5), add.__name__, add.__doc__, add.__wrapped__(2), hi("x"))
def order(n):
    print("decorator", n)
    def apply(f):
        print("apply", n)
        return f
    return apply
@order(1)
@order(2)
class C:
    @order(3)
    def m(self): return "m"
print(C().m())
class Memo:
    def __init__(self, f): self.f, self.cache = f, {}
    def __call__(self, *args):
        if args not in self.cache:
            self.cache[args] = self.f(*args)
        return self.cache[args]
@Memo
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), len(fib.cache))
@functools.lru_cache(maxsize=None)
def square(x): print("computing", x); return x * x
print(square(4), square(4), square.cache_info())
decorators = [log, lambda f: f]
@decorators[1]
def x(): return 1
@(lambda f: 42)
def y(): pass
print(x(), y)
def register(registry):
    def decorate(f):
        registry[f.__name__] = f
        return f
    return decorate
r = {}
@register(r)
def one(): return 1
@register(r)
def two(): return 2
print({k: f() for k, f in r.items()})
class S:
    @staticmethod
    def s(x): return x
    @classmethod
    def c(cls, x): return cls.__name__, x
    @property
    def p(self): return "prop"
    @functools.cached_property
    def q(self): print("once"); return "cached"
s = S()
print(s.s(1), S.s(2), s.c(3), S.c(4), s.p, s.q, s.q, S.__dict__["s"].__func__(9), S.__dict__["s"](8))
