"""Random expressions by kind. Every expression is valid, ends, and stays small: ints below a few hundred bits, text and
lists below a hundred items. What may raise is only generated where the caller says so."""

EDGES = [2**31 - 1, 2**31, -2**31, 2**32, 2**46, 2**47 - 1, 2**47, -2**47, -2**47 - 1, 2**48, 2**53, 2**62, 2**63 - 1, 2**63,
         -2**63, -2**63 - 1, 2**64, 2**64 - 1, 10**18, 3 * 10**20]
MODULI = [7, 10, 97, 256, 1009, 65521, 10**6 + 3, 2**31, 2**31 - 1, 2**32, 2**47, 2**48, 2**61 - 1, 2**63, 2**64]
MASKS = [1, 3, 7, 15, 255, 0xFFFF, 2**31 - 1, 2**32 - 1, 2**47 - 1, 2**48 - 1, 2**62 - 1, 2**63 - 1, 2**64 - 1]
FLOATS = ["0.0", "-0.0", "0.5", "1.0", "-1.5", "2.0", "0.1", "3.7", "1e10", "-1e-3", "1e300", "123456.789", "4503599627370496.5", "1e16"]
ODD_FLOATS = ["float('inf')", "-float('inf')", "float('nan')", "5e-324", "1.7976931348623157e308"]
WORDS = ["a", "b", "xyz", "hello", "\\u00e9", "\\u20ac", "\\U0001f600", " ", "A1", "42", "zz top"]


