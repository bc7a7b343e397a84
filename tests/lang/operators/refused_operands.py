"""The messages of operators and methods that refuse their operands."""
import operator
import warnings


def attempt(function, *arguments):
    try:
        print(repr(function(*arguments)))
    except Exception as error:
        print(type(error).__name__, error)


for left in ({}, set(), range(3), {}.keys(), object(), 1.5, None, memoryview(b"a")):
    for right in ("a", [1], (1,), b"a"):
        attempt(operator.imul, left, right)
for left in ("a", b"a", bytearray(b"a"), [1], (1,), 5, {}):
    attempt(operator.concat, left, 3)
    attempt(operator.iconcat, left, {})
for iterable in (int | str, list):
    attempt(list, iterable)
attempt(operator.contains, "a", list[int])
attempt(operator.getitem, "a", int | str)
for keep in (0, 1, True, None, "x", b"", 2.5):
    attempt("a\nb".splitlines, keep)
    attempt(b"a\nb".splitlines, keep)
for base in (int, tuple, bytes, str, list, float, type):
    attempt(lambda: type(base)("Slotted", (base,), {"__slots__": ("one",)}).__name__)
print(bytearray(b"it's"), bytearray(b"it's \"x\\"), bytearray(b'"'), bytes(b"it's"))
attempt("".encode, "idna", "ignore")
attempt("a..b".encode, "idna")
attempt("\ud800".encode, "utf-8")
for source in ("1or 2", "0x1for x in y", "1if 1else 2", "0777", "1_"):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        attempt(compile, source, "<source>", "eval") if "or" not in source and "if" not in source else None
        try:
            compile(source, "<source>", "eval")
        except SyntaxError as error:
            print(error)
    print([(item.category.__name__, str(item.message)) for item in caught])
