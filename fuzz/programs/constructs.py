"""Statements for the language in width: each stands for itself, ends, keeps values small, and is valid in any scope."""
from expressions import EDGES, MASKS, MODULI, WORDS

HELPERS = """\
import sys

class Guard:
    count = 0
    def __init__(self, swallow):
        self.swallow = swallow
    def __enter__(self):
        Guard.count += 1
        return Guard.count
    def __exit__(self, kind, value, traceback):
        Guard.count -= 1
        return self.swallow and kind is not None and issubclass(kind, ArithmeticError)

class Bag:
    __slots__ = ('items', 'tag')
    __match_args__ = ('tag', 'items')
    def __init__(self, items, tag=0):
        self.items = items
        self.tag = tag
    def __len__(self):
        return len(self.items)
    def __getitem__(self, at):
        return self.items[at]
    def __setitem__(self, at, value):
        self.items[at] = value
    def __contains__(self, value):
        return value in self.items
    def __iter__(self):
        return iter(self.items)
    def __eq__(self, other):
        return isinstance(other, Bag) and self.tag == other.tag
    def __lt__(self, other):
        return self.tag < other.tag
    def __hash__(self):
        return hash(self.tag)
    def __bool__(self):
        return self.tag % 2 == 1
    def __call__(self, a, *rest, scale=1, **more):
        return (a + len(rest)) * scale + sum(more.values())
    def __getattr__(self, name):
        if name == 'missing':
            raise AttributeError(name)
        return len(name)
    def __radd__(self, other):
        return other + self.tag
    def __iadd__(self, other):
        self.tag = (self.tag + other) % 1009
        return self
    def walk(self):
        for e in self.items:
            yield e
        return self.tag

class Oops(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code

def spread(a, b=2, /, c=3, *rest, d=4, **more):
    return a + b * 2 + c * 3 + sum(rest) + d * 5 + len(more) + more.get('e', 0)

def echo(k):
    got = 0
    try:
        while k > 0:
            got = yield k + (got or 0)
            k -= 1
    except ValueError:
        yield -1
    finally:
        Guard.count += 0

def chain(k):
    total = yield from echo(k)
    yield 100 if total is None else total
    yield from range(k)

def seen(name):
    return sys._getframe(1).f_locals.get(name)

def seen_by_raise(name):
    try:
        1 // 0
    except ZeroDivisionError as error:
        return error.__traceback__.tb_frame.f_back.f_locals.get(name)

def careful(a, b):
    try:
        if b == 3:
            return a
        c = a // b
    except ZeroDivisionError:
        return -1
    else:
        return c
    finally:
        if b == 5:
            return 55
"""


