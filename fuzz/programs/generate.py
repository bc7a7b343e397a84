#!/usr/bin/python3.11
"""Writes one random program: `generate.py SEED`. The same seed gives the same program on every run.

Programs are valid, end (in CPython within about 50 ms), and are shaped to make loops and functions hot and then break what
a compiler assumed about them: types and shapes change, globals, builtins and class attributes are replaced, exceptions
leave loops, lists change while they are walked. All they find out they print, floats and exceptions included.
"""
import random
import sys

import constructs
import generators
from expressions import EDGES, MASKS, MODULI, WORDS, Expressions
from statements import Statements

HELPERS = """\
import math

def fint(x):
    return int(x) if -1e15 < x < 1e15 else 7

def lim(v):
    if isinstance(v, int):
        return v if -{limit} < v < {limit} else v % 1000003
    if isinstance(v, float):
        return v if -1e100 < v < 1e100 else 1.5
    if isinstance(v, (str, list, tuple)):
        return v[:12]
    return v

def show(*values):
    print(*[repr(v) if not isinstance(v, Base) else (type(v).__name__, sorted((k, 'callable' if callable(a) else repr(a)) for k, a in v.__dict__.items())) for v in values])
"""


class Scope:
    """Names and kinds visible at one place. `outer` is read through, as Python does for functions in functions."""

    def __init__(self, outer=None, function=False):
        self.outer = outer
        self.function = function
        self.kinds = {}
        self.frozen = set()  # loop counters and the like: never assigned

    def readable(self):
        seen = dict(self.outer.readable()) if self.outer else {}
        seen.update(self.kinds)
        return list(seen.items())

    def assignable(self, *kinds):
        return [name for name, kind in self.kinds.items() if kind in kinds and name not in self.frozen]


