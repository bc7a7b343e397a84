def f(x):
    try:
        if x == 0: raise ValueError("zero")
        if x == 1: raise KeyError("one")
        if x == 2: raise TypeError
        if x == 3: return "returned"
        if x == 4: 1 // 0
        if x == 5: raise StopIteration(5)
    except ValueError as e:
        return "VE", e.args, str(e)
    except (KeyError, TypeError) as e:
        return type(e).__name__, e.args, str(e), repr(e)
    except ArithmeticError as e:
        return "AE", type(e).__mro__[1].__name__
    except:
        return "bare"
    else:
        return "else"
    finally:
        print("finally", x)
for i in range(7): print(f(i))
try:
    try:
        raise ValueError("inner")
    finally:
        print("cleanup")
except ValueError as e:
    print("outer", e)
try:
    e
except NameError as error:
    print(error)
for bad in ("raise 5", "raise 'text'", "raise None", "raise int", "raise", "raise ValueError from 5", "raise object()"):
    try:
        exec(bad)
    except (TypeError, RuntimeError, Exception) as error:
        print(bad, type(error).__name__, error)
try:
    try: raise ValueError
    except 5: pass
except TypeError as error:
    print(error)
try:
    try: raise ValueError
    except (ValueError, 5) as e: print("caught")
    try: raise ValueError
    except (KeyError, "x"): pass
except TypeError as error:
    print(error)
def g():
    try:
        raise ValueError("a")
    except ValueError:
        try:
            raise
        except ValueError as e:
            return str(e)
print(g())
class E(Exception):
    def __init__(self, code, text):
        super().__init__(code, text)
        self.code = code
    def __str__(self): return f"E<{self.code}>"
try:
    raise E(5, "t")
except E as e:
    print(e, repr(e), e.args, e.code)
print(Exception("a", 1), repr(Exception("a")), repr(Exception()), str(Exception()), Exception(1, 2).args, KeyError("k"), str(KeyError("k")), str(KeyError("k", 2)), repr(OSError(2, "No such")), OSError(2, "No such", "file"), OSError(2, "x").errno, StopIteration(3).value, SystemExit(4).code, UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "bad"), ImportError("m", name="n", path="p").name, AttributeError("x", name="n", obj=5).obj, NameError("x", name="q").name)
assert True, "not shown"
try:
    assert 1 == 2, "math " + "works"
except AssertionError as error:
    print(error)
try:
    assert []
except AssertionError as error:
    print(repr(error))
