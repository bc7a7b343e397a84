# tests: thresholds=1,2,3,15,29,30
import builtins
programs = {
"global_function": """
def f(x): return x + 1
total = 0
for i in range(30):
    if i == {k}:
        def f(x): return x + 1000
    total += f(i)
print(total)
""",
"global_value": """
step = 1
total = 0
for i in range(30):
    if i == {k}: step = 2.5
    total += step
print(total)
""",
"global_from_callee": """
step = 1
def bump(i):
    global step
    if i == {k}: step = 100
total = 0
for i in range(30):
    bump(i)
    total += step
print(total)
""",
"builtin_len": """
import builtins
items = [1, 2, 3]
total = 0
saved = len
for i in range(30):
    if i == {k}: builtins.len = lambda x: 50
    total += len(items)
builtins.len = saved
print(total)
""",
"builtin_shadow": """
items = [1, 2, 3]
total = 0
for i in range(30):
    if i == {k}: len = lambda x: 50
    total += len(items)
print(total)
""",
"builtin_shadow_removed": """
items = [1, 2, 3]
len = lambda x: 50
total = 0
for i in range(30):
    if i == {k}: del len
    total += len(items)
print(total)
""",
"builtin_range": """
total = 0
for i in range(30):
    for j in range(2): total += j
    if i == {k}: range = lambda n: [10, 20]
print(total)
""",
"class_attribute": """
class C: step = 1
c = C()
total = 0
for i in range(30):
    if i == {k}: C.step = 7
    total += c.step
print(total)
""",
"instance_shadows": """
class C: step = 1
c = C()
total = 0
for i in range(30):
    if i == {k}: c.step = 7
    if i == {k} + 5: del c.step
    total += c.step
print(total)
""",
"method": """
class C:
    def m(self, x): return x
c = C()
total = 0
for i in range(30):
    if i == {k}: C.m = lambda self, x: x * 10
    total += c.m(i)
print(total)
""",
"method_in_base": """
class B:
    def m(self, x): return x
class C(B): pass
c = C()
total = 0
for i in range(30):
    if i == {k}: B.m = lambda self, x: x * 10
    if i == {k} + 3: C.m = lambda self, x: -x
    if i == {k} + 6: del C.m
    total += c.m(i)
print(total)
""",
"class_of_instance": """
class A:
    def m(self): return 1
class B:
    def m(self): return 100
o = A()
total = 0
for i in range(30):
    if i == {k}: o.__class__ = B
    total += o.m()
print(total)
""",
"operator": """
class N:
    def __init__(self, v): self.v = v
    def __add__(self, o): return N(self.v + o)
n = N(0)
for i in range(30):
    if i == {k}: N.__add__ = lambda self, o: N(self.v - o)
    n = n + i
print(n.v)
""",
"function_code": """
def f(x): return x
def g(x): return x * 3
total = 0
for i in range(30):
    if i == {k}: f.__code__ = g.__code__
    total += f(i)
print(total)
""",
"function_defaults": """
def f(x, y=1): return x + y
total = 0
for i in range(30):
    if i == {k}: f.__defaults__ = (1000,)
    total += f(i)
print(total)
""",
"module_attribute": """
import math
saved = math.sqrt
total = 0
for i in range(30):
    if i == {k}: math.sqrt = lambda x: 1000.0
    total += math.sqrt(i * i)
math.sqrt = saved
print(total)
""",
"deleted_global": """
step = 1
total = 0
try:
    for i in range(30):
        if i == {k}: del step
        total += step
except NameError as e: print(e)
print(i, total)
""",
"property_replaced": """
class C:
    @property
    def p(self): return 1
c = C()
total = 0
for i in range(30):
    if i == {k}: C.p = property(lambda self: 10)
    if i == {k} + 4: C.p = 5
    total += c.p
print(total)
""",
"getattr_added": """
class C: pass
c = C()
c.a = 1
total = 0
for i in range(30):
    if i == {k}:
        del c.a
        C.__getattr__ = lambda self, name: 50
    total += c.a
print(total)
""",
"in_function": """
def f(x): return x + 1
def run():
    global f
    total = 0
    for i in range(30):
        if i == {k}: f = lambda x: x + 1000
        total += f(i)
    return total
print(run())
""",
"bases": """
class A:
    def m(self): return 1
class B:
    def m(self): return 10
class M: pass
class C(A, M): pass
c = C()
total = 0
for i in range(30):
    if i == {k}: C.__bases__ = (B, M)
    total += c.m()
print(total)
""",
"globals_dict": """
step = 1
total = 0
g = globals()
for i in range(30):
    if i == {k}: g["step"] = 3
    if i == {k} + 5: g.update(step=9)
    total += step
print(total)
""",
}
for name, program in programs.items():
    print(name)
    for k in (0, 1, 2, 3, 14, 15, 16, 27, 28, 29, 30):
        exec(program.format(k=k), {})