class Generator(Expressions, Statements, constructs.Constructs, generators.Generators):
    """Builds a program as lines. `budget` bounds the statements that CPython will execute."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.level = 0
        self.counter = 0
        self.functions = []
        self.classes = []
        self.scope = Scope()
        self.module = self.scope
        self.loops = []  # what the loops around this place allow
        self.cost = 0  # statements executed by one pass over what was generated in this block
        self.allowed_cost = 40
        self.width = self.pick([0, 4, 12, 40])  # share of statements that use other parts of the language
        self.total_budget = self.pick([4000, 12000, 30000])

    def emit(self, text):
        for line in text.split("\n"):
            self.lines.append("    " * self.level + line)

    def spend(self, cost):
        self.cost += cost

    def can_call(self, function):
        return self.cost + function["cost"] <= self.allowed_cost

    def fresh(self, prefix):
        self.counter += 1
        return f"{prefix}{self.counter}"

    def generate(self):
        self.emit(HELPERS.format(limit=self.pick([2**31, 2**47, 2**63, 2**70])))
        self.emit(constructs.HELPERS)
        self.emit(generators.HELPERS)
        self.make_classes()
        self.make_globals()
        for _ in range(self.random.randrange(1, 4)):
            self.make_leaf_function()
        if self.chance(0.35):
            self.make_closure_maker()
        for _ in range(self.pick([0, 0, 0, 1, 1, 2, 3])):
            self.make_generator_function()
        if self.chance(0.2):
            self.make_recursive_function()
        units = self.random.randrange(1, 4)
        for _ in range(units):
            self.unit_budget = self.total_budget // units
            if getattr(self, "generators", None) and self.chance(0.4):
                self.make_generator_unit()
            elif self.chance(0.35):
                self.make_module_unit()
            else:
                self.make_function_unit()
        self.print_globals()
        return "\n".join(self.lines) + "\n"

    # definitions

    def make_classes(self):
        self.emit("class Base:\n    step = 1\n    def __init__(self, x, y):\n        self.x = x\n        self.y = y\n"
                  "    def get(self, a):\n        return self.x + a\n    def mix(self, a):\n"
                  f"        self.y = (self.y * 3 + a) % {self.pick(MODULI)}\n        return self.y\n"
                  "    @property\n    def twice(self):\n        return self.x * 2\n"
                  "    def __add__(self, other):\n        return type(self)(self.x + other, self.y)\n")
        self.classes = ["Base"]
        for _ in range(self.random.randrange(0, 3)):
            name = self.fresh("C")
            parent = self.pick(self.classes)
            self.emit(f"class {name}({parent}):")
            self.level += 1
            if self.chance(0.5):
                self.emit(f"step = {self.pick(['2', '0.5', '10**12'])}")
            if self.chance(0.5):
                self.emit(f"def get(self, a):\n    return {self.pick(['self.x - a', 'a', 'super().get(a) * 2', 'self.x * 2 + a', 'self.y ^ a'])}")
            if self.chance(0.3):
                self.emit("def __init__(self, x, y):\n    self.y = y\n    self.x = x\n    self.z = 0")
            if self.chance(0.3):
                self.emit(f"def mix(self, a):\n    return self.x + self.step" if self.chance(0.5) else "def mix(self, a):\n    self.x = a & 1023\n    return self.x")
            self.emit("extra = 3\n")
            self.level -= 1
            self.classes.append(name)

    def make_globals(self):
        for kind in ("int", "int", "float", "ints", "table", "str", "object", "bool", "rows", "wild"):
            if self.chance(0.75) or kind == "int":
                self.declare("g", kind)
        if self.chance(0.4):
            self.emit(f"step = {self.pick(['1', '2', '3', '0.5', str(2**47)])}")
            self.scope.kinds["step"] = "wild"
            self.scope.frozen.add("step")

    def declare(self, prefix, kind):
        name = self.fresh(prefix)
        self.emit(f"{name} = {self.initial(kind)}")
        self.scope.kinds[name] = kind
        return name

    def initial(self, kind):
        if kind == "int":
            return str(self.pick([0, 0, 1, 1, -1, 5] + [edge - self.random.randrange(0, 1500) for edge in EDGES[:14:3]]))
        if kind == "float":
            return self.pick(["0.0", "1.0", "-0.0", "0.5", "1e15", "3.0"])
        if kind == "ints":
            return str([self.random.randrange(-50, 100) for _ in range(self.random.randrange(1, 9))])
        if kind == "table":
            return str({i: i * 7 % 5 for i in range(self.random.randrange(1, 8))})
        if kind == "str":
            return "'" + self.pick(WORDS) + "'"
        if kind == "object":
            return f"{self.pick(self.classes)}({self.random.randrange(0, 9)}, {self.random.randrange(0, 9)})"
        if kind == "bool":
            return self.pick(["True", "False"])
        if kind == "rows":
            return str([[self.random.randrange(0, 20) for _ in range(3)] for _ in range(3)])
        return self.pick(["0", "1", "0.5", "None", "'w'", "True", "(1, 2)", str(2**63)])

    def define(self, name, parameters, names, returns, required=None, cost=3):
        function = {"name": name, "parameters": parameters, "names": names, "returns": returns, "cost": cost,
                    "required": len(parameters) if required is None else required}
        self.functions.append(function)
        return function

    def enter_function(self, header, parameters):
        self.emit(header)
        self.level += 1
        self.scope = Scope(self.scope, function=True)
        self.scope.kinds.update(parameters)
        saved = self.cost, self.allowed_cost, self.loops
        self.cost, self.loops = 0, []
        return saved

    def leave_function(self, saved):
        cost = self.cost
        self.cost, self.allowed_cost, self.loops = saved
        self.scope = self.scope.outer
        self.level -= 1
        return cost

    def make_leaf_function(self):
        name = self.fresh("f")
        default = self.chance(0.3)
        saved = self.enter_function(f"def {name}(a, b{'=' + self.int_literal() if default else ''}):", {"a": "int", "b": "int"})
        self.allowed_cost = 12
        roll = self.random.random()
        if roll < 0.35:
            self.emit(f"return {self.int_expr(2)}")
        elif roll < 0.7:
            self.emit(f"if {self.condition(1)}:\n    return {self.int_expr(1)}")
            self.scope.kinds["t"] = "int"
            self.emit(f"t = ({self.int_expr_without('t', 2)}) % {self.pick(MODULI)}")
            self.emit(f"return t {self.pick(['+', '-', '^'])} {self.int_leaf()}")
        else:
            self.emit("t = 0")
            self.scope.kinds["t"] = "int"
            count = self.random.randrange(1, 6)
            self.scope.kinds["k"] = "small"
            self.scope.frozen.add("k")
            self.emit(f"for k in range({count}):\n    t = (t * 3 + {self.int_expr(1)}) & {self.pick(MASKS)}")
            self.emit(f"return {self.int_expr(1)}")
            self.spend(2 * count)
        cost = self.leave_function(saved) + 3
        self.emit("")
        self.define(name, ["int", "int"], ["a", "b"], "int", required=1 if default else 2, cost=cost)

    def int_expr_without(self, name, depth):
        kind = self.scope.kinds.pop(name)
        text = self.int_expr(depth)
        self.scope.kinds[name] = kind
        return text

    def make_recursive_function(self):
        name = self.fresh("r")
        self.emit(f"def {name}(n, acc):\n    if n <= 0:\n        return acc\n    return {name}(n - {self.pick([1, 2, 3])}, "
                  f"(acc * {self.pick([2, 3, 31, 1103515245])} + n) % {self.pick(MODULI)})\n")
        wrapper = self.fresh("f")
        self.emit(f"def {wrapper}(a, b):\n    return {name}(a & {self.pick([7, 15, 31])}, b & 0xffffffff)\n")
        self.define(wrapper, ["int", "int"], ["a", "b"], "int", cost=30)

    def make_closure_maker(self):
        name, made = self.fresh("make"), self.fresh("h")
        start = self.pick(["0", "1", "0.5", "2**47 - 100", "2**63 - 100"])
        self.emit(f"def {name}(k):\n    total = {start}\n    def step(v):\n        nonlocal total\n"
                  f"        total = lim(total {self.pick(['+', '-', '*'])} {self.pick(['v', 'k', '1', 'v * k', '2'])})\n"
                  f"        return fint(total) if isinstance(total, float) else total\n    return step\n")
        self.emit(f"{made} = {name}({self.random.randrange(0, 9)})\n")
        self.define(made, ["int"], None, "int", cost=8)

    # hot units

    def make_function_unit(self):
        name = self.fresh("run")
        parameters = {"n": "small", "p": self.pick(["int", "float", "wild", "ints", "object"]), "q": self.pick(["int", "wild"])}
        self.uses_globals = []
        saved = self.enter_function(f"def {name}(n, p, q):", parameters)
        self.scope.frozen.add("n")
        mark = len(self.lines)
        for kind in ("int", "int", "float", "ints", "wild", "str", "object", "table", "bool"):
            if self.chance(0.5) or (kind == "int"):
                self.declare("v", kind)
        calls = self.random.randrange(1, 4)
        self.hot_part(self.unit_budget // calls, bound="n")
        shown = ", ".join(["p", "q"] + list(k for k in self.scope.kinds if k not in ("n", "p", "q"))[:9])
        self.emit(f"return {shown}")
        if self.uses_globals:
            self.lines.insert(mark, "    " * self.level + "global " + ", ".join(sorted(set(self.uses_globals))))
        self.leave_function(saved)
        self.emit("")
        for _ in range(calls):
            arguments = [str(self.pick([0, 1, 2, 17, 100, self.iterations, self.iterations]))]
            arguments += [self.unit_argument(parameters[p]) for p in ("p", "q")]
            self.emit(f"try:\n    show(*{name}({', '.join(arguments)}))\nexcept Exception as error:\n    print('{name}', type(error).__name__, error)")

    def unit_argument(self, kind):
        if kind == "int":
            return self.initial("int")
        if kind == "float":
            return self.initial("float")
        return self.initial(kind)

    def make_module_unit(self):
        self.hot_part(self.unit_budget, bound=None)

    def hot_part(self, budget, bound):
        for _ in range(self.random.randrange(1, 3)):
            self.hot_loop(budget // 2, bound)

    def print_globals(self):
        names = [name for name in self.module.kinds if name != "step"]
        for at in range(0, len(names), 6):
            for name in names[at:at + 6]:
                self.emit(f"try:\n    show({name})\nexcept NameError as error:\n    print(error)")


def program(seed):
    return Generator(seed).generate()


if __name__ == "__main__":
    sys.stdout.write(program(int(sys.argv[1])))
