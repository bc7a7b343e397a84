from pkg.withall import *
print(sorted(k for k in globals() if not k.startswith("__")))
import pkg.dynamic as dyn
print(dyn.known, dyn.anything)
try: dyn.forbidden
except AttributeError as e: print(e)
import pkg.dynamic
print(dir(pkg.dynamic))
try: pkg.not_there
except AttributeError as e: print(e)
try: from pkg.badall import *
except AttributeError as e: print(e)
import pkg.circ_a
print(pkg.circ_a.value, pkg.circ_b.value, pkg.circ_b.get_a())
import types, sys
m = types.ModuleType("made", "doc")
m.x = 5
sys.modules["made"] = m
import made
from made import x
print(made, made.x, x, made.__doc__, made.__dict__.keys() >= {"x", "__name__"})
sys.modules["blocked"] = None
try: import blocked
except ImportError as e: print(type(e).__name__, e)
del sys.modules["made"]
try: import made
except ImportError as e: print(e)
print(__name__, __package__, __spec__, __file__.endswith("star_and_all.py"))
