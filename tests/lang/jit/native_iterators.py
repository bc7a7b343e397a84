# Loops over enumerate, zip, dicts, sets, strings, bytes, ranges and reversed lists in compiled code; changes, shared iterators, exits in mid-loop.
N = 300


def show(name, value):
    print(name, value)


def enumerates():
    numbers = [(i * 7919) % 101 for i in range(N)]
    total = 0
    for i, x in enumerate(numbers):
        total += i * x
    for i, x in enumerate(tuple(numbers), 5):
        total -= i * x
    for i, x in enumerate(range(10, 10 + N), start=-3):
        total += i ^ x
    for i, c in enumerate('some text ' * 30):
        if c == 'e':
            total += i
    for i, (a, b) in enumerate(zip(numbers, reversed(numbers))):
        total += a * b - i
    pairs = []
    for pair in enumerate(numbers):
        pairs.append(pair)
    show('enumerates', (total, len(pairs), pairs[7], pairs[-1]))


def big_enumerate():
    out = []
    for i, x in enumerate([1] * 40, (1 << 47) - 20):
        out.append(i)
    return out[0], out[18:24], out[-1]


def zips():
    a, b, c = list(range(N)), tuple(range(0, 2 * N, 2)), range(5, 5 + N)
    total = 0
    for x, y in zip(a, b):
        total += x * y
    for x, y, z in zip(a, b, c):
        total += x * y - z
    for row in zip(a, b, c, 'abc' * N):
        total += len(row) + row[0]
    for (x,) in zip(a):
        total += x
    for x, y in zip(a, b[:50]):
        total += x
    shorter = iter(a)
    for x, y in zip(shorter, b[:50]):
        total += y
    show('zips', (total, next(shorter)))
    first = iter(a)
    got = [x for x, y in zip(b[:50], first)]
    show('zip order', (len(got), next(first)))


def zip_shared():
    numbers = iter(list(range(N)))
    total = 0
    for x, y in zip(numbers, numbers):
        total += x * 3 - y
    values = iter({i: i * i for i in range(101)}.values())
    out = []
    for x, y in zip(values, values):
        out.append(x - y)
    show('shared', (total, out[:3], out[-2:], len(out)))


def zip_strict(n, m):
    total = 0
    try:
        for x, y in zip(range(n), range(m), strict=True):
            total += x * y
    except ValueError as error:
        return total, str(error)
    return total


def dicts():
    d = {i * 3: str(i) for i in range(N)}
    for i in range(0, 3 * N, 9):
        del d[i]
    total = 0
    for k in d:
        total += k
    for k in d.keys():
        total ^= k
    for v in d.values():
        total += len(v)
    for k, v in d.items():
        total += k * len(v)
    last = None
    for item in d.items():
        last = item
    for i, (k, v) in enumerate(d.items()):
        total += i - k
    for (k, v), w in zip(d.items(), d):
        total += k - w
    d.clear()
    for k in d:
        total += 1
    show('dicts', (total, last))


def values_change_keys_do_not():
    d = dict.fromkeys(range(N), 1)
    for k, v in d.items():
        d[k] = v + k
    return sum(d.values())


def dict_grows(at):
    d = dict.fromkeys(range(N), 1)
    seen = 0
    try:
        for k, v in d.items():
            seen += v
            if k == at:
                d['new'] = 1
    except RuntimeError as error:
        return seen, str(error)
    return seen


def dict_swaps(at):
    d = dict.fromkeys(range(N), 1)
    seen = 0
    try:
        for k in d:
            seen += 1
            if k >= at:
                del d[k]
                d[k] = 2
    except RuntimeError as error:
        return seen, str(error)
    return seen


def sets():
    s = set(range(0, 5 * N, 5)) | {'a'}
    s.discard('a')
    total = 0
    for x in s:
        total += x
    try:
        for x in s:
            total += 1
            if x == 200:
                s.add(-1)
    except RuntimeError as error:
        show('set', str(error))
    for x in frozenset(s):
        total -= x
    show('sets', (total, sorted(s)[:2]))


def strings():
    ascii_text, latin, wide = 'hello world ' * 30, 'h\xe9llo \xff' * 40, 'h\u4e2dllo' * 40
    counts = [0, 0, 0, 0]
    for c in ascii_text:
        if c == 'o':
            counts[0] += 1
        elif c != 'l':
            counts[3] += 1
    for c in latin:
        if c == '\xe9':
            counts[1] += 1
    for c in wide:
        if c == '\u4e2d':
            counts[2] += 1
    for text in (ascii_text, latin, wide, ascii_text, wide):
        for c in text:
            if c == 'o':
                counts[0] += 1
            if c < 'i':
                counts[1] += 1
    rope = ''
    for i in range(400):
        rope += chr(97 + i % 26)
    for c in rope:
        if c in 'aeiou':
            counts[2] += 1
    joined = ''
    for c in ascii_text:
        joined = c + joined
    show('strings', (counts, joined[:12]))


def byte_strings():
    total = 0
    for b in bytes(range(256)):
        total += b * b
    for b in bytearray(range(256)):
        total -= b
    return total


def reversals():
    numbers = list(range(N))
    total = 0
    for x in reversed(numbers):
        total = total * 3 % 1000003 + x
    for x in reversed(range(N)):
        total = total * 5 % 1000003 + x
    for x in reversed(tuple(numbers)):
        total = total * 7 % 1000003 + x
    left = []
    for x in reversed(numbers):
        left.append(x)
        if len(numbers) > 20:
            numbers.pop()
            numbers.pop()
    return total, len(left), left[:5]


