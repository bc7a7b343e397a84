# d[k], d[k] = v, d.get(k), k in container, set.add, list.pop and str equality in compiled code, with keys of all sorts.
N = 300


class Key:
    def __init__(self, value):
        self.value = value
        self.asked = 0

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        self.asked += 1
        return self.value == (other.value if isinstance(other, Key) else other)


class Default(dict):
    def __missing__(self, key):
        return -1


class Loud(dict):
    def __getitem__(self, key):
        return 7

    def __contains__(self, key):
        return True

    def get(self, key, default=None):
        return 8


def int_keys():
    d = {i: i for i in range(0, N, 2)}
    total = missing = 0
    for i in range(N):
        if i in d:
            total += d[i]
            d[i] = total & 7
        if i not in d:
            missing += 1
            d[i] = -i
        total += d.get(i, 5) + d.get(-i - 2, 1) + (d.get(i + N) is None)
    return total, missing, len(d)


def str_keys():
    d = {}
    for i in range(N):
        key = str(i % 40)
        d[key] = d.get(key, 0) + 1
    total = 0
    for key in d:
        total += d[key]
    return total, len(d), '7' in d, 'x' in d


def mixed_keys():
    d = {}
    keys = [1, 1.0, True, 'a', ('t', 1), None, 1 << 50, (1 << 50) + 0.0, -1, -2, 0, False, 0.0, frozenset({1}), Key(3), 3, 3.0]
    for repeat in range(30):
        for k in keys:
            d[k] = d.get(k, 0) + 1
    found = [k in d for k in keys]
    return list(d.values()), found, len(d)


def own_keys():
    key = Key(5)
    d = {key: 'own', 6: 'six'}
    hits = 0
    for i in range(N):
        if i % 7 in d:
            hits += 1
        if d.get(i % 8) == 'own':
            hits += 100
    return hits, key.asked > 0


def key_errors():
    d = {i: 1 for i in range(0, N, 5)}
    errors = 0
    for i in range(N):
        try:
            d[i]
        except KeyError as error:
            errors += error.args[0]
    for i in range(20):
        try:
            d[[i]] = 1
        except TypeError as error:
            errors += len(str(error))
        try:
            [i] in d
        except TypeError as error:
            errors += len(str(error))
    return errors


def subclasses():
    total = 0
    for d in ({1: 1, 2: 2}, Default({1: 3}), Loud({1: 4})):
        for i in range(120):
            total += d.get(i % 2, 0) + (1 in d) * 2
            try:
                total += d[i % 2]
            except KeyError:
                total += 1000
    return total


def sets():
    s, frozen = set(), frozenset(range(10))
    total = 0
    for i in range(N):
        s.add(i % 50)
        if i % 3 == 0:
            s.add(str(i % 20))
        if i % 60 == 59:
            s.add(i + 0.5)
            s.discard(3)
        total += (i in s) + (i in frozen) * 2 + ('4' in s) + (1.0 in frozen)
    return total, len(s), sorted(x for x in s if isinstance(x, int))[:4]


def sequences():
    numbers, words, text = [1, 2, 3, 40], ('ab', 'cd', 'e'), 'the quick brown fox'
    mixed = [1.5, None, 'x', 7]
    nan = float('nan')
    total = 0
    for i in range(N):
        total += (i in numbers) + (i not in numbers) * 2
        total += ('cd' in words) + ('xx' in words) * 5
        total += ('quick' in text) + ('slow' in text) * 5 + ('' in text)
        total += (i % 10 in mixed) + (1.5 in mixed) + (nan in [nan])
    try:
        for i in range(60):
            total += (i if i == 50 else 'q') in text
    except TypeError as error:
        return total, str(error)


def pops():
    stack, total = [], 0
    for i in range(N):
        stack.append(i)
        stack.append(str(i))
        if i % 3:
            total += len(stack.pop()) + len(stack)
    try:
        while True:
            stack.pop()
            total += 1
    except IndexError as error:
        return total, str(error), stack


class Stack(list):
    def pop(self):
        return 5


def own_pop():
    total = 0
    for stack in ([1] * 200, Stack([2] * 200)):
        for i in range(100):
            total += stack.pop()
    return total


def equal_strings():
    words = ['a', 'b', 'ab', 'a' + 'b' * 3, 'abbb', '', '\xe9', '\u4e2d', 'x' * 300]
    words.append(''.join(['x'] * 300))
    rope = ''
    for i in range(300):
        rope = rope + 'x'
    words.append(rope)
    same = different = 0
    for i in range(6):
        for a in words:
            for b in words:
                if a == b:
                    same += 1
                if a != b:
                    different += 1
                if a == 'a' or b == 'abbb':
                    same += 10
    return same, different


def changed_while_read():
    d = {i: [i] for i in range(50)}
    total = 0
    for i in range(N):
        k = i % 50
        d[k].append(i)
        total += len(d[k])
        if i % 100 == 99:
            d = dict.fromkeys(range(50), [])
    return total


class Sliced(list):
    def __getitem__(self, key):
        return [key.start, key.stop]


def slices():
    numbers, triple, text, wide = list(range(20)), (1, 2, 3), 'some text', '\u4e2d\u6587 text'
    out = []
    total = 0
    for i in range(N):
        part = numbers[2:9]
        part.append(i)
        total += len(part) + len(numbers[i:]) + len(numbers[:-i]) + sum(numbers[-3:i % 30])
        total += len(triple[1:i]) + (triple[:] is triple) + len(text[i % 12:5]) + (text[i % 5:i % 5 + 1] == 'm') + len(wide[-i:3])
        copied = numbers[:]
        copied[0] = 5
    for source in [numbers] * 40 + [triple, text, Sliced([1, 2]), b'bytes', range(9), numbers]:
        out = source[1:3]
        total += len(out)
    bounds = [1, 2, None, True, 1 << 70, -(1 << 70)]
    for i in range(120):
        total += len(numbers[bounds[i // 20]:15])
    try:
        for i in range(100):
            total += len(numbers[1:'x' if i == 90 else 5])
    except TypeError as error:
        out = str(error)
    for i in range(60):
        numbers[1:i % 5] = [i]
        del numbers[5:8]
    return total, out, numbers


seen = {}
for i in range(N):
    seen[i % 9] = seen.get(i % 9, 0) + i
print(seen)
for function in (int_keys, str_keys, mixed_keys, own_keys, key_errors, subclasses, sets, sequences, pops, own_pop, equal_strings, slices,
                 changed_while_read) * 3:
    print(function.__name__, function())


def trailing_rows(n):
    d = {i: 1 for i in range(n)}
    for i in range(n // 2, n):
        del d[i]
    total = 0
    for repeat in range(40):
        for k, v in d.items():
            total += k
        for k in {}:
            total += 1
        for x in set():
            total += 1
    return total


print(trailing_rows(100), trailing_rows(12))
