class A:
    x = 1
    def m(self): pass
class B(A): pass
print(isinstance(1, int), isinstance(True, int), isinstance(1, (str, int)), isinstance(1, int | str), isinstance("a", str | None), isinstance(None, int | None), issubclass(B, A), issubclass(B, (int, A)), type(1), type(A), type(A()).__name__, callable(len), callable(A), callable(5), hasattr(A, "x"), getattr(A, "y", 5), [n for n in dir(A()) if n[0] != "_"], vars(A()) == {}, id(A) == id(A), repr(type(None)), type(NotImplemented), type(Ellipsis), isinstance(A(), object), isinstance(int, type))
print(int | str, int | None, (int | str).__args__, list[int], dict[str, int], list[int].__origin__, list[int].__args__, tuple[int, ...], type[int], int | list[str], (int | str) == (str | int))
for bad in ("isinstance(1, 5)", "isinstance(1, list[int])", "issubclass(1, int)", "issubclass(int, 5)", "isinstance(1, (int, 5))", "isinstance('a', (int, 5))", "type(1, 2)", "getattr(A, 'zz')", "getattr(A)", "hasattr(A, 5)", "vars(5)", "dir(1, 2)", "id()", "callable()", "delattr(A, 'nope')", "setattr(5, 'x', 1)", "int | 5"):
    try: print(eval(bad))
    except (TypeError, AttributeError) as e: print(bad, type(e).__name__, e)
print(sorted(n for n in dir(__builtins__) if n[0].islower()))
print([n for n in dir(int) if not n.startswith("_")], [n for n in dir(str) if not n.startswith("_")])
print([n for n in dir(list) if not n.startswith("_")], [n for n in dir(dict) if not n.startswith("_")], [n for n in dir(set) if not n.startswith("_")], [n for n in dir(tuple) if not n.startswith("_")], [n for n in dir(float) if not n.startswith("_")], [n for n in dir(bytes) if not n.startswith("_")])
print([n for n in dir(object)], [n for n in dir(list) if n.startswith("__")])
print(len.__name__, len.__doc__[:20], str.upper.__name__, [].append.__self__, len.__module__, int.__name__, int.__module__, A.__module__, A.m.__module__, int.__add__.__name__, str.__qualname__, dict.get.__qualname__, print.__self__.__name__, A.__subclasses__(), object.__subclasses__ is not None, int.__doc__[:10], A.__doc__)
print(int.__base__, bool.__bases__, type.__mro__, object.__bases__, A.__dict__["x"], int.__dict__["real"].__class__.__name__, type(A.__dict__), type(type), type(int.__add__), type((1).__add__), type(str.join), type(dict.fromkeys), type(A.__dict__["m"]))
import sys, math
print(type(sys), sys.__name__, math, sys.maxsize, sys.version_info[:2], sys.byteorder, sys.implementation.name != "", sys.argv[1:], sys.float_info.max, sys.float_info.epsilon, sys.int_info.bits_per_digit > 0, sys.getsizeof(1) > 0, sys.maxunicode, sys.hash_info.modulus, sys.platform)
