import _helper
import pkg
import pkg.sub.deep
from pkg import a, NAME as name
from pkg.sub import deep as d2, value
from pkg.a import *
import pkg.a as pa
print(_helper.X, _helper.__name__, pkg.__name__, pkg.__package__, pkg.sub.__package__, pkg.sub.deep.__name__, d2 is pkg.sub.deep, a is pa, name, value)
print(public(), "_private" in globals(), "hidden" in globals(), pkg.a.sibling(), pkg.sub.deep.up())
import sys
print("pkg.sub.deep" in sys.modules, sys.modules["pkg"] is pkg, pkg.__path__[0].endswith("pkg"), pkg.__file__.endswith("__init__.py"), _helper.__spec__.name, type(pkg), repr(_helper).startswith("<module '_helper' from "))
for bad in ("import nope", "import pkg.nope", "from pkg import nope", "from nope import x", "import _helper.x", "from . import x", "from pkg.a import nothing", "import pkg.broken", "import pkg.syntax", "from pkg.sub import *; missing_name", "from .. import y"):
    try: exec(bad)
    except (ImportError, ZeroDivisionError, SyntaxError, NameError) as e: print(bad, "->", type(e).__name__, str(e).replace(pkg.__path__[0], "<pkg>").replace(__file__, "<file>"), getattr(e, "name", None))
print("pkg.broken" in sys.modules, hasattr(pkg, "broken"))
def lazy():
    import pkg.lazy
    from pkg.lazy import thing
    return thing, pkg.lazy.count
print(lazy(), lazy(), pkg.lazy.count)
import importlib
print(importlib.import_module("pkg.a") is a, importlib.import_module(".deep", "pkg.sub") is d2, __import__("pkg.sub.deep") is pkg, __import__("pkg.sub", fromlist=["deep"]) is pkg.sub)
pkg.lazy.thing = "mutated"
importlib.reload(pkg.lazy)
print(pkg.lazy.thing)
