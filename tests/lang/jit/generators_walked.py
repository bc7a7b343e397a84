# Loops that walk generators, whose bodies compiled code resumes inline: what happens in the body, early and late.
import sys


def naturals(n):
    i = 0
    while i < n:
        yield i
        i += 1


def scaled(items, k):
    for x in items:
        yield x * k + 1


def odd(items):
    for x in items:
        if x % 2:
            yield x


def walk(n):
    total = 0
    for x in odd(scaled(naturals(n), 3)):
        total += x
    for i, x in enumerate(naturals(n)):
        total -= i ^ x
    return total


print(walk(5000), walk(0), walk(1))


# An error in the body, at any step; its frames and lines.
def risky(items, at):
    step = 0
    for x in items:
        step += 1
        yield 100 // (at - x)


def lines(error):
    found = []
    trace = error.__traceback__
    while trace:
        found.append((trace.tb_frame.f_code.co_name, trace.tb_lineno, sorted(trace.tb_frame.f_locals)))
        trace = trace.tb_next
    return found


def walk_risky(n, at):
    total = 0
    walker = risky(range(n), at)
    try:
        for x in walker:
            total += x
    except ZeroDivisionError as error:
        return total, lines(error), list(walker), walker.gi_frame
    return total, walker.gi_frame


for at in 0, 1, 499, 1500, 1999, 2000:
    print(walk_risky(2000, at))


# What is yielded changes its type; the generator is left and gone on with elsewhere.
def turning(n, at):
    for i in range(n):
        if i == at:
            yield i + 0.5
        elif i == at + 3:
            yield str(i)
        elif i == at + 5:
            yield 2 ** 70 + i
        else:
            yield i


def walk_turning(n, at):
    out = []
    total = 0
    for x in turning(n, at):
        if isinstance(x, str):
            out.append(x)
            continue
        total += x
    return total, out


print(walk_turning(3000, 5), walk_turning(3000, 2000), walk_turning(3000, 2998))


def in_two_halves(n):
    walker = turning(n, n // 2)
    out = []
    for x in walker:
        if x == n // 3:
            break
    out.append(walker.gi_frame.f_locals)
    out.append(walker.gi_frame.f_lineno)
    out.append(next(walker))
    out.append(walker.send("ignored"))
    for x in walker:
        pass
    out.append(x)
    out.append(next(walker, "over"))
    return out


print(in_two_halves(3000), in_two_halves(30))


# Several yields, conditions, loops within.
def mixed(n):
    a, b = 0, 1
    for i in range(n):
        yield a
        a, b = b, (a + b) & 0xFFFFFFFF
        if i % 5 == 2:
            yield -i
        for j in range(i % 3):
            yield i * j
        while b % 7 == 3:
            b += 1
            yield b


def walk_mixed(n):
    total = 0
    for x in mixed(n):
        total = (total * 3 + x) & 0xFFFFFFFFFFFF
    return total


print(walk_mixed(2000), walk_mixed(10))


# Two at once, one within the other, one shared by two loops.
def crossing(n):
    left, right = naturals(n), scaled(naturals(n), 2)
    total = 0
    for x in left:
        for y in right:
            total += x * y
            if y % 10 == 3:
                break
        else:
            total -= 1
    return total


print(crossing(3000))


def shared(n):
    walker = naturals(n)
    total = 0
    for x in walker:
        total += x
        if x % 100 == 50:
            for y in walker:
                total -= y
                if y % 100 == 60:
                    break
    return total


print(shared(5000))


# The body looks at globals and at frames, calls, and is changed from outside.
factor = 2


def by_factor(n):
    for i in range(n):
        yield i * factor


def walk_factor(n):
    global factor
    total = 0
    for x in by_factor(n):
        total += x
        if x == 3000:
            factor = 3
    factor = 2
    return total


print(walk_factor(4000))


def depth():
    frame = sys._getframe(1)
    names = []
    while frame:
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return names


def calling(n):
    for i in range(n):
        if i == 1700:
            yield depth()
        yield abs(i - 50)


def walk_calling(n):
    total = 0
    for x in calling(n):
        if isinstance(x, list):
            print(x)
        else:
            total += x
    return total


print(walk_calling(3000))


def closed_by_its_loop(n):
    walker = naturals(n)
    out = []
    for x in walker:
        if x == n // 2:
            walker.close()
            out.append(x)
    return out


print(closed_by_its_loop(4000))


def recursion(n):
    if n:
        total = 0
        for x in naturals(n):
            total += x
        return total + recursion(n - 1)
    return 0


print(recursion(120))


# Other things to walk within: dicts, sets, ranges as objects, strings.
def keys(table):
    for k in table:
        yield k


def items(table):
    for k, v in table.items():
        yield v, k


table = {i: i * i for i in range(2000)}
total = 0
for k in keys(table):
    total += k
for v, k in items(table):
    total += v - k
for x in keys(set(range(3000))):
    total += x
for x in keys(range(5000, 0, -3)):
    total -= x
for x in keys(range(2 ** 47 - 1000, 2 ** 47 + 1000)):
    total += x & 15
for x in keys(range(2 ** 63 - 1000, 2 ** 63 + 1000)):
    total += x & 15
for c in keys("abc" * 700):
    total += c == "b"
print(total)


def grown_while_walked(n):
    table = dict.fromkeys(range(n))
    seen = 0
    try:
        for k in keys(table):
            seen += 1
            if k == n - 3:
                table[-1] = 0
    except RuntimeError as error:
        return seen, str(error), [name for name, _, _ in lines(error)]


print(grown_while_walked(2500), grown_while_walked(4))
k = v = n = shown = 0
for r in range(900):
    n += 1
    for k, v in globals().items():
        if k == "n":
            shown += v
print(shown)
