# Generators whose resumptions are compiled: yields in hot loops, what comes in at a yield, frames and tracebacks.
import sys


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def several(n):
    for i in range(n):
        yield i
        got = yield -i
        if got:
            yield got
        if i == 700:
            return "early"
    return "end"


def guarded(n, log):
    total = 0
    try:
        for i in range(n):
            try:
                got = yield total
                total += got if got is not None else 1
            except ValueError as error:
                total -= len(str(error))
            except KeyError:
                log.append("key")
                raise
            finally:
                total += 2
    finally:
        log.append(total)
    return total


def drive(n):
    log = []
    talk = guarded(n, log)
    seen = [next(talk)]
    stop = None
    for i in range(n + 5):
        try:
            if i % 7 == 3:
                seen.append(talk.throw(ValueError("abc")))
            elif i % 5 == 1:
                seen.append(talk.send(i))
            else:
                seen.append(next(talk))
        except StopIteration as error:
            stop = error.value
            break
    return sum(seen), stop, log


print(sum(count(3000)))
print(sum(several(2000)), len(list(several(20))))
print(drive(2000))


def close_and_throw():
    log = []
    talk = guarded(10000, log)
    for i in range(1500):
        next(talk)
    print(talk.gi_frame.f_lineno - guarded.__code__.co_firstlineno, talk.gi_running, talk.gi_yieldfrom, sorted(talk.gi_frame.f_locals))
    print(talk.gi_frame.f_locals["i"], talk.gi_frame.f_locals["total"])
    try:
        talk.throw(KeyError("k"))
    except KeyError as error:
        trace = error.__traceback__
        while trace:
            print(trace.tb_frame.f_code.co_name, trace.tb_lineno)
            trace = trace.tb_next
    print(log, talk.gi_frame, list(talk))
    talk = guarded(10000, log)
    for x in talk:
        if x > 3000:
            break
    talk.close()
    print(log, list(talk))


close_and_throw()


# Errors raised in the body, at any resumption.
def fails(n, at, what):
    for i in range(n):
        if i == at:
            what(i)
        yield i


def divide(i):
    return 1 // (i - i)


def stop(i):
    raise StopIteration(i)


for what in divide, stop:
    for at in 0, 1, 600, 1999:
        total = 0
        try:
            for x in fails(2000, at, what):
                total += x
        except Exception as error:
            print(type(error).__name__, error, repr(error.__cause__), total, error.__traceback__.tb_next and error.__traceback__.tb_next.tb_lineno)


# Running already.
def reenters(n):
    for i in range(n):
        if i == 900:
            try:
                next(me)
            except ValueError as error:
                yield str(error)
        if i == 901:
            yield me.gi_running
        yield i


me = reenters(1000)
print([x for x in me if not isinstance(x, int) or x is True], me.gi_running)


# Types that change in mid-loop, and values as large as they get.
def grows(n, step):
    x = 1
    for i in range(n):
        yield x
        x += step
        if i == n // 2:
            x = x * 2 ** 40
        if i == n - 5:
            x = x + 0.5
        if i == n - 3:
            x = str(x)
            step = "!"


for size in 10, 1000, 3000:
    print(list(grows(size, 3))[-4:])


# yield from: trees, returned values, delegates of other kinds, throw and close on the way.
class Node:
    def __init__(self, left, value, right):
        self.left, self.value, self.right = left, value, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