def advanced_by_the_body():
    iterator = iter(list(range(N)))
    out = []
    for x in iterator:
        out.append(x + next(iterator, 0))
    numbered = enumerate('abcdefgh' * 20)
    for i, c in numbered:
        if i % 3 == 0:
            out.append(next(numbered, None))
    return len(out), out[-1], out[5]


def list_changes():
    numbers = list(range(50))
    out = 0
    for i, x in enumerate(numbers):
        out += x
        if x < 100:
            numbers.append(x + 100)
    for x, y in zip(numbers, numbers):
        out += y
        if len(numbers) > 60:
            del numbers[-1]
    return out, len(numbers)


def breaks_and_else(stop):
    found = []
    for i, x in enumerate(range(N)):
        if i == stop:
            found.append('break')
            break
        if x & 1:
            continue
        found.append(x)
    else:
        found.append('else')
    return len(found), found[-1]


def types_change():
    items = [1] * 100 + [2.5] * 100 + ['x'] * 3
    total = 0
    text = ''
    for i, x in enumerate(items):
        if i < 200:
            total += x
        else:
            text += x
    for i, x in enumerate(items):
        text = repr(i) + repr(x)
    return total, text


def different_kinds():
    total = 0
    for source in ([1, 2, 3], (4, 5), {6: 7}, {8}, range(9, 12), iter([13]), (x for x in (14, 15)), b'\x10', [1] * 50):
        for x in source:
            total = total * 2 + x
        for i, x in enumerate(source):
            total = total * 3 + x + i
        for x, y in zip(source, range(100)):
            total = (total * 5 + x - y) % 1000000007
    return total


class Numbers(list):
    def __iter__(self):
        return iter([1, 2, 3])


class Plain(list):
    pass


class Count(enumerate):
    def __next__(self):
        i, x = super().__next__()
        return x, i


def subclasses():
    total = 0
    for k in range(60):
        for x in Numbers([7, 8]):
            total += x
        for i, x in enumerate(Plain([k, 8])):
            total += x * i
        for i, x in Count([k, 8]):
            total += i - x
    return total


def unpacking():
    pairs = [(i, i * 2) for i in range(N)]
    lists = [[i, i * 2] for i in range(N)]
    total = 0
    for a, b in pairs:
        total += a * b
    for a, b in lists:
        total -= a + b
    for a, (b, c) in zip(range(N), pairs):
        total += a + b + c
    mixed = pairs[:60] + lists[:60] + ['xy'] * 3
    try:
        for a, b in mixed + [(1, 2, 3)]:
            total += len((a, b))
    except ValueError as error:
        total = (total, str(error))
    try:
        for a, b, c in enumerate(pairs):
            pass
    except ValueError as error:
        total = (total, str(error))
    return total


def nested():
    grid = [[(i * j) % 7 for j in range(20)] for i in range(20)]
    total = 0
    for i, row in enumerate(grid):
        for j, x in enumerate(row):
            for k, v in {x: j, i: x}.items():
                total += i * j + x * k - v
    return total


def comprehensions():
    numbers = list(range(N))
    a = [i * x for i, x in enumerate(numbers) if x & 1]
    b = {x: y for x, y in zip(numbers, 'abc' * 100)}
    c = {k for k, v in b.items() if v == 'b'}
    d = [c for c in 'hello' * 30 if c != 'l']
    return sum(a), len(b), sum(c), ''.join(d)[:6], any(x > 250 for x in numbers), sum(i * x for i, x in enumerate(numbers))


def raising():
    caught = 0
    for i, x in enumerate([1, 2, 0, 4] * 50):
        try:
            caught += 10 // x
        except ZeroDivisionError:
            caught += i
    try:
        for k, v in {1: 1, 2: 0, 3: 3}.items():
            caught += 1 // v
    except ZeroDivisionError:
        caught += k
    return caught


def suspended(n):
    for i, x in enumerate(range(n)):
        for k, v in {i: x, -1: 2}.items():
            yield i * k + v


def with_locals():
    seen = 0
    for i, x in enumerate([3] * 120):
        seen += len(locals())
    return seen


total = 0
for i, x in enumerate([k % 13 for k in range(400)]):
    total += i * x
show('module', (total, i, x))
for k, v in {j: j * j for j in range(300)}.items():
    total -= v
    if k == 250:
        break
else:
    total = None
show('module', (total, k, v))

for repeat in range(4):
    enumerates()
    zips()
    zip_shared()
    dicts()
    sets()
    strings()
    for function in (big_enumerate, values_change_keys_do_not, byte_strings, reversals, advanced_by_the_body, list_changes, types_change,
                     different_kinds, subclasses, unpacking, nested, comprehensions, raising, with_locals):
        show(function.__name__, function())
    show('strict', [zip_strict(200, 200), zip_strict(150, 151), zip_strict(151, 150)])
    show('grows', [dict_grows(at) for at in (5, 150, N - 1, -1)])
    show('swaps', [dict_swaps(at) for at in (5, 150, N - 1, N)])
    show('breaks', [breaks_and_else(stop) for stop in (0, 5, 299, 300)])
    show('suspended', sum(suspended(200)))
