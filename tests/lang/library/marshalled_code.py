"""Code objects through marshal, modules without what module.__init__ sets, and what lists installed packages."""
import array
import marshal
import sys
import types

SOURCE = '''
def outer(a, /, b=2, *rest, c, **named):
    """doc"""
    total = 10 ** 30 + a

    def inner(x):
        nonlocal total
        total += x
        return [total, b"bytes", 2.5, 1j, (1, None, ...), "\\ud800é😀"]
    return inner


class Box:
    size = frozenset({1}) | {3}

    def get(self):
        return __class__.__name__, self.size


try:
    1 / 0
except ZeroDivisionError as error:
    seen = str(error)
'''

code = compile(SOURCE, "some file.py", "exec")
again = marshal.loads(marshal.dumps(code))
print(again == code, again.co_filename, again.co_name)
names = {"__name__": "m"}
exec(again, names)
print(names["outer"](1, c=3)(5), names["Box"]().get(), names["seen"], names["outer"].__doc__)
shared = marshal.loads(marshal.dumps([code, {"k": (code.co_name, code)}]))
print([type(item).__name__ for item in shared], shared[1]["k"][0])
renamed = code.replace(co_name="other", co_filename="elsewhere.py")
print(marshal.loads(marshal.dumps(renamed)).co_filename)
nested = [item for item in code.co_consts if isinstance(item, types.CodeType)]
changed = tuple(item.replace(co_name="changed") if item in nested[:1] else item for item in code.co_consts)
inside = marshal.loads(marshal.dumps(code.replace(co_consts=changed)))
print([item.co_name for item in inside.co_consts if isinstance(item, types.CodeType)])
try:
    marshal.dumps(object())
except ValueError as error:
    print(error)


class Lazy(types.ModuleType):
    """Does not call ModuleType.__init__: there is no __spec__."""

    def __init__(self, name):
        self.__name__ = name

    def __getattr__(self, name):
        if name in ("missing", "nothing", "__file__"):
            print("asked for", name)
        raise AttributeError(name)


lazy = Lazy("lazy")
print(hasattr(lazy, "missing"), list(lazy.__dict__))
sys.modules["lazy"] = lazy
try:
    from lazy import nothing
except ImportError as error:
    print(error)


class Bare(types.ModuleType):
    def __init__(self, name):
        self.__name__ = name


try:
    Bare("bare").missing
except AttributeError as error:
    print(error)

# An extended slice of an array that takes nothing is deleted.
for step in (2, -1, -2, 3):
    numbers = array.array("i", range(6))
    numbers[::step] = array.array("i")
    print(step, numbers)

# What builtins that take anything tell about their parameters.
import functools
import inspect
import itertools
for function in (map, filter, zip, range, max, min, getattr, next, iter, vars, dir, int, str, bytes, dict, set, type, super, slice,
                 complex, float, list, tuple, reversed, enumerate, property, input, sum, sorted, len, functools.reduce,
                 functools.partial, itertools.starmap, itertools.chain, itertools.repeat, itertools.takewhile, itertools.count):
    try:
        print(function.__name__, inspect.signature(function))
    except ValueError as error:
        print(error)
