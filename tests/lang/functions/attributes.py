def f(a: int, b: "str" = 1, *c: float, d: list = None, **e: dict) -> bool:
    """Doc."""
    x = 1
    return x
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__annotations__, f.__defaults__, f.__kwdefaults__, f.__closure__, f.__dict__)
f.attr = 5
f.__name__ = "g"
f.__doc__ = "New"
print(f.attr, f.__dict__, f.__name__, f.__qualname__, f.__doc__, repr(f).startswith("<function f at"))
c = f.__code__
print(c.co_name, c.co_argcount, c.co_kwonlyargcount, c.co_posonlyargcount, c.co_varnames, c.co_flags & 0x0c, c.co_firstlineno, c.co_freevars, c.co_cellvars)
class A:
    def m(self):
        def inner(): pass
        return inner
print(A.m.__qualname__, A().m.__qualname__, A().m().__qualname__, (lambda: 0).__qualname__, A().m.__func__ is A.m, A().m.__self__.__class__.__name__, A().m.__name__)
for bad in ("f.__name__ = 5", "f.nope", "del f.__name__", "f.__code__ = 1", "f.__defaults__ = 5", "f.__dict__ = 5", "del f.zzz", "A().m.x = 1"):
    try:
        exec(bad)
        eval(bad)
    except (TypeError, AttributeError, SyntaxError) as error:
        print(bad, type(error).__name__, error)
def g1(): return 1
def g2(): return 2
g1.__code__ = g2.__code__
print(g1(), callable(f), callable(5), callable(A), callable(A()), f.__globals__ is globals(), f.__call__(1), type(f).__name__, type(len).__name__, type(A.m).__name__, type(A().m).__name__, type([].append).__name__, type(str.upper).__name__)
x: int = 5
y: "later"
print(__annotations__)
