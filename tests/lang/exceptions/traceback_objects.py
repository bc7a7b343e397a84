import sys, traceback
def a(): b()
def b():
    x = 1
    c(x)
def c(v): raise ValueError("deep")
try:
    a()
except ValueError as e:
    tb = e.__traceback__
    while tb:
        print(tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_frame.f_lineno, tb.tb_lasti >= 0)
        tb = tb.tb_next
    print(sys.exc_info()[2] is e.__traceback__)
    text = "".join(traceback.format_exception(e))
    print(text)
    print(traceback.format_exception_only(type(e), e))
    for fs in traceback.extract_tb(e.__traceback__):
        print(fs.name, fs.lineno, fs.line)
def reraise():
    try:
        c(0)
    except ValueError as e:
        raise
try:
    reraise()
except ValueError as e:
    traceback.print_exc(file=sys.stdout)
try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise KeyError("k") from e
except KeyError:
    print(traceback.format_exc())
try:
    raise ValueError("x").with_traceback(None)
except ValueError as e:
    print(len(traceback.extract_tb(e.__traceback__)))
def loop(n):
    for i in range(n):
        if i == 50:
            raise IndexError(i)
try:
    loop(100)
except IndexError:
    traceback.print_exc(file=sys.stdout)
def rec(n):
    if n == 0: raise ValueError("bottom")
    rec(n - 1)
try:
    rec(10)
except ValueError:
    traceback.print_exc(file=sys.stdout)
frame = sys._getframe()
print(frame.f_code.co_name, frame.f_lineno, frame.f_back, frame.f_globals is globals())
def who(): return sys._getframe(1).f_code.co_name, sys._getframe().f_code.co_name, sys._getframe(1).f_lineno
def caller(): return who()
print(caller())
try:
    sys._getframe(1000)
except ValueError as error:
    print(error)
traceback.print_stack(file=sys.stdout)
