"""Random statements and loops. Loops have a bound that their body cannot move; what may raise is caught, mostly."""
from expressions import EDGES, MASKS, MODULI, WORDS


class Statements:
    """Mixed into the program generator, beside Expressions."""

    def hot_loop(self, budget, bound):
        """A loop that runs long enough to become hot, with a random body. Sets self.iterations to its count."""
        header_at = len(self.lines)
        counter = self.fresh("i")
        self.scope.kinds[counter] = "small"
        self.scope.frozen.add(counter)
        saved_cost, saved_allowed = self.cost, self.allowed_cost
        self.cost, self.allowed_cost = 0, 60
        self.iterations = 100  # replaced below; events in the body are placed by fraction of it
        self.pending = []
        guarded = self.chance(0.3 if self.scope.function else 0.8)
        self.level += 1 + guarded
        self.loops.append({"break": True, "counter": counter})
        count = self.random.randrange(2, 7)
        for _ in range(count):
            self.statement(2)
        if self.chance(0.6):
            self.event(counter)
        if self.chance(0.25):
            self.event(counter)
        self.loops.pop()
        self.level -= 1 + guarded
        body = self.lines[header_at:]
        del self.lines[header_at:]
        cost = max(1, self.cost)
        self.iterations = max(20, min(self.pick([60, 300, 1200, 2500, 4000]), int(budget // cost)))
        body = [line.replace("@K@", str(self.event_iteration())) for line in body]
        limit = bound if bound and self.chance(0.8) else str(self.iterations)
        header, before = self.loop_header(counter, limit)
        for line in before:
            self.emit(line)
        if guarded:
            self.emit("try:")
            self.level += 1
        self.emit(header)
        self.lines.extend(body)
        if header.startswith("while"):
            self.emit(f"    {counter} += 1")
        if self.chance(0.2):
            self.emit(f"else:\n    {self.scope_int()} = {self.scope_int_value()}" if self.scope.assignable("int") else "else:\n    pass")
        if guarded:
            self.level -= 1
            self.emit(f"except {self.pick(['Exception', 'Exception', '(TypeError, ValueError, KeyError, AttributeError)'])} as error:\n    print('loop', type(error).__name__, error)")
        self.cost, self.allowed_cost = saved_cost, saved_allowed
        for name in [name for name in self.scope.kinds if name[0] in "ij" and name in self.scope.frozen]:
            if self.chance(0.95):  # after an empty loop its counter does not exist
                del self.scope.kinds[name]

    def scope_int(self):
        return self.pick(self.scope.assignable("int"))

    def scope_int_value(self):
        return f"({self.int_expr(1)}) % {self.pick(MODULI)}"

    def event_iteration(self):
        last = max(1, self.iterations - 1)
        return self.pick([0, 1, 2, 3, last // 2, last // 2 + 1, last - 1, last, self.random.randrange(0, last + 1), self.random.randrange(0, last + 1)])

    def loop_header(self, counter, limit):
        """(header, lines before it) of a loop whose counter takes values of at most a few thousand."""
        style = self.random.random()
        if style < 0.45:
            return f"for {counter} in range({limit}):", []
        if style < 0.55:
            return f"for {counter} in range({self.random.randrange(0, 9)}, {limit}, {self.pick([1, 1, 2, 3])}):", []
        if style < 0.65:
            return f"for {counter} in range({limit}, {self.pick([0, -1, 5])}, {self.pick([-1, -1, -2])}):", []
        if style < 0.75:
            return f"while {counter} < {limit}:", [f"{counter} = 0"]
        if style < 0.8:
            return f"for {counter} in list(range({limit})):", []
        if style < 0.85:
            return f"for {counter}, w{counter} in enumerate(range({limit}, 0, -1)):", []
        if style < 0.9 and getattr(self, "generators", None):
            return f"for {counter}, w{counter} in zip(range({limit}), {self.pick(self.generators)}({limit}, 3)):", []
        if style < 0.95:
            return f"for {counter} in {{j: j for j in range({limit})}}:", []
        return f"for {counter} in (j for j in range({limit})):", []

    # statements

    def statement(self, depth):
        if self.cost > self.allowed_cost:
            self.spend(1)
            return self.assign_int()
        self.spend(1.5)
        table = [
            (14, self.assign_int), (7, self.assign_float), (4, self.assign_str), (6, self.assign_wild), (5, self.touch_ints),
            (3, self.touch_table), (5, self.touch_object), (2, self.assign_bool), (2, self.swap), (2, self.touch_rows),
        ]
        table += [(self.width, lambda: self.construct(depth))]
        if depth > 0:
            table += [(6, lambda: self.conditional(depth)), (4, lambda: self.inner_loop(depth)), (3, lambda: self.guarded(depth)), (2, lambda: self.leave_early())]
        if self.functions:
            table += [(3, self.call_statement)]
        if getattr(self, "generators", None):
            table += [(1.5, self.walk_generator)]
        self.weighted(table)

    def target(self, *kinds):
        names = self.scope.assignable(*kinds)
        if self.scope.function and (not names or self.chance(0.12)):
            outer = [n for n, k in self.module.kinds.items() if k in kinds and n not in self.module.frozen and n not in self.scope.kinds]
            if outer:
                name = self.pick(outer)
                self.uses_globals.append(name)
                return name
        return self.pick(names) if names else None

    def assign_int(self):
        name = self.target("int")
        if not name:
            return self.emit("pass")
        self.weighted([
            (5, lambda: self.emit(f"{name} = ({self.int_expr(3)}) % {self.pick(MODULI)}")),
            (4, lambda: self.emit(f"{name} = ({self.int_expr(2)}) & {self.pick(MASKS)}")),
            (5, lambda: self.emit(f"{name} {self.pick(['+=', '-='])} {self.small_expr()}")),
            (3, lambda: self.emit(f"{name} = {name} {self.pick(['+', '-'])} {self.pick(['1', '2', '7', '1000', str(2**31), str(2**40)])}")),
            (3, lambda: self.emit(f"{name} = lim({self.int_expr(2)})")),
            (2, lambda: self.emit(f"{name} ^= ({self.int_expr(1)}) & {self.pick(MASKS)}")),
            (2, lambda: self.emit(f"{name} = ({name} * {self.pick([3, 31, 16807, 1103515245, 6364136223846793005])} + {self.small_expr()}) % {self.pick(MODULI)}")),
            (1, lambda: self.emit(f"{name} >>= {self.pick([1, 2, 13])}")),
            (1, lambda: self.emit(f"{name} = -{name}")),
        ])

    def assign_float(self):
        name = self.target("float")
        if not name:
            return self.assign_int()
        self.emit(self.pick([f"{name} = {self.float_expr(2)}", f"{name} += {self.float_expr(1)}", f"{name} = lim({self.float_expr(2)})",
                             f"{name} = ({self.float_expr(2)}) % 1000.0", f"{name} -= {self.small_expr()}", f"{name} *= {self.pick(['0.5', '1.01', '-1', '2'])}"]))

    def assign_str(self):
        name = self.target("str")
        if not name:
            return self.assign_int()
        self.emit(self.pick([f"{name} = ({self.str_expr(1)} + '.')[-20:]", f"{name} = ({name} + {self.str_expr(1)})[:16] or 'e'",
                             f"{name} += chr(97 + {self.small_expr()} % 26)\nif len({name}) > 40:\n    {name} = {name}[30:]"]))

    def assign_bool(self):
        name = self.target("bool")
        if not name:
            return self.assign_int()
        self.emit(self.pick([f"{name} = not {name}", f"{name} = bool({self.condition(1)})", f"{name} = {self.int_leaf()} < {self.int_leaf()}", f"{name} = {name} ^ True"]))

    def assign_wild(self):
        name = self.target("wild")
        if not name:
            return self.assign_int()
        self.weighted([
            (3, lambda: self.emit(f"{name} = {self.wild_expr()}")),
            (4, lambda: self.emit(f"try:\n    {name} = lim({name} {self.pick(['+', '-', '*', '+'])} {self.pick(['1', '2', '0.5', 'True'])})\n"
                                  f"except TypeError:\n    {name} = {self.pick(['0', '1', '0.5', '2**62'])}")),
            (1, lambda: self.emit(f"try:\n    {name} = lim({name} {self.pick(['%', '//', '/', '+', '&', '<<'])} {self.pick(['3', '7', '2', '1'])})\n"
                                  f"except (TypeError, ValueError) as error:\n    {name} = len(str(error))")),
            (2, lambda: self.emit(f"if {self.small_expr()} == @K@:\n    {name} = {self.wild_expr()}")),
            (1, lambda: self.emit(f"{name} = lim({name}) if {name} is not None else {self.int_leaf()}")),
        ])

    def touch_ints(self):
        name = self.target("ints")
        if not name:
            return self.assign_int()
        self.weighted([
            (5, lambda: self.emit(f"{name}[{self.index(name)}] = lim({self.int_expr(1)})")),
            (2, lambda: self.emit(f"{name}[{self.index(name)}] += {self.small_expr()}")),
            (3, lambda: self.emit(f"{name}.append(({self.int_expr(1)}) % {self.pick(MODULI)})\nif len({name}) > {self.pick([20, 50])}:\n    del {name}[:10]")),
            (2, lambda: self.emit(f"if len({name}) > 1:\n    {self.assign_text(f'{name}.pop()', 'int')}")),
            (1, lambda: self.emit(f"{name}[0], {name}[-1] = {name}[-1], {name}[0]")),
            (1, lambda: self.emit(f"{name} = {name}[::-1]")),
            (1, lambda: self.emit(f"{name} = [e % 1000 for e in {name}]")),
            (0.5, lambda: self.emit(f"{name}.sort()")),
            (1, lambda: self.emit(f"if {self.small_expr()} == @K@:\n    {name}[0] = {self.pick(['0.5', 'True', str(2**63), str(2**47)])}")),
            (1, lambda: self.emit(f"try:\n    {self.assign_text(f'{name}[{self.small_expr()} % 12]', 'int')}\nexcept IndexError:\n    {name}.append(1)\n    del {name}[12:]")),
        ])

    def assign_text(self, value, kind):
        """An assignment of a bounded int to some variable, as text."""
        target = self.target(kind)
        return f"{target} = lim({value})" if target else f"lim({value})"

    def touch_table(self):
        name = self.target("table")
        if not name:
            return self.assign_int()
        key = self.pick([f"{self.small_expr()} % 11", f"{self.small_expr()} % 40", f"({self.int_expr(1)}) % 7"])
        self.emit(self.pick([f"{name}[{key}] = {name}.get({key}, 0) + 1", f"{name}[{key}] = ({self.int_expr(1)}) % 1009", f"{name}.pop({key}, None)\n{name}[0] = 1",
                             f"{self.assign_text(f'{name}.get({key}, 5)', 'int')}", f"if {key} in {name}:\n    {name}[{key}] ^= 1\nelse:\n    {name}[{key}] = 0",
                             f"try:\n    {self.assign_text(f'{name}[{key}]', 'int')}\nexcept KeyError as error:\n    {name}[error.args[0]] = 3"]))

    def touch_rows(self):
        name = self.target("rows")
        if not name:
            return self.assign_int()
        self.emit(f"{name}[{self.small_expr()} % 3][{self.small_expr()} % 3] = ({self.int_expr(1)}) % {self.pick(MODULI)}")

    def touch_object(self):
        name = self.target("object")
        if not name:
            return self.assign_int()
        attribute = self.pick(["x", "y"])
        self.weighted([
            (4, lambda: self.emit(f"{name}.{attribute} = lim({self.int_expr(1)})")),
            (3, lambda: self.emit(f"{name}.{attribute} = ({name}.{attribute} + {self.small_expr()}) & {self.pick(MASKS)}")),
            (2, lambda: self.emit(self.assign_text(f"{name}.get({self.int_expr(1)})", "int"))),
            (2, lambda: self.emit(f"{name}.mix(({self.int_expr(1)}) & 255)")),
            (1, lambda: self.emit(self.assign_text(f"{name}.twice", "int"))),
            (1, lambda: self.emit(f"{name} = {self.pick(self.classes)}({self.int_leaf()}, {self.small_expr()})")),
            (1, lambda: self.emit(f"{name} = {name} + {self.small_expr()}\n{name}.x %= 1000")),
            (1, lambda: self.emit(f"if {self.small_expr()} == @K@:\n    {name}.extra{self.random.randrange(3)} = {self.small_expr()}")),
        ])

    def swap(self):
        names = self.scope.assignable("int")
        if len(names) < 2:
            return self.assign_int()
        a, b = self.random.sample(names, 2)
        self.emit(self.pick([f"{a}, {b} = {b}, {a}", f"{a}, {b} = {b}, ({a} + {b}) & {self.pick(MASKS)}", f"{a} = {b} = {self.small_expr()}"]))

    def conditional(self, depth):
        self.emit(f"if {self.condition(1)}:")
        self.block(depth - 1)
        if self.chance(0.3):
            self.emit(f"elif {self.condition(1)}:")
            self.block(depth - 1)
        if self.chance(0.5):
            self.emit("else:")
            self.block(depth - 1)

    def block(self, depth, count=None):
        self.level += 1
        for _ in range(count or self.random.randrange(1, 3)):
            self.statement(depth)
        self.level -= 1

    def inner_loop(self, depth):
        counter = self.fresh("j")
        count = self.random.randrange(1, 8)
        ints = self.variable("ints")
        before = self.cost
        self.scope.kinds[counter] = "small"
        self.scope.frozen.add(counter)
        self.emit(f"{counter} = 0")
        style = self.random.random()
        is_while = False
        if style < 0.5:
            self.emit(f"for {counter} in range({self.pick([str(count), f'{count}, 0, -1', f'{self.small_expr()} % {count + 1}'])}):")
        elif style < 0.65 and ints:
            self.emit(f"for {counter} in {ints}[:8]:")
            self.scope.kinds[counter] = "int"
        elif style < 0.75:
            self.emit(f"for {counter} in ({', '.join(str(self.random.randrange(0, 30)) for _ in range(3))}):")
        else:
            is_while = True
            self.emit(f"while {counter} < {count}:")
            self.emit(f"    {counter} += 1")
        self.loops.append({"break": True, "counter": counter})
        self.block(depth - 1)
        self.loops.pop()
        if self.chance(0.2):
            self.emit("else:")
            self.block(0, 1)
        if self.chance(0.9):
            self.scope.kinds.pop(counter)
        self.cost = before + (self.cost - before) * (count if is_while or style < 0.5 else 6)

    def guarded(self, depth):
        self.emit("try:")
        self.level += 1
        self.statement(depth - 1)
        self.emit(self.pick([
            f"if {self.condition(1)}:\n    raise {self.pick(['ValueError', 'KeyError', 'IndexError'])}({self.small_expr()})",
            f"{self.assign_text(f'{self.int_leaf()} // ({self.small_expr()} % {self.random.randrange(2, 9)})', 'int')}",
            f"{self.assign_text(f'[1, 2, 3][{self.small_expr()} % 5]', 'int')}",
            f"{self.assign_text(f'int({self.str_expr(0)})', 'int')}",
        ]))
        self.level -= 1
        self.emit(f"except {self.pick(['Exception', '(ValueError, IndexError, KeyError, ZeroDivisionError)', 'Exception'])}{self.pick(['', ' as error'])}:")
        self.block(0, 1)
        if self.chance(0.3):
            self.emit("else:")
            self.block(0, 1)
        if self.chance(0.3):
            self.emit("finally:")
            self.block(0, 1)
        self.spend(2)

    def leave_early(self):
        if not self.loops:
            return self.assign_int()
        counter = self.loops[-1]["counter"]
        word = self.pick(["continue", "break"] if counter.startswith("j") else ["continue"])
        if counter.startswith("i"):
            # The counter of a `while` moves at the end of its body, so that a hot loop never continues past that.
            word = "break"
            self.emit(f"if {counter} == @K@ and {self.condition(0)}:\n    {word}")
        else:
            self.emit(f"if {self.condition(1)}:\n    {word}")

    def call_statement(self):
        candidates = [f for f in self.functions if self.can_call(f)]
        if not candidates:
            return self.assign_int()
        self.emit(self.assign_text(self.call(self.pick(candidates), 1), "int"))

    def walk_generator(self):
        name = self.fresh("y")
        count = self.random.randrange(1, 6)
        target = self.target("int")
        if not target:
            return self.assign_int()
        self.spend(3 * count)
        self.emit(self.pick([
            f"for {name} in {self.pick(self.generators)}({count}, {self.small_expr()}):\n    {target} = ({target} + {name}) & {self.pick(MASKS)}",
            f"{target} = sum({self.pick(self.generators)}({count}, 2)) + {self.small_expr()}",
            f"{name} = {self.pick(self.generators)}({count}, {self.small_expr()})\n{target} = next({name}, 9)\n{target} += next({name}, 7)",
        ]))

    # what breaks assumptions

    def event(self, counter):
        condition = f"{counter} == @K@"
        self.weighted([
            (3, lambda: self.change_type(condition)),
            (3, lambda: self.patch_class(condition)),
            (2, lambda: self.patch_function(condition)),
            (1, lambda: self.patch_builtin(condition)),
            (2, lambda: self.change_object(condition)),
            (2, lambda: self.emit(f"if {condition}:\n    raise {self.pick(['ValueError', 'KeyError', 'RuntimeError', 'ZeroDivisionError'])}('event', {counter})")),
            (2, lambda: self.emit(f"if {condition}:\n    {'return ' + ', '.join(self.scope.assignable('int', 'float')[:3] + ['0', '1']) if self.scope.function else 'break'}")),
            (2, lambda: self.change_global(condition)),
            (1, lambda: self.delete_something(condition)),
            (1, lambda: self.grow_list(condition)),
        ])

    def change_type(self, condition):
        # A variable of kind int may become a bool, a float or a big int: everything that reads an int copes or raises.
        names = self.scope.assignable("int")
        if not names:
            return self.emit("pass")
        self.emit(f"if {condition}:\n    {self.pick(names)} = {self.pick(['True', '2.0', '0.5', str(2**63 + 1), '-0.0', str(-2**47 - 1), 'None', chr(39) + 't' + chr(39)])}")

    def patch_class(self, condition):
        owner = self.pick(self.classes)
        self.emit(f"if {condition}:\n    {owner}." + self.pick([
            "get = lambda self, a: a", "get = lambda self, a: self.x * 2", "mix = lambda self, a: 5", "step = 7", "step = 0.25", "twice = 11",
            "twice = property(lambda self: -self.x)", "__add__ = lambda self, other: self", "x = 1000", "get = staticmethod(abs)"]))

    def patch_function(self, condition):
        plain = [f for f in self.functions if f["name"].startswith("f")]
        if not plain:
            return self.change_type(condition)
        name = self.pick(plain)["name"]
        if self.scope.function:
            self.uses_globals.append(name)
        self.emit(f"if {condition}:\n    {name} = {self.pick(['lambda a, b=0: a + b', 'lambda a, b=3: b', 'lambda a=1, b=2: 0.5', 'max', 'lambda a, b=1: a ^ b'])}")

    def patch_builtin(self, condition):
        name = self.pick(["len", "abs", "max", "min", "sum"])
        if self.scope.function:
            self.uses_globals.append(name)
        self.emit(f"if {condition}:\n    {name} = lambda *a: {self.pick(['3', '1', '50'])}")

    def change_object(self, condition):
        name = self.target("object")
        if not name:
            return self.change_type(condition)
        self.emit(f"if {condition}:\n    {name}." + self.pick([f"__class__ = {self.pick(self.classes)}", "x = 0.5", "x = 'text'", f"y = {2**63}", "get = lambda a: a * 3",
                                                               "__dict__ = {'x': 4, 'y': 5}", "mix = abs", "new = 1"]))

    def change_global(self, condition):
        if "step" in self.module.kinds and self.chance(0.5):
            if self.scope.function:
                self.uses_globals.append("step")
            return self.emit(f"if {condition}:\n    step = {self.pick(['2', '0.5', str(2**63), 'True'])}")
        names = [n for n, k in self.module.kinds.items() if k in ("int", "float") and n not in self.module.frozen]
        if not names:
            return self.change_type(condition)
        name = self.pick(names)
        values = ["1", "0.5", str(2**62), "-1"] if self.module.kinds[name] == "int" else ["0.25", "-2.0", "1e10"]  # floats are not kept small
        self.emit(f"if {condition}:\n    globals()['{name}'] = {self.pick(values)}")

    def delete_something(self, condition):
        if self.scope.function and self.scope.assignable("wild"):
            name = self.pick(self.scope.assignable("wild"))
            return self.emit(f"if {condition}:\n    del {name}\n    {name} = 1")
        name = self.target("object")
        if not name:
            return self.change_type(condition)
        self.emit(f"if {condition}:\n    del {name}.x" + (f"\n    {name}.x = 2" if self.chance(0.6) else ""))

    def grow_list(self, condition):
        name = self.variable("ints")
        if not name:
            return self.change_type(condition)
        target = self.target("int") or "_"
        self.emit(f"if {condition}:\n    for at, e in enumerate({name}):\n        {target} = e\n        if at > 30:\n            break\n        if len({name}) < 30:\n            {name}.append(e)\n        if len({name}) > 3 and e == 5:\n            {name}.pop()\n            break")
