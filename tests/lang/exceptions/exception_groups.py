try:
    raise ExceptionGroup("eg", [ValueError(1), TypeError("t"), ExceptionGroup("nested", [KeyError("k"), ValueError(2)])])
except* ValueError as e:
    print("values", repr(e), e.exceptions, e.message)
except* (TypeError, KeyError) as e:
    print("others", e.exceptions)
try:
    try:
        raise ExceptionGroup("eg", [ValueError(1), OSError(2)])
    except* ValueError:
        print("handled")
except ExceptionGroup as e:
    print(repr(e))
try:
    raise ValueError("naked")
except* ValueError as e:
    print(repr(e))
eg = ExceptionGroup("m", [ValueError(1), TypeError(2)])
print(eg.split(ValueError), eg.subgroup(lambda e: isinstance(e, TypeError)), eg.subgroup(KeyError), eg, str(eg), eg.derive([ValueError(3)]))
for bad in (lambda: ExceptionGroup("m", []), lambda: ExceptionGroup("m", [5]), lambda: ExceptionGroup("m", [KeyboardInterrupt()]), lambda: ExceptionGroup(5, [ValueError()]), lambda: ExceptionGroup("m"), lambda: ExceptionGroup("m", 5)):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(repr(BaseExceptionGroup("b", [ValueError()])), repr(BaseExceptionGroup("b", [KeyboardInterrupt()])))
def f():
    try:
        raise ExceptionGroup("x", [ValueError(1), KeyError(2)])
    except* ValueError:
        raise RuntimeError("new")
    except* KeyError as e:
        print("key too", e.exceptions)
try:
    f()
except ExceptionGroup as e:
    print(repr(e), repr(e.exceptions[0].__context__))
try:
    pass
except* ValueError:
    print("no")
else:
    print("else")
finally:
    print("finally")
for bad in ("try: pass\nexcept* : pass", "try: pass\nexcept ValueError: pass\nexcept* KeyError: pass", "for i in x:\n try: pass\n except* ValueError: break", "def f():\n try: pass\n except* ValueError: return"):
    try:
        compile(bad, "s", "exec")
    except SyntaxError as e:
        print(e.msg)
