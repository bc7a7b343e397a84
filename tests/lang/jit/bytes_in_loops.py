# Subscripts of bytes and bytearrays in hot loops: values, sizes and kinds that change under the compiled code.


def sieve(limit):
    prime = bytearray([1]) * limit
    prime[0:2] = b"\0\0"
    for number in range(2, int(limit ** 0.5) + 1):
        if prime[number]:
            for multiple in range(number * number, limit, number):
                prime[multiple] = 0
    return sum(prime)


def checksum(data):
    total = 0
    for i in range(len(data)):
        total = (total * 31 + data[i]) % 1000003
        total += data[-i - 1] if i % 3 else data[i]
    return total


def shrinking(count):
    data = bytearray(range(256)) * 4
    seen = 0
    for i in range(count):
        seen += data[i % 7] + data[-1]
        data[i % 5] = (seen + i) & 255
        if i % 11 == 0:
            del data[0]
        elif i % 13 == 0:
            data.append(i & 255)
        elif i % 17 == 0:
            data += b"xyz"
        elif i % 19 == 0:
            data[2:4] = b""
    return seen, len(data), bytes(data[:8])


def failing(data, values):
    log = []
    for i, value in enumerate(values):
        try:
            data[i % (len(data) + (i == 700))] = value
        except (ValueError, TypeError, IndexError) as error:
            log.append((i, type(error).__name__, str(error)))
    return log, bytes(data)


class Index:
    def __index__(self):
        return 77


def out_of_range(data):
    total = 0
    i = 0
    try:
        while True:
            total += data[i]
            i += 1
    except IndexError as error:
        return total, i, str(error)


print(sieve(20000))
print(checksum(bytes(range(256)) * 8), checksum(bytearray(range(256)) * 8), checksum([1, 2, 3] * 300), checksum(memoryview(b"abc" * 300)))
print(shrinking(900))
values = [i % 256 for i in range(1000)]
values[500], values[600], values[650], values[800], values[900], values[950] = 256, -1, True, 2 ** 70, "x", Index()
print(failing(bytearray(10), values))
print(failing(bytearray(), [1, 2]))
print(out_of_range(bytes(1000) + b"\x01"), out_of_range(bytearray(b"\x02" * 1500)))


class Sub(bytearray):
    def __getitem__(self, index):
        return 1000 + super().__getitem__(index)

    def __setitem__(self, index, value):
        super().__setitem__(index, value // 2)


def mixed(things):
    out = 0
    for data in things:
        for i in range(300):
            data[i % 4] = i % 200
            out += data[i % 3]
    return out


print(mixed([bytearray(4), [0] * 4, Sub(b"abcd"), bytearray(4), {0: 1, 1: 2, 2: 3}]))