def tree(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return Node(tree(low, middle), middle, tree(middle + 1, high))


print(sum(tree(0, 2000)), list(tree(0, 20)))


def inner(n):
    got = 0
    for i in range(n):
        try:
            got += (yield i) or 0
        except ValueError:
            got += 100
    return got


def outer(n):
    total = 0
    while True:
        total += yield from inner(n)
        yield "total", total
        yield from (1, 2)
        yield from range(3)


def talk_through(n):
    talk = outer(n)
    out = [next(talk)]
    for i in range(3000):
        if i % 11 == 5 and talk.gi_yieldfrom is not None and hasattr(talk.gi_yieldfrom, "throw"):
            out.append(talk.throw(ValueError))
        elif i % 3 and hasattr(talk.gi_yieldfrom, "send"):
            out.append(talk.send(1))
        else:
            out.append(next(talk))
    talk.close()
    return out


result = talk_through(50)
print(len(result), sum(x for x in result if isinstance(x, int)), [x for x in result if isinstance(x, tuple)][-3:])
print(talk_through(7)[-30:])


# The exception being handled belongs to the generator.
def handles(n):
    for i in range(n):
        try:
            raise KeyError(i)
        except KeyError:
            yield repr(sys.exc_info()[1])
            yield repr(sys.exc_info()[1])
        yield repr(sys.exc_info()[1])


def consume_while_handling(n):
    out = []
    for x in handles(n):
        out.append(x)
        out.append(repr(sys.exc_info()[1]))
        try:
            raise ValueError(len(out))
        except ValueError:
            out.append(repr(sys.exc_info()[1]))
    return out


result = consume_while_handling(900)
print(result[:9], result[-9:], len(set(result)))


# Locals, frames and globals as others see them while the generator runs.
level = 0


def looked_at(n):
    global level
    for i in range(n):
        square = i * i
        level = i
        if i % 500 == 499:
            frame = sys._getframe()
            yield sorted(frame.f_locals), frame.f_locals["square"], frame.f_back.f_code.co_name, level
        else:
            yield level


def look(n):
    for x in looked_at(n):
        if not isinstance(x, int):
            print(x)
        elif x != level:
            print("differs", x, level)


look(2000)


# Closures, defaults, pipelines, early ends, many at once.
def closure(n):
    k = 0

    def up(by=2):
        nonlocal k
        k += by
        return k

    for i in range(n):
        yield up() + up(i % 3)
        k -= 1


def evens(items):
    for x in items:
        if x % 2:
            continue
        yield x


def take(items, n):
    for x in items:
        if n == 0:
            return
        n -= 1
        yield x


def endless():
    i = 0
    while True:
        yield i
        i += 1


print(sum(closure(2500)))
print(sum(take(evens(endless()), 2000)), sum(x * y for x, y in zip(take(endless(), 1500), evens(endless()))))
pool = [endless() for _ in range(50)]
print(sum(next(g) for _ in range(100) for g in pool))


def queens(n, row=0, columns=()):
    if row == n:
        yield columns
        return
    for c in range(n):
        if all(c != d and abs(c - d) != row - r for r, d in enumerate(columns)):
            yield from queens(n, row + 1, columns + (c,))


print(sum(1 for _ in queens(6)), next(queens(7)))


def permutations(items):
    if not items:
        yield ()
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield (items[i],) + rest


print(len(list(permutations((1, 2, 3, 4, 5)))), list(permutations((1, 2, 3))))

# Generator expressions in builtins.
data = list(range(-700, 1300))
words = [str(x) for x in data]
for _ in range(3):
    print(sum(x * x for x in data), any(x > 1298 for x in data), all(x > -700 for x in data), min(-x for x in data), max(x % 97 for x in data),
          len(list(x for x in data if x & 1)), len(tuple(x for x in data)), len(set(x % 13 for x in data)), len(dict((x % 7, x) for x in data)),
          len(",".join(w for w in words)), sorted((-x for x in data), key=abs)[:3], sum(x + y for x in data[:40] for y in range(x % 5)))


# Coroutines and asynchronous generators.
class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return got * 2


async def leaf(i):
    return i + 1


async def work(n):
    total = 0
    for i in range(n):
        total += await leaf(i)
        if i % 3 == 0:
            total += await Pause(i)
    return total


async def ticks(n):
    for i in range(n):
        if i % 4 == 0:
            await Pause(i)
        yield i


async def gather(n):
    total = 0
    async for i in ticks(n):
        total += i
    return total, sum([i * i async for i in ticks(n) if i % 2])


def run(task):
    given = None
    steps = 0
    try:
        while True:
            given = task.send(given)
            steps += 1
    except StopIteration as done:
        return done.value, steps


print(run(work(2000)), run(gather(1500)))


# The line of a suspended generator is that of its yield.
def lines(n):

    x = 1
    try:
        y = yield x
        z = (yield
             y)
    finally:
        pass


talk = lines(3)
first = lines.__code__.co_firstlineno
shown = [talk.gi_frame.f_lineno - first]
for given in None, 4:
    talk.send(given)
    shown.append(talk.gi_frame.f_lineno - first)
print(shown)
