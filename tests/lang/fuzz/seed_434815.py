import math

def fint(x):
    return int(x) if -1e15 < x < 1e15 else 7

def lim(v):
    if isinstance(v, int):
        return v if -2147483648 < v < 2147483648 else v % 1000003
    if isinstance(v, float):
        return v if -1e100 < v < 1e100 else 1.5
    if isinstance(v, (str, list, tuple)):
        return v[:12]
    return v

def show(*values):
    print(*[repr(v) if not isinstance(v, Base) else (type(v).__name__, sorted((k, 'callable' if callable(a) else repr(a)) for k, a in v.__dict__.items())) for v in values])

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

class Base:
    step = 1
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def get(self, a):
        return self.x + a
    def mix(self, a):
        self.y = (self.y * 3 + a) % 1000003
        return self.y
    @property
    def twice(self):
        return self.x * 2
    def __add__(self, other):
        return type(self)(self.x + other, self.y)

class C1(Base):
    step = 2
    def get(self, a):
        return super().get(a) * 2
    extra = 3
    
class C2(Base):
    step = 2
    def get(self, a):
        return a
    extra = 3
    
g3 = 281474976710188
g4 = 281474976710146
g5 = 1.0
g6 = [-17, 67, -5, 25, -16, 71, 80]
g7 = {0: 0, 1: 2, 2: 4, 3: 1, 4: 3, 5: 0, 6: 2}
g8 = 'zz top'
g9 = True
g10 = [[5, 6, 19], [16, 9, 14], [4, 13, 4]]
g11 = 'w'
def f12(a, b):
    return min(g3, (b // (140737488355330 | 1)))

def gen13(n, k):
    t = 2**47 - 20
    for i in range(n):
        if i % 2 == 0:
            continue
        got = yield lim(i + fint(t))
        t = lim(t + (got or 1))
        yield i % 3 - k
    yield lim(i + fint(t))
    return n

def gen14(n, k):
    t = 0.5
    try:
        for i in range(n):
            try:
                yield k + i // (i % 7)
            except ZeroDivisionError:
                yield -1
            finally:
                t = lim(t + 1)
            yield lim(i + fint(t))
    except ZeroDivisionError:
        yield -1
    finally:
        k = 1

def run15(n, p, q):
    global g5, g8
    v16 = 5
    v17 = 4294966488
    v18 = [-22, 69, 56, 11, 66, 24]
    v19 = {0: 0, 1: 2, 2: 4, 3: 1, 4: 3, 5: 0}
    for i20 in range(n):
        g8 = (g8.replace('zz top', '\u00e9') + '.')[-20:]
        v18.sort()
        if i20 == 311:
            v16 = 2.0
    else:
        v17 = ((i20 ** 0)) % 140737488355328
    for i21 in range(7, n, 1):
        v17 = (f12(f12((103 if v16 != n else i21), (v16 << 31)), ((v17 * 5) - (v17 if g5 > g5 else 1)))) % 2147483648
        j22 = 0
        for j22 in (3, 10, 10):
            g8 += chr(97 + n % 26)
            if len(g8) > 40:
                g8 = g8[30:]
            v16 = ((i21 % (((v16 % 1024) // ((v17 + i21) | 1)) | 1))) % 18446744073709551616
        g5 = lim(((g5 if n % 50 == 2 else 0.5) / 1e5))
        if i21 == 13 and g8 < 'a':
            break
        v17, v16 = v16, v17
        try:
            q = lim(q + 2)
        except TypeError:
            q = 2**62
    return p, q, v16, v17, v18, v19

try:
    show(*run15(2, 0, 1))
except Exception as error:
    print('run15', type(error).__name__, error)
try:
    show(*run15(2, 9223372036854774707, 'w'))
except Exception as error:
    print('run15', type(error).__name__, error)
def run23(n, p, q):
    global g10
    v24 = 281474976709233
    v25 = 0
    v26 = 3.0
    v27 = True
    v28 = '\u00e9'
    v29 = C2(2, 0)
    v30 = True
    try:
        for i31 in range(111):
            v27 = (g4 & v24)
            v24 += n
            v25 = (v25 * 3 + n) % 4294967296
            v26 = (((g5 * i31) * (g5 / -0.7))) % 1000.0
            if i31 == 0:
                v25 = True
    except Exception as error:
        print('loop', type(error).__name__, error)
    for i32 in range(1, 20, 2):
        j33 = 0
        for j33 in p[:8]:
            p[n % len(p)] = lim((g4 ^ v24))
            j34 = 0
            for j34 in range(6):
                g10[8 % 3][j34 % 3] = ((n if v26 > v26 else j34)) % 18446744073709551616
                for y35 in gen13(4, n):
                    v25 = (v25 + y35) & 1
        v24 = v24 - 1099511627776
        v25 += n
        v25 = (((n + i32) - (i32 + n))) & 4294967295
    return p, q, v24, v25, v26, v27, v28, v29, v30

try:
    show(*run23(0, [-5], (1, 2)))
except Exception as error:
    print('run23', type(error).__name__, error)
try:
    show(*run23(2, [-33, -1], True))
except Exception as error:
    print('run23', type(error).__name__, error)
try:
    show(*run23(20, [6, 50, 7, -44, 48, -48, 95], True))
except Exception as error:
    print('run23', type(error).__name__, error)
def run36(n, p, q):
    global g6
    v37 = 140737488355020
    v38 = 4294966595
    v39 = 3.0
    v40 = 'A1'
    v41 = True
    for i42 in {j: j for j in range(74)}:
        v37, p = p, v37
        if i42 == 37 and g3 & 4:
            break
        v39 -= i42
        g6 = [e % 1000 for e in g6]
        p = (((g6[-1] - (v37 >> 2)) - ((v38 if i42 != n else 96) if abs(p) > g3 else g10[n % 3][6 % 3]))) % 10
        v38 = v37 = i42
        if i42 == 73:
            v37 = True
    return p, q, v37, v38, v39, v40, v41

try:
    show(*run36(2, -1, True))
except Exception as error:
    print('run36', type(error).__name__, error)
try:
    show(*run36(74, 2147482824, 0.5))
except Exception as error:
    print('run36', type(error).__name__, error)
try:
    show(*run36(100, 4294966481, (1, 2)))
except Exception as error:
    print('run36', type(error).__name__, error)
try:
    show(g3)
except NameError as error:
    print(error)
try:
    show(g4)
except NameError as error:
    print(error)
try:
    show(g5)
except NameError as error:
    print(error)
try:
    show(g6)
except NameError as error:
    print(error)
try:
    show(g7)
except NameError as error:
    print(error)
try:
    show(g8)
except NameError as error:
    print(error)
try:
    show(g9)
except NameError as error:
    print(error)
try:
    show(g10)
except NameError as error:
    print(error)
try:
    show(g11)
except NameError as error:
    print(error)
