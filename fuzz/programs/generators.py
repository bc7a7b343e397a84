"""Generator functions and what drives them: bodies of many shapes, consumers that send, throw, close, stop early and look inside.

What a generator does when it is closed cannot be seen: CPython closes one that is left early at once, Tauraro when it is collected."""
from expressions import MASKS, MODULI

HELPERS = """\
def trail(error):
    lines = []
    step = error.__traceback__
    while step is not None:
        lines.append((step.tb_frame.f_code.co_name, step.tb_lineno))
        step = step.tb_next
    return lines

def drive(make, n, k, rounds):
    talk = make(n, k)
    out = 0
    started = False
    for at in range(rounds):
        try:
            if not started or at % 3 == 0:
                got = next(talk)
                started = True
            elif at % 11 == 7:
                got = talk.throw(ValueError('at %d' % (at % 5)))
            elif at % 13 == 12:
                talk.close()
                got = at
            else:
                got = talk.send(at % 7)
            out = (out * 3 + (got if isinstance(got, int) else len(str(got)))) & 0xffffffff
        except StopIteration as stop:
            out = (out + 7 + (stop.value if isinstance(stop.value, int) else 1)) & 0xffffffff
            talk = make(n, k + at % 3)
            started = False
        except ValueError as error:
            out = (out + len(trail(error)) + len(str(error))) & 0xffffffff
            talk = make(n, k)
            started = False
    frame = talk.gi_frame
    return out, talk.gi_running, frame is None, frame.f_lineno if frame else 0, talk.gi_yieldfrom is None

def first(items, count):
    for item in items:
        count -= 1
        if count < 0:
            return item
    return -1

def paced(items, k):
    for item in items:
        if item is None:
            continue
        yield item, k
        k += 1

class Quiet:
    def __init__(self, swallow):
        self.swallow = swallow
    def __enter__(self):
        return 5
    def __exit__(self, kind, value, traceback):
        return self.swallow and kind is not None and issubclass(kind, ArithmeticError)

class Step:
    def __init__(self, value):
        self.value = value
    def __await__(self):
        return (yield self.value)

def run_through(task):
    got = 0
    value = None
    try:
        while True:
            value = task.send(value)
            got = (got * 5 + (value or 0)) & 0xffffff
    except StopIteration as stop:
        return got, stop.value

async def added(a, b):
    return a + b

async def walk_async(n, k):
    total = 0
    for i in range(n):
        total = (total + await added(i, k)) & 0xffffff
        if i % 4 == 1:
            total += (await Step(i)) or 0
    return total

async def items_async(n, k):
    for i in range(n):
        if i % 5 == 3:
            await Step(i)
        yield i * k

async def sum_async(n, k):
    total = 0
    async for item in items_async(n, k):
        total = (total + item) & 0xffffff
    return total + sum([item async for item in items_async(n % 7, k)])
"""


