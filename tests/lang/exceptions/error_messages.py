x, lst, d = 5, [1, 2], {"a": 1}
class Obj:
    attribute = 1
    def method(self): pass
o = Obj()
def f(a): pass
codes = ["lst[10]", "lst['a']", "d['zz']", "o.atribute", "o.method(1)", "lst.appendd", "undefined_name", "int('x')", "float('x')", "[].pop()", "''.join([1])", "x.foo", "x.foo = 1", "None.foo", "import_ = __import__('no_such_module')", "a, b = 1,", "a, b = 1, 2, 3", "a, *b = []", "a, b = 5", "a, b = 'x'", "f()", "f(1, 2)", "f(b=1)", "f(*5)", "lst()", "o()", "x + 'a'", "'a' + x", "x < 'a'", "-o", "o + 1", "o[0]", "o[0] = 1", "del o[0]", "len(o)", "iter(o)", "next(o)", "hash(lst)", "{lst: 1}", "range('a')", "range(1, 2, 0)", "range()", "range(1.5)", "chr(-1)", "ord('ab')", "int([])", "str(1, 2, 3, 4)", "isinstance(1, 5)", "issubclass(1, int)", "min()", "max([])", "sum(['a'])", "sum(5)", "sorted(5)", "zip(5)", "map(f)", "map(5, [1]).__next__()", "enumerate(5)", "open('/no/such/file')", "dict([1])", "dict(5)", "set([[]])", "bytes([300])", "'a' * 'b'", "'%d' % 'a'", "'{}'.format()", "print(1, foo=2)", "abs('a')", "round('a')", "pow('a', 1)", "divmod(1, 0)", "x @ 1", "with_ = o.__enter__", "type('a', 'b')", "object.__new__()", "int.__add__(1)", "int.__add__('a', 1)", "str.upper(5)", "list.append(5, 1)", "[].sort(key=5)", "super()", "eval('1 +')", "compile('a', 'b')", "getattr(o)", "getattr(o, 5)", "setattr(o, 'a')", "input(1, 2)", "vars(5)", "callable()", "format(1, 2)", "bin(1.5)", "slice()", "reversed({})[0]", "memoryview(5)", "complex('a')", "staticmethod()", "property(1, 2, 3, 4, 5)", "all(5)", "any()", "filter(None)", "frozenset(5)", "bytearray('a')", "globals()['nope']", "__import__('os').nope", "f.nope", "Obj.nope", "Obj.method()", "lst.__nope__", "5 .x", "(lambda x: x)()", "[i for i in 5]", "{**5}", "[*5]", "f(**5)", "f(**{1: 2})", "f(a=1, **{'a': 2})", "assert_ = 1 / 0", "1.5 % 0", "2 ** 'a'", "0 ** -1", "1 << -1", "10 ** 400 * 1.0", "lst.index(99)", "lst.remove(99)", "(1,).index(2)", "'a'.index('b')", "d.popitem(1)", "{}.popitem()", "set().pop()", "{1}.remove(2)", "iter(int)", "iter(5, 5)", "id()", "hash()", "str.join(1, 2)", "''.format_map(5)", "b''.decode('x')"]
for code in codes:
    try:
        exec(code)
        print(code, "-> fine")
    except Exception as error:
        print(code, "->", type(error).__name__, error)
