# Tuples and small lists that compiled code makes, or never makes.
import sys


def swap(n):
    a, b, c = 1, 2, 3
    for i in range(n):
        a, b = b, a
        a, b, c = c, a + i % 3, b
    return a, b, c


def pair(i):
    return i, i + 1


def nested(i):
    return (i, (i * 2, "s")), i * 0.5


def returns(n):
    total = 0
    for i in range(n):
        a, b = pair(i)
        (c, (d, e)), f = nested(i)
        t = pair(a)
        total += a + b + c + d + f + t[1] + t[-1] + len(t) + len(e)
    return total, t


def wrong_length(n):
    found = []
    for i in range(n):
        t = (i, i) if i != n - 2 else (i, i, i)
        try:
            a, b = t
        except ValueError as error:
            found.append(str(error))
    return found, a, b


def kept(n):
    last = None
    rows = []
    for i in range(n):
        t = (i, last)
        if i % 500 == 0:
            last = t
            rows.append([i, t, [t]])
    return rows[-1], t


def lists(n):
    total = 0
    for i in range(n):
        v = [i, i + 1, 2]
        v[0] = v[1]
        w = []
        w.append(v)
        v.append(total)
        v += [1]
        x = [w, v, None]
        total += v[0] + len(v) + len(x) + x[0][0][2] + x.index(None)
    return total, v, x[1] is v


def sizes(n):
    seen = set()
    for i in range(n):
        seen.add((len([i]), len([i, i]), [i, 2] == [i, 2], (i, 2) == (i, 2), (i, "a") < (i, "b"), bool(()), bool((i,))))
    return seen


def big_values(n):
    rows = []
    x = 2**46
    for i in range(n):
        t = (x + i * 2**36, x * 1.5, -x)
        if i > n - 3:
            rows.append(t)
        a, b, c = t
    return rows, a, b, c


def failing(n):
    for i in range(n):
        t = (i, [i, 10 // (n - 2 - i)], i)
    return t


for _ in range(3):
    print(swap(2000))
    print(returns(2000))
    print(wrong_length(2000))
    print(kept(2000))
    print(lists(2000))
    print(sizes(1500))
    print(big_values(3000))
    try:
        failing(2000)
    except ZeroDivisionError as error:
        frame = error.__traceback__.tb_next.tb_frame
        print(frame.f_locals["i"], frame.f_locals["t"])
