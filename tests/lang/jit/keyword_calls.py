# Calls with arguments by name and with defaults, in loops that are compiled; functions that change while they are called.
def plain(a, b=2, c=3):
    return a * 100 + b * 10 + c


def only(a, *, k, m=7):
    return a + k * 2 + m * 3


def positional(a, b=5, /, c=6):
    return (a, b, c)


def mixed(a, b=2, *rest, k=1, **more):
    return a + b + sum(rest) + k + len(more)


class Box:
    def __init__(self, width=1, height=2):
        self.width = width
        self.height = height

    def area(self, scale=1, *, offset=0):
        return self.width * self.height * scale + offset

    def grown(self, by, times=2):
        return Box(width=self.width + by * times, height=self.height)


def attempt(function):
    try:
        return function()
    except TypeError as error:
        return str(error)


def loops(n):
    total = 0
    box = Box()
    for i in range(n):
        total += plain(i, c=i & 3) + plain(a=i, b=1) + plain(c=1, b=i, a=2) + plain(i, 1, c=5) + plain(i)
        total += only(i, k=3, m=1) + only(i, k=2) + only(a=i, k=1, m=i)
        total += positional(i, c=2)[2] + positional(i, 4, c=i)[1] + positional(i)[1]
        total += mixed(i, k=2) + mixed(i, 1, 2, 3, k=4, z=5) + mixed(a=1, b=i)
        total += box.area(scale=i & 7) + box.area(offset=i) + box.area(2, offset=1) + box.grown(by=1).width + box.grown(1, times=3).width
    return total


def closures(n):
    def scaled(x, factor=1, shift=0):
        return x * factor + shift + n

    total = 0
    for i in range(n):
        total += scaled(i, shift=3) + scaled(x=i, factor=2) + scaled(i)
    return total


def wrong(n):
    out = []
    for i in range(n):
        if i < n - 8:
            plain(i, b=1)
            continue
        out.append([attempt(lambda: plain(b=1)), attempt(lambda: plain(1, a=2)), attempt(lambda: plain(1, z=2)), attempt(lambda: only(1)),
                    attempt(lambda: only(1, 2)), attempt(lambda: positional(a=1)), attempt(lambda: positional(1, b=2))][i % 7])
    return out


def changed(n):
    seen = []
    for i in range(n):
        seen.append((plain(i, c=1), only(1, k=2), plain(1)))
        if i == n // 4:
            plain.__defaults__ = (7, 8)
        if i == n // 2:
            only.__kwdefaults__["m"] = 100
        if i == n * 3 // 4:
            plain.__code__ = (lambda a, b=0, c=0: -a - b - c).__code__
    return [row for k, row in enumerate(seen) if k == 0 or row[1:] != seen[k - 1][1:]], seen[n // 4], seen[n // 4 + 1], seen[-1]


def rebound(n):
    global plain
    out = []
    for i in range(n):
        out.append(plain(1, c=i & 1))
        if i == n // 2:
            plain = lambda a, c=0, b=1: (a, b, c)
    return out[n // 2 - 1:n // 2 + 3]


def raising(n):
    def check(x, limit=10):
        if x > limit:
            raise ValueError(f"{x} > {limit}")
        return x

    total = 0
    try:
        for i in range(n):
            total += check(i, limit=n // 2)
    except ValueError as error:
        return total, str(error), error.__traceback__.tb_next.tb_lineno - error.__traceback__.tb_lineno


for n in (1, 3, 50, 700):
    print(n, loops(n), closures(n), raising(n))
print(wrong(400))
print(changed(400))
print(rebound(400))