class Generators:
    """Mixed into the program generator."""

    def make_generator_function(self):
        name = self.fresh("gen")
        saved = self.enter_function(f"def {name}(n, k):", {"n": "small", "k": "int"})
        self.scope.frozen.update(("n", "k"))
        self.allowed_cost = 30
        self.emit(f"t = {self.pick(['0', '1', 'k', '0.5', '2**31 - 20', '2**47 - 20', '2**63 - 20'])}")
        self.scope.kinds["t"] = "wild"
        wrapped = self.chance(0.3)
        if wrapped:
            self.emit(self.pick(["try:", "try:", "with Quiet(True):"]))
            ends = self.lines[-1].strip()
            self.level += 1
        self.generator_loop(1 if self.chance(0.3) else 0)
        if self.chance(0.3):
            self.emit(f"yield {self.yielded()}")
        if wrapped:
            self.level -= 1
            if ends == "try:":
                self.emit(self.pick(["finally:\n    t = 0", "except ValueError as error:\n    yield len(str(error))", "except ZeroDivisionError:\n    yield -1\nfinally:\n    k = 1"]))
        if self.chance(0.4):
            self.emit(f"return {self.pick(['t', 'k', 'n', 'None'])}")
        self.leave_function(saved)
        self.emit("")
        self.generators = getattr(self, "generators", []) + [name]

    def yielded(self):
        inner = [v for v in ("i", "j", "w") if v in self.scope.kinds]
        counter = self.pick(inner) if inner else "n"
        return self.pick([counter, f"{counter} * k", f"{counter} ^ k", f"k + {counter}", f"lim({counter} + fint(t))", f"{counter} % 3 - k", "n"])

    def generator_loop(self, depth):
        counter = "j" if "i" in self.scope.kinds else "i"
        limit = self.pick(["n", "n", "min(n, 4)"]) if counter == "i" else self.pick(["2", "3", f"i % {self.pick([2, 3, 4])}"])
        after = []
        style = self.random.random()
        if style < 0.5:
            self.emit(f"for {counter} in range({limit}):")
        elif style < 0.6:
            self.emit(f"for {counter} in list(range({limit})):")
        elif style < 0.7:
            self.emit(f"for {counter} in range({limit}, 0, -1):")
        elif style < 0.78:
            self.emit(f"for {counter} in (e for e in range({limit})):")
        else:
            self.emit(f"{counter} = 0\nwhile {counter} < {limit}:")
            after = [f"{counter} += 1"]
        self.level += 1
        self.scope.kinds[counter] = "small"
        self.scope.frozen.add(counter)
        for _ in range(self.random.randrange(1, 4)):
            self.generator_statement(counter, depth, not after)
        for line in after:
            self.emit(line)
        self.level -= 1

    def generator_statement(self, counter, depth, may_continue):
        m = self.pick([2, 3, 5, 7])
        table = [
            (6, lambda: self.emit(f"yield {self.yielded()}")),
            (4, lambda: self.emit(f"t = lim(t {self.pick(['+', '-', '*'])} {self.pick([counter, 'k', '1', '3'])})")),
            (2, lambda: self.emit(f"got = yield {self.yielded()}\nt = lim(t + (got or {self.pick(['0', '1', '0.5'])}))")),
            (1, lambda: self.emit(f"t = lim(t + fint((yield {self.yielded()}) or 0))")),
            (2, lambda: self.emit(f"if {counter} % {m} == 1:\n    yield {self.yielded()}")),
            (1, lambda: self.emit(f"if {counter} == {self.random.randrange(0, 40)}:\n    {self.pick(['return t', 'break', 't = 0.5', 't = 2**62', 'k = k + 0.5', 'raise ValueError(k)', 'raise StopIteration(k)', '1 // (n - n)'])}")),
            (1.5, lambda: self.emit(f"try:\n    yield {self.yielded()}\nexcept ValueError as error:\n    t = len(str(error))\n    {self.pick(['yield t', 'pass', 'k = 1'])}")),
            (1, lambda: self.emit(f"try:\n    yield {self.yielded()} // ({counter} % {m})\nexcept ZeroDivisionError:\n    {self.pick(['yield -1', 't = 1'])}\nfinally:\n    t = lim(t + 1)")),
            (1, lambda: self.emit(f"with Quiet({self.pick(['True', 'False'])}) as w:\n    yield w")),
            (1, lambda: self.emit(f"yield from {self.pick(['range(2)', '(k, 1)', 'echo(2)', 'chain(1)'])}")),
            (0.5, lambda: self.emit(f"a = [1, 2, {counter}]\nyield a[{counter} % 3]\nt = lim(t + sum(e * 2 for e in a))")),
        ]
        if may_continue:
            table.append((1, lambda: self.emit(f"if {counter} % {m} == 0:\n    continue")))
        if getattr(self, "generators", None):
            table.append((1.5, lambda: self.emit(f"got = yield from {self.pick(self.generators)}({counter} % 3, k)\nt = got if isinstance(got, int) else 1")))
            table.append((1, lambda: self.emit(f"for w in {self.pick(self.generators)}({counter} % 4, k):\n    yield w\n    if w == {m}:\n        break")))
        if depth > 0 and counter == "i":
            table.append((3, lambda: self.generator_loop(depth - 1)))
        self.weighted(table)

    def make_generator_unit(self):
        """A hot function that consumes generators, called a few times."""
        name = self.fresh("use")
        saved = self.enter_function(f"def {name}(n, k):", {"n": "small", "k": "int", "total": "int"})
        self.emit("total = 0")
        for _ in range(self.random.randrange(1, 4)):
            self.consume()
        self.emit("return total")
        self.leave_function(saved)
        self.emit("")
        for _ in range(self.random.randrange(1, 3)):
            n = self.pick([0, 1, 20, 150, 700, 700])
            self.emit(f"try:\n    show({name}({n}, {self.pick([0, 1, -3, 7, 2**31, 2**62])}))\n"
                      f"except Exception as error:\n    print('{name}', type(error).__name__, error, trail(error))")
        self.emit(f"show(drive({self.pick(self.generators)}, {self.pick([3, 10, 60])}, {self.pick([1, 2, 5])}, {self.pick([20, 200, 500])}))")
        if self.chance(0.3):
            self.emit(f"show(run_through({self.pick(['walk_async', 'sum_async'])}({self.pick([3, 60, 200])}, {self.pick([1, 5, 2**40])})))")

    def consume(self):
        x, mask = self.fresh("x"), self.pick(MASKS)
        made = f"{self.pick(self.generators)}(n, k)"
        source = self.pick([made, made, made, f"paced({made}, 1)", f"({x} for {x} in {made})", f"(e for e in {made} if e)", f"enumerate({made})", f"zip({made}, range(n))"])
        add = f"total = (total * 3 + (fint({x}) if isinstance({x}, (int, float)) else len(str({x})))) & {mask}"
        early = f"\n    if total % {self.pick([7, 64, 501])} == {self.random.randrange(0, 7)}:\n        {self.pick(['break', 'continue', 'break'])}"
        e = f"(fint({x}) * {self.pick(['1', '2', 'k'])} for {x} in {made} if isinstance({x}, (int, float)))"
        keyed = self.fresh("z")
        self.emit(self.pick([
            f"for {x} in {source}:\n    {add}",
            f"for {x} in {source}:\n    {add}{early}",
            f"for {x} in {source}:\n    {add}\nelse:\n    total += 1",
            f"{keyed} = {made}\nfor {x} in {keyed}:\n    {add}{early}\nfor {x} in {keyed}:\n    {add}",
            f"for {keyed} in range(n % 60):\n    for {x} in {self.pick(self.generators)}({keyed} % 5, {keyed}):\n        {add}",
            f"for {keyed} in range(n % 90):\n    total = (total + first({self.pick(self.generators)}(4, {keyed}), {keyed} % 3)) & {mask}",
            f"total = (total + sum({e})) % {self.pick(MODULI)}", f"total = (total + max({e}, default=3) - min({e}, default=4)) % {self.pick(MODULI)}",
            f"total += any(e > {self.pick([3, 50, 2**40])} for e in {e}) + all(e < 50 for e in {e})",
            f"total = (total + len(list({e})) + len(set({e})) + sum(tuple({e})[:4])) & {mask}", f"total += len(dict((e % 7, e) for e in {e}))",
            f"total = (total + len(','.join(str(e) for e in {e}))) & {mask}", f"total = (total + sum(sorted({e}, reverse=True)[:3])) & {mask}",
            f"{keyed} = {made}\nfor {x} in range(n):\n    total = (total + fint(next({keyed}, 5) or 0)) & {mask}",
            f"total = (total + len(str([*{made}][:5]))) & {mask}",
        ]))