class Constructs:
    """Mixed into the program generator, beside Expressions and Statements."""

    def construct(self, depth):
        self.spend(4)
        self.weighted([
            (3, self.comprehension), (3, self.walk_container), (2, self.walk_text), (2, self.finally_loop), (2, self.with_statement), (3, self.match_statement),
            (1, self.nested_function), (2, self.star_call), (2, self.unpacking), (2, self.slices), (3, self.cross_edge), (3, self.bag), (1.5, self.byte_text),
            (2, self.sets), (2, self.generator_talk), (2, self.text_work), (2, self.careful_call), (2, self.raise_and_catch), (2, self.int_methods),
            (1, self.walrus), (1, self.shown_locals), (1, self.sorting), (1, self.lambda_table), (1.5, self.attribute_events), (1, self.dictionary_events), (0.7, self.class_in_place), (1, self.odd_operators), (2, self.unused_result), (1, self.frame_look),
        ])

    def sink(self, value, kind="int"):
        """Takes a value that is an int of any size into a variable."""
        self.emit(self.assign_text(value, kind))

    def some_ints(self):
        return self.variable("ints") or self.pick(["[3, 1, 2]", "(5, 0, 7)", "range(4)"])

    def comprehension(self):
        ints, e = self.some_ints(), self.fresh("e")
        condition = self.pick(["", f" if {e} % {self.pick([2, 3])}", f" if {e} > {self.small_expr()} % 50"])
        value = self.pick([e, f"{e} * {self.small_expr()}", f"{e} & {self.pick(MASKS)}", f"{e} // 2 + 1"])
        name = self.target("ints")
        table = self.target("table")
        options = [lambda: self.sink(f"sum([{value} for {e} in {ints}[:9]{condition}])"), lambda: self.sink(f"sum({value} for {e} in {ints}[:9]{condition})"),
                   lambda: self.sink(f"len({{{value} for {e} in {ints}[:9]{condition}}})"),
                   lambda: self.sink(f"sum({e} * {e}2 for {e} in {ints}[:4] for {e}2 in range({e} % 3))"),
                   lambda: self.sink(f"{self.pick(['any', 'all'])}({e} % 5 for {e} in {ints}[:9]) + 0")]
        if name:
            options += [lambda: self.emit(f"{name} = [lim({value}) for {e} in {ints}[:12]{condition}] or [1]")] * 2
        if table:
            options += [lambda: self.emit(f"{table} = {{{e} % 11: lim({value}) for {e} in {ints}[:9]{condition}}} or {{0: 1}}")]
        self.pick(options)()
        self.spend(8)

    def walk_container(self):
        ints, table, a, b, c = self.some_ints(), self.variable("table"), self.fresh("y"), self.fresh("y"), self.fresh("y")
        total = self.target("int")
        if not total:
            return self.assign_int()
        step = f"    {total} = ({total} * 3 + {a} + {b}) & {self.pick(MASKS)}"
        heads = [f"for {a}, {b} in enumerate({ints}[:7]):", f"for {a}, {b} in zip({ints}[:7], range(9)):", f"for {a}, {b} in enumerate(reversed({ints}[:6]), {self.small_expr()}):",
                 f"for {a}, {b} in [(1, 2), (3, 4), ({self.small_expr()}, 5)]:", f"for {a}, {b} in zip(sorted({ints}[:7]), map(abs, {ints}[:5])):",
                 f"for {a}, {b} in zip(*[iter({ints}[:8])] * 2):", f"for {a}, {b} in [[1, 2], [3, {self.small_expr()}]]:", f"for {a}, ({b}, {c}) in enumerate(zip({ints}[:6], {ints}[1:5])):",
                 f"for {a}, {b}, {c} in zip({{*{ints}[:5]}}, range(7), 'text'):"]
        if table:
            heads += [f"for {a}, ({b}, {c}) in enumerate({table}.items()):", f"for {a}, {b} in {table}.items():", f"for {a}, {b} in list({table}.items())[:8]:", f"for {a}, {b} in sorted({table}.items())[:8]:",
                      f"for {a}, {b} in zip({table}, {table}.values()):"] * 2
        self.emit(self.pick(heads))
        self.emit(step)
        if self.chance(0.3):
            self.emit(f"    if {total} % {self.pick([3, 7, 50])} == 1:\n        {self.pick(['break', 'continue'])}")
        if self.chance(0.2):
            self.emit(f"else:\n    {total} += 1")
        self.spend(16)

    def walk_text(self):
        total, text, a = self.target("int"), self.variable("str") or "'hello\\u00e9'", self.fresh("ch")
        if not total:
            return self.assign_int()
        self.emit(f"for {a} in {text}[:8]:")
        self.emit(self.pick([f"    {total} = ({total} * 31 + ord({a})) & {self.pick(MASKS)}", f"    if {a} in 'aeiou':\n        {total} += 1\n    elif {a} == ' ':\n        break",
                             f"    {total} += {a}.isalpha() + {a}.isdigit() * 2", f"    {total} ^= len({a} * 3)"]))
        self.spend(12)

    def finally_loop(self):
        a, total = self.fresh("k"), self.target("int")
        if not total:
            return self.assign_int()
        count = self.random.randrange(1, 6)
        word = self.pick(["break", "continue", f"raise ValueError({a})", "pass", f"{total} //= ({a} - 1)"])
        self.emit(f"try:\n    for {a} in range({count}):\n        try:\n            {total} += {a}\n            if {a} == {self.random.randrange(0, 6)}:\n                {word}\n"
                  f"        finally:\n            {total} ^= {self.random.randrange(1, 9)}\n            {self.pick(['pass', 'pass', f'if {a} == 3: break', f'if {a} == 2: continue'])}\n"
                  f"        {total} += 2\nexcept (ValueError, ZeroDivisionError):\n    {total} = lim({total}) + 1")
        self.spend(5 * count)

    def with_statement(self):
        a, total = self.fresh("w"), self.target("int")
        if not total:
            return self.assign_int()
        swallow = self.pick(["True", "True", "False"])
        body = self.pick([f"{total} = lim({total} + {a})", f"{total} //= {self.small_expr()} % 4", f"{total} = lim({total}) + Guard.count"])
        lines = f"with Guard({swallow}) as {a}:\n    {body}"
        if self.chance(0.3):
            lines = f"with Guard(True), Guard({swallow}) as {a}:\n    {body}"
        if "//=" in body and swallow == "False":
            lines = "try:\n" + "\n".join("    " + line for line in lines.split("\n")) + f"\nexcept ZeroDivisionError as error:\n    {total} = len(str(error))"
        self.emit(lines)
        self.spend(6)

    def match_statement(self):
        total = self.target("int")
        if not total:
            return self.assign_int()
        subject = self.pick([self.variable("wild") or self.small_expr(), self.variable("int", "small") or "3", f"({self.small_expr()} % 4, {self.int_leaf()})",
                             f"[{self.small_expr()} % 3, 1, 2]", f"{{'k': {self.small_expr()} % 3, 'z': 1}}", f"Bag([1, 2], {self.small_expr()} % 3)"])
        a, b = self.fresh("m"), self.fresh("m")
        cases = ["0 | 1", f"int({a})" , f"{self.random.randrange(0, 9)}", f"float() as {a}", f"({a}, {b})", f"[0, *{b}]", f"[1, {a}, {b}]", f"{{'k': 0, **{b}}}", f"{{'k': {a}}}",
                 f"str({a})", f"Bag(0)", f"Bag({a}, [1, *{b}])", "None | True", f"{a} if {total} % 2", f"(1 as {a}, _)", f"[_, _]", "'w'", "-1 | -2"]
        chosen = self.random.sample(cases, self.random.randrange(2, 6))
        self.emit(f"match {subject}:")
        for case in chosen:
            self.emit(f"    case {case}:\n        {total} = lim({total}) + {self.random.randrange(1, 50)}")
        if self.chance(0.6):
            self.emit(f"    case _:\n        {total} = lim({total}) - 1")
        self.spend(6)

    def nested_function(self):
        name, x = self.fresh("inner"), self.fresh("x")
        captured = self.variable("int", "small") or "7"
        style = self.pick([
            f"def {name}({x}, k={self.small_expr()}):\n    return {x} + k + {captured}",
            f"def {name}({x}):\n    def deep(y):\n        return y * 2 + {x} + {captured}\n    return deep({x}) - deep(1)",
            f"{name} = lambda {x}, *rest, z=1: {x} * z + len(rest) + {captured}",
            f"def {name}({x}):\n    return {x} if {x} <= 0 else {name}({x} // 2 - 1) + 1",
        ])
        self.emit(style)
        argument = self.pick([self.small_expr(), f"{self.small_expr()} % 16"])
        self.sink(f"{name}({argument})")
        self.spend(10)

    def star_call(self):
        s = self.small_expr
        self.sink(self.pick([f"spread(*[{s()}, {s()}])", f"spread({s()}, *{self.some_ints()}[:5])", f"spread({s()}, c={s()}, d=1)", f"spread({s()}, **{{'c': {s()}, 'e': 2}})",
                             f"spread(1, *({s()}, 2), d={s()}, **{{'e': 1, 'f': 2}})", f"spread({s()})", f"Bag([], 1)({s()}, *[1, 2], scale=2, k={s()})",
                             f"max(*[{s()}, {s()}], {s()})", f"spread(*range({s()} % 6 + 1))", f"(lambda *a, **k: len(a) * 10 + len(k))(*[1, 2], **{{'a': 1}})"]))
        self.spend(4)

    def unpacking(self):
        names = self.scope.assignable("int")
        if len(names) < 2:
            return self.assign_int()
        a, b = self.random.sample(names, 2)
        rest = self.fresh("rest")
        ints = self.some_ints()
        self.emit(self.pick([
            f"{a}, *{rest} = {ints}[:6] or [1]\n{b} = len({rest})", f"*{rest}, {a} = {ints}[:6] or [1]\n{b} = sum({rest})", f"({a}, {b}), {rest} = ({self.small_expr()}, 3), 1",
            f"[{a}, {b}] = divmod({self.int_leaf()}, {self.pick(['7', '-3', '2**31'])})", f"try:\n    {a}, {b} = {ints}[:{self.pick([2, 2, 3])}]\nexcept (ValueError, TypeError):\n    {a} = {b} = 4",
            f"for {a}, (_, {b}) in [(1, (2, 3)), ({self.small_expr()}, 'ab')][:1]:\n    pass", f"{a}, {b} = (lambda: ({self.small_expr()}, {self.small_expr()}))()"]))
        self.emit(f"{a} = lim({a})\n{b} = lim({b})")

    def slices(self):
        name = self.target("ints")
        if not name:
            return self.assign_int()
        s = self.small_expr()
        self.emit(self.pick([f"{name}[1:3] = [{s}, {s}]\ndel {name}[20:]", f"{name} = {name}[::2] + [1]", f"{name}.insert({s} % 5, {s})\ndel {name}[15:]", f"del {name}[{s} % 3:{s} % 7]\n{name}.append(2)",
                             f"{name} = ({name} * 2)[:{self.pick([7, 11])}] or [0]", f"{name}.extend(range({s} % 4))\ndel {name}[:-12]", f"{name}.reverse()", f"{name} = sorted({name}, key=lambda v: -v)",
                             f"{name} += [{s}]\n{name} = {name}[-9:]", f"if {s} in {name}:\n    {name}.remove({s})\n    {name}.append(0)", f"{name}[-1:] = ({s}, 1)\n{name} = {name}[:14]"]))

    def cross_edge(self):
        """A short run of additions or products over a boundary of the number representations."""
        total, a = self.target("int"), self.fresh("k")
        if not total:
            return self.assign_int()
        edge = self.pick([2**31, 2**47, 2**48, 2**53, 2**62, 2**63, 2**64, -2**31, -2**47, -2**63])
        distance = self.random.randrange(0, 6)
        count = self.random.randrange(2, 9)
        change = self.pick(["+= 1", "-= 1", f"+= {self.pick([3, 7])}", "*= 3", "= -" + total, f"+= {a}", "<<= 1", "//= -1", "= ~" + total, f"= abs({total} - 1)", f"^= {2**self.pick([31, 47, 63])}", "= " + total + " * " + total + " % 1000003"])
        self.emit(f"{total} = {edge - distance}\nfor {a} in range({count}):\n    {total} {change}")
        if self.chance(0.4):
            self.emit(f"    {total} {self.pick(['-= 2', '+= 1', '>>= 1', '%= 2**63', '&= 2**64 - 1', '|= 1'])}")
        if self.chance(0.5):
            self.emit(f"{total} = lim({total})")
        self.spend(3 * count)

    def bag(self):
        a, total = self.fresh("bag"), self.target("int")
        if not total:
            return self.assign_int()
        s = self.small_expr()
        self.emit(f"{a} = Bag([1, 2, {s}], {s})")
        uses = [f"{total} = lim({total}) + len({a}) + {a}[0]", f"{a}[1] = {s}\n{total} = sum({a})", f"{total} = {s} in {a}", f"{total} = lim({total}) + {a}", f"{a} += {s}\n{total} = {a}.tag",
                f"{total} = 5 if {a} else 6", f"{total} = {a} == Bag([], 1)", f"{total} = {a} < Bag([], 9)", f"{total} = {a}({s}, 1, scale=3)", f"{total} = {a}.unknown",
                f"try:\n    {total} = {a}.missing\nexcept AttributeError as error:\n    {total} = len(str(error))", f"try:\n    {a}.other = 1\nexcept AttributeError:\n    {total} = 8",
                f"{total} = len({{{a}: 1, Bag([], {s}): 2}})", f"{total} = sum({a}.walk())", f"{total} = max({a}, Bag([], 7)).tag", f"{total} = min({a}.items)", f"for {total} in {a}:\n    pass"]
        for use in self.random.sample(uses, self.random.randrange(1, 4)):
            self.emit(use)
        self.emit(f"{total} = lim({total}) + 0")
        self.spend(14)

    def byte_text(self):
        a, total, s = self.fresh("by"), self.target("int"), self.small_expr()
        if not total:
            return self.assign_int()
        self.emit(self.pick([
            f"{a} = bytearray(4)\n{a}[{s} % 4] = {s} % 256\n{total} = sum({a})", f"{total} = int.from_bytes(({self.pick(['255', s, '65536', str(2**40)])}).to_bytes(8, '{self.pick(['big', 'little'])}'), 'big') & {self.pick(MASKS)}",
            f"{total} = b'abc'[{s} % 3]", f"{total} = len(b'ab' * ({s} % 4) + bytes([1, 2]))", f"try:\n    {a} = bytearray(2)\n    {a}[0] = {s} * 50\nexcept ValueError:\n    {total} = 256",
            f"{total} = 0\nfor {a} in b'hello':\n    {total} = ({total} * 31 + {a}) & 0xffffffff"]))
        self.spend(8)

    def sets(self):
        a, total, s = self.fresh("set"), self.target("int"), self.small_expr()
        if not total:
            return self.assign_int()
        self.emit(f"{a} = set({self.some_ints()}[:6])")
        for use in self.random.sample([f"{a}.add({s})", f"{a}.discard({s})", f"{a} |= {{1, 2}}", f"{a} &= set(range(50))", f"{a} ^= {{{s}}}", f"{a} -= {{1}}", f"{a}.update([{s}, 9])"], 2):
            self.emit(use)
        self.emit(self.pick([f"{total} = len({a})", f"{total} = sum({a})", f"{total} = {s} in {a}", f"{total} = sorted({a})[-1] if {a} else 0", f"{total} = len(frozenset({a}) | {{0}})",
                             f"for {total} in sorted({a})[:4]:\n    pass\n{total} = {s}"]))
        self.emit(f"{total} = lim({total}) + 0")
        self.spend(8)

    def generator_talk(self):
        a, total, s = self.fresh("talk"), self.target("int"), self.small_expr()
        if not total:
            return self.assign_int()
        self.emit(f"{a} = {self.pick(['echo', 'chain'])}({s} % 5)\n{total} = next({a}, 0)")
        self.emit(self.pick([
            f"try:\n    {total} += {a}.send({s})\n    {total} += {a}.send(1)\nexcept StopIteration as stop:\n    {total} += 1000\nexcept TypeError:\n    {total} = 0",
            f"try:\n    {total} += {a}.throw(ValueError('x'))\nexcept (ValueError, StopIteration) as error:\n    {total} += len(type(error).__name__)",
            f"{a}.close()\n{total} += len(list({a}))", f"{total} += sum({a})", f"for {total} in {a}:\n    if {total} > 2:\n        break",
            f"{total} += len([*{a}, *{a}])"]))
        self.spend(16)

    def text_work(self):
        name, total, s = self.target("str"), self.target("int"), self.small_expr()
        if not name or not total:
            return self.assign_int()
        self.emit(self.pick([
            f"{name} = f'{{{s}:>4}}|{{{total}!r:.6}}'", f"{name} = '%05d %s' % ({s}, {name}[:3])", f"{name} = '-'.join([{name}[:2], str({s}), 'z'])", f"{total} = len({name}.split('{self.pick([' ', 'a', '-'])}'))",
            f"{total} = {name}.find('{self.pick(WORDS)}') + {name}.count('a')", f"{name} = {name}.ljust({s} % 9, '.').upper()[:12]", f"{total} = {name} < 'm' <= 'z'", f"{name} = ''.join(reversed({name}))[:9] or 'r'",
            f"{name} = {name}.encode().decode()", f"{total} = {name}.startswith(('a', 'h')) + {name}.endswith('z')", f"{name} = ''.join(ch for ch in {name} if ch.isalnum())[:8] or 'q'",
            f"{name} = '{{:d}}/{{}}'.format({s}, {name}[:2])", f"{name} = {name}.partition('e')[{self.pick([0, 2])}][:10] or 'p'", f"{total} = hash({name}) == hash({name} + '')"]))
        self.emit(f"{total} = lim({total}) + 0")
        self.spend(5)

    def careful_call(self):
        self.sink(f"careful({self.int_leaf()}, {self.small_expr()} % {self.pick([4, 6, 7])})")
        self.spend(5)

    def raise_and_catch(self):
        total, s = self.target("int"), self.small_expr()
        if not total:
            return self.assign_int()
        self.emit(self.pick([
            f"try:\n    raise Oops({s})\nexcept Oops as error:\n    {total} = error.code", f"try:\n    try:\n        {total} = 1 // ({s} % 2)\n    except ZeroDivisionError as error:\n        raise Oops(2) from error\nexcept Oops as error:\n    {total} = error.code + (error.__cause__ is not None)",
            f"try:\n    if {s} % 3 == 0:\n        raise KeyError({s})\n    {total} = [1, 2][{s} % 4]\nexcept LookupError as error:\n    {total} = len(error.args)\nelse:\n    {total} += 10\nfinally:\n    {total} += 100",
            f"try:\n    try:\n        raise ValueError({s})\n    finally:\n        {total} = 3\nexcept ValueError as error:\n    {total} += error.args[0]", f"try:\n    {total} = next(iter([]))\nexcept StopIteration:\n    {total} = 77",
            f"try:\n    {total} = None + {s}\nexcept TypeError:\n    {total} = 9", f"try:\n    assert {s} % 3, 'no'\n    {total} = 1\nexcept AssertionError as error:\n    {total} = len(str(error))",
            f"try:\n    {total} = unknown_name\nexcept NameError:\n    {total} = 12", f"try:\n    {total} = int('x{s}')\nexcept ValueError as error:\n    {total} = len(str(error))"]))
        self.emit(f"{total} = lim({total}) + 0")
        self.spend(7)

    def int_methods(self):
        x = self.int_leaf()
        self.sink(self.pick([f"({x}).bit_length()", f"pow({x}, {self.small_expr()} % 6, {self.pick(MODULI)})", f"round({x}, -1)", f"({x}).bit_count()", f"int(str({x})) - 1", f"int(hex({x}), 16)", f"divmod({x}, 7)[1]",
                             f"sum(divmod({x}, {self.pick(['-7', '2**31', '10'])}))", f"({x} > 5) + ({x} == {x})", f"-{x} // 3 + -{x} % 3", f"({x} << 3 >> 2) ^ {x}", f"bool({x}) + (not {x})", f"int({x} / 3) if abs({x}) < 10**15 else 1",
                             f"min({x}, 3, {self.small_expr()})", f"hash(0 if {x} is None else {x}) % 1009", f"round({self.small_expr()} * 0.37, 1).__floor__()", f"int(({self.small_expr()} / 7).hex()[-2:], 16) % 97 if 0 else 1"]))

    def walrus(self):
        a, total = self.fresh("n"), self.target("int")
        if not total:
            return self.assign_int()
        self.emit(f"if ({a} := {self.small_expr()} % 7) > 3 and ({total} := {a} * 2) < 100:\n    {total} += {a}\nelse:\n    {total} = {a}")

    def shown_locals(self):
        if not self.scope.function:
            return self.assign_int()
        name = self.pick(list(self.scope.kinds))
        self.sink(self.pick([f"len(locals())", f"('{name}' in locals()) + 1", f"len(repr(locals().get('{name}'))) if not isinstance({name}, Base) else 0" if self.scope.kinds[name] in ("int", "small") else "len(vars())"]))
        self.spend(4)

    def sorting(self):
        ints, s = self.some_ints(), self.small_expr()
        self.sink(self.pick([f"sorted({ints}[:8], key=lambda v: (v % 5, -v))[0] if {ints}[:8] else 0", f"sorted({ints}[:8], reverse=True)[-1] if {ints}[:8] else 0", f"max({ints}[:8], key=abs, default={s})",
                             f"min(({s}, 2), (3, {s}))[1]", f"sorted(['b', 'a', str({s})])[0] > 'a'", f"sum(sorted(set({ints}[:6]))[:2])", f"len(list(filter(None, {ints}[:7])))"]) if "range" not in ints else f"sum({ints})")
        self.spend(8)

    def lambda_table(self):
        self.sink(f"{{'a': lambda v: v + 1, 'b': abs, 'c': str}}[{self.pick(['chr(97 + ' + self.small_expr() + ' % 2)', repr('a')])}]({self.small_expr()})")
        self.spend(4)

    def attribute_events(self):
        name, s = self.variable("object"), self.small_expr()
        if not name:
            return self.assign_int()
        self.emit(self.pick([
            f"setattr({name}, 'extra{self.random.randrange(2)}', {s})", f"if hasattr({name}, 'extra0'):\n    del {name}.extra0", f"{name}.__dict__['y'] = {s}", self.assign_text(f"getattr({name}, 'z', 3)", "int"),
            self.assign_text(f"len(vars({name}))", "int"), f"{name}.x = {name}.y = {s}", f"{name}.x, {name}.y = {s}, {name}.x if isinstance({name}.x, int) else 1", self.assign_text(f"type({name}).step", "wild"),
            f"if {s} == @K@:\n    type({name}).get = lambda self, a: a + {self.random.randrange(9)}", f"if {s} == @K@:\n    type({name}).added = property(lambda self: 5)", self.assign_text(f"{name}.get.__self__ is {name}", "int") if False else f"{name}.x = lim({s})",
            self.assign_text(f"isinstance({name}, Base) + isinstance({name}, int)", "int"), self.assign_text(f"Base.get({name}, {s})", "wild")]))

    def class_in_place(self):
        """A class statement or an import where it runs often."""
        name, total, s = self.fresh("K"), self.target("int"), self.small_expr()
        if not total:
            return self.assign_int()
        self.emit(self.pick([
            f"class {name}:\n    first = {s}\n    second = first + 1\n    def get(self):\n        return self.second * 2\n{total} = {name}().get() + {name}.first",
            f"class {name}(Base):\n    step = [v for v in range(3)][{s} % 3]\n    def get(self, a):\n        return super().get(a) + __class__.step\n{total} = lim({name}({s}, 1).get(2))",
            f"import math as {name}\n{total} = {name}.gcd({s}, 12)", f"from math import isqrt as {name}\n{total} = {name}({s} + 5)",
            f"class {name}(Exception):\n    pass\ntry:\n    raise {name}({s})\nexcept {name} as error:\n    {total} = error.args[0]",
            f"{name} = type('{name}', (Base,), {{'get': lambda self, a: a}})\n{total} = {name}(1, 2).get({s})"]))
        self.spend(10)

    def unused_result(self):
        """An operation only for what it may raise."""
        total, s, x = self.target("int"), self.small_expr(), self.variable("wild", "int", "small") or "1"
        if not total:
            return self.assign_int()
        ints, table = self.some_ints(), self.variable("table") or "{0: 1}"
        operation = self.pick([f"{x} // ({s} % 3)", f"{s} % ({s} % 4)", f"{s} << ({s} % 5 - 1)", f"{s} >> ({s} % 3 - 1)", f"{x} + 1", f"{x} < {s}", f"{ints}[{s} % 9]", f"{table}[{s} % 9]", f"{s} / ({s} % 2)", f"'abc'[{s} % 5]",
                               f"-{x}", f"{x}.unknown", f"1.5 / ({s} % 3 * 0.5)", f"{x}[0]", f"int({s} * 1e307)", f"({s}, 2)[{s} % 4]", f"len({x})", f"{x} in {ints}", f"undefined_{s if s.isdigit() else 1}", f"~{x}", f"abs({x})", f"{x} ** 0.5 % 1"])
        self.emit(f"try:\n    {operation}\nexcept (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, NameError) as error:\n    {total} = len(type(error).__name__)")
        self.spend(3)

    def frame_look(self):
        """What a callee, or a traceback, sees of this frame's variables."""
        if not self.scope.function:
            return self.assign_int()
        name = self.pick([name for name, kind in self.scope.kinds.items() if kind in ("int", "small", "float", "str", "bool")] or ["n"])
        self.sink(self.pick([f"len(str(seen('{name}')))", f"len(str(seen_by_raise('{name}')))", f"fint(float(seen('n')))"]))
        self.spend(6)

    def odd_operators(self):
        a, total, s = self.fresh("o"), self.target("int"), self.small_expr()
        if not total:
            return self.assign_int()
        self.emit(self.pick([
            f"{total} = +{s} + ({s} not in {self.some_ints()}[:5])", f"{total} = ({s} is not None) + ({self.int_leaf()} is None)", f"{a} = {s}\ndel {a}\n{total} = 3", f"{total} = -(-{s}) ** 2 + (not {s})",
            f"{total} = 1 if {s} % 2 else 2 if {s} % 3 else 3", f"{total} = ({s} and {self.int_leaf()}) or 4", f"{total} = {s} < {self.int_leaf()} < 2**40 != 7", f"{a} = [0] * 3\n{a}[{s} % 3] += {s}\n{a}[0] <<= 1\n{total} = sum({a})",
            f"{a} = {{}}\n{a}[{s}] = {a}.get({s}, 0) + 1\n{a}[{s}] *= 2\n{total} = {a}[{s}]", f"{total} = [*range({s} % 5), *{self.some_ints()}[:3]][0] if {s} % 5 else 1", f"{total} = len({{*{self.some_ints()}[:4], 1}})",
            f"{total} = (lambda: (yield))().__class__.__name__ == 'generator'", f"{total} = sum(x if x % 2 else -x for x in (1, {s}, 3))", f"{total} = {s} @ 2 if False else int({s} * 1.5)", f"{total} = [[1, 2], [3, {s}]][{s} % 2][-1]",
            f"{total} = slice(1, {s}).indices(10)[1]", f"{total} = 'abcdef'[{s} % 6:][0] >= 'c'", f"{total} = int(f'{{{s}}}' f'{{1}}') % 1000", f"global_{a} = {s}\n{total} = global_{a}"]))
        self.emit(f"{total} = lim({total}) + 0")

    def dictionary_events(self):
        table, s, k = self.target("table"), self.small_expr(), self.fresh("k")
        if not table:
            return self.assign_int()
        self.emit(self.pick([
            f"try:\n    for {k} in {table}:\n        if {s} % 50 == 7:\n            {table}[{k} + 100] = 1\nexcept RuntimeError as error:\n    {table}.clear()\n    {table}[0] = len(str(error))", f"{table} = {{**{table}, {s} % 9: 1}}", f"{table}.setdefault({s} % 13, 4)", f"{table} |= {{{s} % 5: {s}}}",
            f"{table} = dict(sorted({table}.items())[:9]) or {{0: 2}}", f"for {k} in list({table}):\n    if {k} > 20:\n        del {table}[{k}]\n{table}[0] = 1", f"{table}.update(zip(range(3), {self.some_ints()}[:3]))", self.assign_text(f"sum({table}.values())", "wild"),
            f"if len({table}) > 3:\n    {table}.popitem()", self.assign_text(f"max({table}, default=3)", "int"), f"{table} = {{k: v for k, v in {table}.items() if k != {s} % 5}} or {{1: 1}}"]))
        self.spend(6)
