import contextlib, io
@contextlib.contextmanager
def managed(x):
    print("setup", x)
    try:
        yield x * 2
    except ValueError as e:
        print("caught", e)
    finally:
        print("teardown", x)
with managed(5) as v: print(v)
with managed(6): raise ValueError("inside")
try:
    with managed(7): raise KeyError("out")
except KeyError as e: print(repr(e))
with contextlib.suppress(ZeroDivisionError): 1 / 0
with contextlib.ExitStack() as stack:
    for i in range(3): stack.enter_context(managed(i))
    stack.callback(print, "callback")
    print("body")
buffer = io.StringIO()
with contextlib.redirect_stdout(buffer): print("captured")
print(repr(buffer.getvalue()))
@contextlib.contextmanager
def no_yield():
    return
    yield
@contextlib.contextmanager
def two_yields():
    yield 1
    yield 2
for cm in (no_yield, two_yields):
    try:
        with cm(): pass
    except RuntimeError as e: print(e)
class C(contextlib.ContextDecorator):
    def __enter__(self): print("in")
    def __exit__(self, *a): print("out")
@C()
def f(): print("f")
f()
with contextlib.closing(io.StringIO("x")) as s: pass
print(s.closed)
with contextlib.nullcontext(3) as n: print(n)