class Expressions:
    """Mixed into the program generator; needs self.random, self.scope and the tables of functions and classes."""

    def pick(self, options):
        return options[int(self.random.random() * len(options))]

    def chance(self, probability):
        return self.random.random() < probability

    def weighted(self, table):
        """table: (weight, function) pairs; calls one."""
        total = 0
        for weight, _ in table:
            total += weight
        at = self.random.random() * total
        for weight, make in table:
            at -= weight
            if at < 0:
                return make()
        return table[-1][1]()

    def variable(self, *kinds):
        """The name of a readable variable of one of these kinds, or None."""
        names = [name for name, kind in self.scope.readable() if kind in kinds]
        return self.pick(names) if names else None

    # ints

    def int_literal(self):
        roll = self.random.random()
        if roll < 0.6:
            return str(self.random.randrange(-3, 12))
        if roll < 0.8:
            return str(self.random.randrange(-1000, 1000))
        value = self.pick(EDGES) + self.random.randrange(-2, 3)
        return str(value) if value >= 0 else f"({value})"

    def int_leaf(self):
        name = self.variable("int", "small", "small")
        if name and self.chance(0.75):
            return name
        return self.int_literal()

    def nonzero(self, depth):
        """An int expression that is never 0."""
        if self.chance(0.6):
            value = self.pick([1, 2, 3, 4, 5, 7, 8, 10, 16, 60, 64, 100, 1000, 1024, -1, -2, -3, -7, -10, -16, 2**31, 2**40 + 1, -2**47, 2**63])
            return str(value) if value > 0 else f"({value})"
        return f"({self.int_expr(depth - 1)} | 1)"

    def int_expr(self, depth=2):
        if depth <= 0:
            return self.int_leaf()
        sub = lambda: self.int_expr(depth - 1)
        return self.weighted([
            (16, lambda: f"({sub()} {self.pick(['+', '-', '+', '-', '*'])} {sub()})"),
            (6, lambda: f"({sub()} {self.pick(['//', '%'])} {self.nonzero(depth)})"),
            (6, lambda: f"({sub()} {self.pick(['&', '|', '^'])} {sub()})"),
            (3, lambda: f"({sub()} >> {self.pick([0, 1, 2, 3, 7, 16, 31, 32, 47, 63, 64])})"),
            (2, lambda: f"({sub()} << {self.pick([0, 1, 2, 4, 8, 16, 31, 40])})"),
            (1, lambda: f"(1 << ({sub()} & {self.pick([7, 31, 63])}))"),
            (2, lambda: f"({self.pick(['-', '~', '-'])}{sub()})"),
            (2, lambda: f"abs({sub()})"),
            (2, lambda: f"{self.pick(['min', 'max'])}({sub()}, {sub()})"),
            (3, lambda: f"({sub()} if {self.condition(depth - 1)} else {sub()})"),
            (2, lambda: f"({self.condition(depth - 1)})" if self.chance(0.3) else f"(({self.condition(depth - 1)}) + {sub()})"),
            (1, lambda: f"fint({self.float_expr(depth - 1)})"),
            (1, lambda: f"divmod({sub()}, {self.nonzero(depth)})[{self.pick([0, 1])}]"),
            (1, lambda: f"({self.small_expr()} ** {self.pick([0, 1, 2, 3, 4])})"),
            (2, lambda: f"{self.pick(['int', 'round', 'math.floor', 'math.ceil', 'math.trunc'])}({self.small_expr()} * {self.pick(['0.5', '1.7', '-0.37', '2', '1e13'])})"),
            (1, lambda: f"{self.pick(['int', 'bool', 'int'])}({self.pick([self.condition, self.int_expr])(depth - 1)})"),
            (6, lambda: self.int_from_container(depth)),
            (3, lambda: self.int_call(depth)),
            (2, lambda: self.int_attribute(depth)),
        ])

    def small_expr(self):
        """An int whose size is at most a few thousand, and not negative where it comes from an index."""
        name = self.variable("small")
        if name and self.chance(0.8):
            return name
        return str(self.random.randrange(0, 20))

    def int_from_container(self, depth):
        options = []
        ints, dicts, text, rows = self.variable("ints"), self.variable("table"), self.variable("str"), self.variable("rows")
        if ints:
            options += [lambda: f"{ints}[{self.index(ints)}]"] * 4 + [lambda: f"len({ints})", lambda: f"sum({ints})", lambda: f"max({ints})", lambda: f"{ints}[-1]"]
        if dicts:
            options += [lambda: f"{dicts}.get({self.small_expr()} % 11, {self.int_literal()})", lambda: f"len({dicts})"]
        if text:
            options += [lambda: f"ord({text}[{self.index(text)}])", lambda: f"len({text})"]
        if rows:
            options += [lambda: f"{rows}[{self.small_expr()} % {len_of_rows()}][{self.small_expr()} % {len_of_rows()}]"] * 2
        if not options:
            return self.int_leaf()
        return self.pick(options)()

    def index(self, name):
        if self.chance(0.15):
            return self.pick(["0", "-1"])
        sign = "-1 - " if self.chance(0.15) else ""
        return f"{sign}{self.small_expr()} % len({name})"

    def int_call(self, depth):
        functions = [f for f in self.functions if f["returns"] == "int" and self.can_call(f)]
        if not functions:
            return self.int_leaf()
        return self.call(self.pick(functions), depth)

    def call(self, function, depth):
        self.spend(function["cost"])
        arguments = [self.argument(kind, depth - 1) for kind in function["parameters"]]
        required = function["required"]
        keep = required + int(self.random.random() * (len(arguments) - required + 1))
        arguments = arguments[:keep]
        if function["name"] and self.chance(0.15) and len(arguments) == len(function["parameters"]) and function["names"]:
            arguments[-1] = f"{function['names'][-1]}={arguments[-1]}"
        return f"{function['name']}({', '.join(arguments)})"

    def argument(self, kind, depth):
        if kind == "int":
            return self.int_expr(max(0, depth))
        if kind == "float":
            return self.float_expr(max(0, depth))
        if kind == "wild":
            return self.wild_expr()
        if kind == "ints":
            return self.variable("ints") or "[3, 1, 2]"
        return self.variable(kind) or self.literal_of(kind)

    def literal_of(self, kind):
        return {"str": "'lit'", "table": "{0: 1}", "rows": "[[1, 2, 3], [4, 5, 6], [7, 8, 9]]"}.get(kind, "1")

    def int_attribute(self, depth):
        name = self.variable("object")
        if not name:
            return self.int_leaf()
        if self.chance(0.4):
            return f"{name}.{self.pick(['x', 'y'])}"
        if self.chance(0.2):
            return f"{name}.twice"
        self.spend(3)
        return f"{name}.{self.pick(['get', 'mix'])}({self.int_expr(depth - 1)})"

    # floats

    def float_expr(self, depth=2):
        if depth <= 0:
            name = self.variable("float")
            if name and self.chance(0.7):
                return name
            return self.pick(ODD_FLOATS) if self.chance(0.04) else self.pick(FLOATS)
        sub = lambda: self.float_expr(depth - 1)
        return self.weighted([
            (14, lambda: f"({sub()} {self.pick(['+', '-', '*', '+', '*'])} {sub()})"),
            (4, lambda: f"({sub()} {self.pick(['+', '-', '*'])} {self.small_expr()})"),
            (2, lambda: f"({self.small_expr()} {self.pick(['+', '-', '*', '/'])} {self.pick(['2.0', '0.5', '3.0', '1e-3'])})"),
            (4, lambda: f"({sub()} / {self.pick(['2.0', '3', '-0.7', '1e5'])})"),
            (2, lambda: f"({sub()} / (abs({sub()}) + 1.0))"),
            (2, lambda: f"({sub()} {self.pick(['%', '//'])} {self.pick(['3.0', '0.7', '-2.5', '7'])})"),
            (1, lambda: f"abs({sub()})"),
            (1, lambda: f"(-{sub()})"),
            (1, lambda: f"float({self.small_expr()})"),
            (1, lambda: f"(abs({sub()}) ** 0.5)"),
            (1, lambda: f"math.sqrt(abs({sub()}))"),
            (1, lambda: f"{self.pick(['min', 'max'])}({sub()}, {sub()})"),
            (1, lambda: f"float({self.int_expr(depth - 1)})"),
            (1, lambda: f"math.fabs({sub()})"),
            (2, lambda: f"({sub()} if {self.condition(depth - 1)} else {sub()})"),
            (1, lambda: f"{self.pick(['min', 'max'])}({sub()}, {sub()})"),
            (1, lambda: f"({self.int_expr(0)} / {self.pick(['2', '3', '(-7)', '2**40'])})"),
        ])

    # conditions

    def condition(self, depth=1):
        options = [
            (8, lambda: f"{self.int_expr(min(depth, 1))} {self.pick(['<', '<=', '>', '>=', '==', '!='])} {self.int_expr(0)}"),
            (6, lambda: f"{self.small_expr()} % {self.pick([2, 3, 4, 5, 7, 10, 50])} == {self.pick([0, 0, 1, 2])}"),
            (2, lambda: f"{self.int_leaf()} & {self.pick([1, 2, 4, 8])}"),
            (3, lambda: f"{self.float_expr(0)} {self.pick(['<', '>', '<=', '>=', '==', '!='])} {self.float_expr(0)}"),
            (1, lambda: f"{self.float_expr(0)} {self.pick(['<', '>', '=='])} {self.int_leaf()}"),
            (1, lambda: f"0 <= {self.int_leaf()} < {self.random.randrange(1, 2000)}"),
        ]
        if depth > 0:
            options += [
                (2, lambda: f"({self.condition(depth - 1)} {self.pick(['and', 'or'])} {self.condition(depth - 1)})"),
                (1, lambda: f"not ({self.condition(depth - 1)})"),
            ]
        wild, ints, table, text = self.variable("wild"), self.variable("ints"), self.variable("table"), self.variable("str")
        if wild:
            options += [(2, lambda: f"isinstance({wild}, {self.pick(['int', 'float', 'str', '(int, float)', 'bool'])})"),
                        (1, lambda: f"{wild} is None"), (1, lambda: f"{wild} == {self.int_literal()}"), (1, lambda: f"type({wild}) is int")]
        if ints:
            options += [(1, lambda: f"{self.int_leaf()} in {ints}"), (1, lambda: f"{ints}")]
        if table:
            options += [(1, lambda: f"{self.small_expr()} in {table}")]
        if text:
            options += [(1, lambda: f"{text} {self.pick(['==', '<', '!='])} '{self.pick(WORDS)}'"), (1, lambda: f"'{self.pick(WORDS)}' in {text}")]
        flag = self.variable("bool")
        if flag:
            options += [(2, lambda: flag), (1, lambda: f"not {flag}")]
        return self.weighted(options)

    # text

    def str_expr(self, depth=1):
        name = self.variable("str")
        leaf = lambda: name if name and self.chance(0.7) else f"'{self.pick(WORDS)}'"
        if depth <= 0:
            return leaf()
        return self.weighted([
            (5, lambda: f"({leaf()} + {self.str_expr(depth - 1)})"),
            (3, lambda: f"str({self.int_expr(0)})"),
            (2, lambda: f"f'{{{self.small_expr()}}}:{{{self.float_literal()}:.2f}}'"),
            (1, lambda: f"('%d,%s' % ({self.small_expr()}, {leaf()}))"),
            (2, lambda: f"chr(97 + {self.small_expr()} % 26)"),
            (2, lambda: f"{leaf()}[{self.pick(['::-1', '1:', ':-1', ':3', '::2', '-2:'])}]"),
            (1, lambda: f"({leaf()} * {self.pick([0, 1, 2, 3])})"),
            (1, lambda: f"{leaf()}.{self.pick(['upper()', 'lower()', 'strip()', 'title()', 'swapcase()'])}"),
            (1, lambda: f"{leaf()}.replace('{self.pick(WORDS)}', '{self.pick(WORDS)}')"),
            (1, lambda: f"','.join([{leaf()}, {leaf()}])"),
            (2, leaf),
        ])

    def float_literal(self):
        return self.variable("float") or self.pick(FLOATS)

    # anything

    def wild_expr(self):
        return self.weighted([
            (6, lambda: self.int_expr(1)),
            (3, lambda: self.float_expr(1)),
            (1, lambda: self.pick(["True", "False"])),
            (1, lambda: "None"),
            (1, lambda: self.str_expr(0)),
            (1, lambda: f"({self.int_leaf()}, {self.float_expr(0)})"),
            (1, lambda: f"[{self.int_leaf()}]"),
            (1, lambda: str(self.pick(EDGES)) if self.chance(0.5) else "1j"),
            (1, lambda: self.variable("wild") or "0"),
        ])


def len_of_rows():
    return 3
