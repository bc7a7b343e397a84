def show(e, depth=0):
    while e is not None:
        print("  " * depth, repr(e), "cause", repr(e.__cause__), "context", repr(e.__context__), "suppress", e.__suppress_context__)
        e = e.__cause__ or e.__context__
        depth += 1
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("second")
except ValueError as e:
    show(e)
try:
    try:
        {}["k"]
    except KeyError as k:
        raise ValueError("from") from k
except ValueError as e:
    show(e)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("none") from None
except ValueError as e:
    show(e)
try:
    try:
        try:
            raise A
        except NameError:
            raise TypeError("b")
    except TypeError:
        raise KeyError("c") from OSError("explicit")
except KeyError as e:
    show(e)
try:
    try:
        raise ValueError(1)
    finally:
        raise TypeError(2)
except TypeError as e:
    show(e)
def f():
    try:
        raise ValueError("in f")
    except ValueError:
        g()
def g(): raise RuntimeError("in g")
try:
    f()
except RuntimeError as e:
    show(e)
try:
    raise ValueError from KeyError
except ValueError as e:
    show(e)
e = ValueError("self")
try:
    try:
        raise e
    except ValueError:
        raise e
except ValueError as x:
    show(x)
x = Exception("a")
x.__cause__ = Exception("b")
print(x.__suppress_context__)
for bad in ("x.__cause__ = 5", "x.__context__ = 'a'", "x.__traceback__ = 1", "x.args = 5"):
    try:
        exec(bad)
    except TypeError as error:
        print(error)
x.args = [1, 2]
print(x.args, x.with_traceback(None) is x)
x.add_note("note 1")
x.add_note("note 2")
print(x.__notes__)
import sys
try:
    raise ValueError("info")
except ValueError:
    print(sys.exc_info()[:2])
    try:
        raise KeyError
    except KeyError:
        print(sys.exc_info()[0])
    print(sys.exc_info()[0], sys.exception() if hasattr(sys, "exception") else ValueError)
print(sys.exc_info())
def gen():
    try:
        yield 1
    except ValueError:
        print("gen", sys.exc_info()[0])
        yield 2
        print("gen again", sys.exc_info()[0])
g = gen()
next(g)
print(g.throw(ValueError), sys.exc_info()[0])
try:
    raise KeyError("outer")
except KeyError:
    print(next(g, "done"), sys.exc_info()[0])
