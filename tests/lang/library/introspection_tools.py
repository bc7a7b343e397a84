import inspect, ast, dis, types, typing, abc, functools, warnings, traceback, io, sys, contextlib, keyword, tokenize, unittest, doctest, logging, argparse
def f(a, b: int = 2, *args, c, d=4, **kw) -> str: "doc"
print(inspect.signature(f), inspect.getdoc(f), inspect.isfunction(f), inspect.getfullargspec(f), list(inspect.signature(f).parameters), inspect.getmembers(type("T", (), {"x": 1}), lambda v: v == 1), inspect.isclass(int), inspect.getsource(f), inspect.signature(len) is not None, inspect.currentframe().f_lineno)
print(ast.dump(ast.parse("x = 1 + y")), ast.literal_eval("{'a': [1, (2, None)], 'b': {3}}"), ast.unparse(ast.parse("def f(a, *b): return a if b else [c for c in b]")), [type(n).__name__ for n in ast.walk(ast.parse("a.b(c)[0]"))])
class V(ast.NodeTransformer):
    def visit_Constant(self, n): return ast.copy_location(ast.Constant(n.value * 2), n)
print(eval(compile(ast.fix_missing_locations(V().visit(ast.parse("1 + 2 * 3", mode="eval"))), "x", "eval")))
try: ast.literal_eval("f()")
except ValueError as e: print(str(e)[:30])
T = typing.TypeVar("T")
class G(typing.Generic[T]): pass
class NT(typing.NamedTuple):
    x: int
    y: str = "d"
class TD(typing.TypedDict, total=False): a: int
class Pr(typing.Protocol):
    def m(self): ...
print(typing.Optional[int], typing.Union[int, str], typing.List[int], G[int], NT(1), typing.get_type_hints(f), typing.Callable[[int], str], typing.get_args(dict[str, int]), typing.get_origin(typing.List[int]), typing.Literal["a"], typing.cast(int, "x"), TD(a=1), typing.Any, typing.ClassVar[int])
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    warnings.warn("careful", DeprecationWarning)
    print(len(w), w[0].message, w[0].category.__name__)
print(keyword.iskeyword("for"), keyword.softkwlist, [t.string for t in tokenize.generate_tokens(io.StringIO("a = 1 + b\n").readline)], types.FunctionType(f.__code__, {}).__name__, types.new_class("N", (int,)).__mro__[1], types.DynamicClassAttribute is not None)
class Case(unittest.TestCase):
    def setUp(self): self.v = [1]
    def test_ok(self): self.assertEqual(self.v, [1])
    def test_bad(self): self.assertEqual(self.v, [2])
    def test_raises(self):
        with self.assertRaisesRegex(ValueError, "no+"): raise ValueError("nooo")
    @unittest.skip("later")
    def test_skip(self): pass
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertLess(i, 2)
out = io.StringIO()
result = unittest.TextTestRunner(out, verbosity=0).run(unittest.defaultTestLoader.loadTestsFromTestCase(Case))
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), "[1] != [2]" in out.getvalue())
def g(x):
    """
    >>> g(2)
    4
    >>> g('a')
    'aa'
    """
    return x * 2
print(doctest.run_docstring_examples(g, {"g": g}), doctest.testmod().failed)
out = io.StringIO()
log = logging.getLogger("t")
handler = logging.StreamHandler(out)
handler.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
log.addHandler(handler); log.setLevel(logging.INFO); log.propagate = False
log.debug("no"); log.info("a %s", 1); log.warning("w")
try: 1 / 0
except ZeroDivisionError: log.exception("oops")
print(out.getvalue().replace(__file__, "FILE"))
p = argparse.ArgumentParser(prog="prog", description="D")
p.add_argument("file"); p.add_argument("-n", "--num", type=int, default=3, help="a number"); p.add_argument("--flag", action="store_true"); p.add_argument("rest", nargs="*")
print(p.parse_args(["x", "r1", "r2", "-n", "5", "--flag"]), p.parse_args(["y"]), p.format_help())
for bad in ([], ["x", "-n", "z"], ["x", "--nope"]):
    err = io.StringIO()
    try:
        with contextlib.redirect_stderr(err): p.parse_args(bad)
    except SystemExit as e: print(e.code, err.getvalue())
