"""Every method of bytes and bytearray; memoryview."""


def show(function, *args, **kwargs):
    try:
        print("%r" % (function(*args, **kwargs),))
    except Exception as error:
        print(type(error).__name__, error)


TEXTS = [b"", b"a", b"hello world", b"Hello World", b"  spaces\t\n", b"ABC", b"abc123", b"x,y,,z", b"l1\nl2\r\nl3\rl4\x0bl5", b"\x00\xff\x80", b"'\"\\", b"+12", b"tab\there"]
for kind in (bytes, bytearray):
    for text in TEXTS:
        text = kind(text)
        for name in ["capitalize", "lower", "upper", "title", "swapcase", "isalnum", "isalpha", "isascii", "isdigit", "islower", "isspace", "istitle", "isupper",
                     "strip", "lstrip", "rstrip", "split", "rsplit", "splitlines", "__repr__", "__str__", "__len__", "expandtabs", "hex", "decode"]:
            print(name, end=" ")
            show(getattr(text, name))
        show(text.splitlines, True)
        show(text.hex, ":")
        show(text.hex, "-", 2)
        show(text.hex, b"_", -3)
        for width in (0, 3, 12):
            show(text.center, width)
            show(text.ljust, width, b"*")
            show(text.rjust, width, bytearray(b"."))
            show(text.zfill, width)
        for needle in [b"", b"a", b"l", b"o w", b"zz", 97, 300, bytearray(b"l")]:
            show(text.find, needle)
            show(text.rfind, needle)
            show(text.count, needle)
            show(text.index, needle, 1)
            show(text.rindex, needle, -5)
            show(text.find, needle, 2, 5)
            if not isinstance(needle, int):
                show(text.startswith, needle)
                show(text.endswith, needle, 1)
                show(text.replace, needle, b"<>")
                show(text.replace, needle, b"", 1)
                show(text.partition, needle)
                show(text.rpartition, needle)
                show(text.split, needle)
                show(text.rsplit, needle, 1)
                show(text.removeprefix, needle)
                show(text.removesuffix, needle)
                show(text.strip, needle)
                show(text.join, [needle, needle])
            show(lambda: needle in text)
        for part in [slice(None), slice(1, None), slice(None, None, -1), slice(1, 8, 2), slice(8, 1, -3)]:
            show(text.__getitem__, part)
        for index in (0, -1, 100):
            show(text.__getitem__, index)
        print(list(text), text * 2, text + b"x", text + bytearray(b"y"), text == bytes(text), text == bytearray(text), text < b"b", text == "a")
        show(text.translate, None, b"l")
        show(text.translate, bytes(range(255, -1, -1)))
        show(text.translate, bytes.maketrans(b"ab", b"xy"), delete=b"c")

print("errors")
for kind in (bytes, bytearray):
    text = kind(b"abc")
    show(text.find, "a")
    show(text.find, 1.5)
    show(text.split, "a")
    show(text.split, b"")
    show(text.join, ["a"])
    show(text.join, 1)
    show(text.strip, "a")
    show(text.replace, "a", "b")
    show(text.startswith, "a")
    show(text.startswith, ("a",))
    show(text.center, 5, "x")
    show(text.center, 5, b"xy")
    show(text.index, b"z")
    show(text.translate, b"abc")
    show(text.partition, b"")
    show(text.hex, "ab")
    show(text.hex, "é")
    show(text.hex, 1)
    show(lambda: text + "a")
    show(lambda: text * "a")
    show(lambda: text % "a")
    show(lambda: "a" in text)
    show(lambda: 256 in text)
    show(lambda: text[1.5])
    show(lambda: text["a"])
    show(lambda: text < "a")
    show(kind, "a")
    show(kind, 1.5)
    show(kind, -1)
    show(kind, [256])
    show(kind, [-1])
    show(kind, ["a"])
    show(kind, None)
    show(kind, b"a", "ascii")
    show(kind, "é", "ascii")
    show(kind, "é", "utf-8")
    show(kind, "é", "latin-1", "strict")
    show(kind, 3, errors="x")
    show(kind, 3)
    show(kind, range(5))
    show(kind, iter([1, 2]))
    show(kind, 10 ** 30)
    show(kind.fromhex, "61 6263\n64")
    show(kind.fromhex, "6")
    show(kind.fromhex, "6g")
    show(kind.fromhex, b"61")
    show(kind)
print(b"%s %d %5.2f %r %a %c %x %b" % (b"x", 5, 1.5, "é", "é", 65, 255, b"y"), b"%(a)s" % {b"a": b"1"})
show(lambda: b"%s" % "a")
show(lambda: b"%b" % 1)
show(lambda: b"%c" % 256)
show(lambda: b"%c" % b"ab")
show(lambda: b"%d" % "a")
show(lambda: b"%z" % 1)
show(lambda: bytearray(b"%s") % b"x")
print(hash(b"abc") == hash("abc"), {b"a": 1}[b"a"])

a = bytearray(b"hello")
a[0] = 72
a[1:3] = b"EY!"
print(a)
a.append(33)
a.extend(b"abc")
a.extend([1, 2])
a.insert(0, 120)
a.insert(100, 121)
print(a, a.pop(), a.pop(0), len(a))
a.remove(33)
del a[0]
del a[::2]
print(a)
a += b"xyz"
a *= 2
a.reverse()
print(a, a.copy() == a, a.copy() is a)
a[::2] = bytes(len(a[::2]))
print(a)
b = a
a.clear()
print(a, b, len(b))
a[:] = b"0123456789"
a[2:4] = []
a[5:5] = [65, 66]
print(a)
del a[:3]
a[:0] = b"front"
print(a)
for action in (lambda: a.append(256), lambda: a.append("a"), lambda: a.extend("a"), lambda: a.extend(1), lambda: a.insert(0, 300), lambda: a.remove(250),
               lambda: a.pop(100), lambda: bytearray().pop(), lambda: a.__setitem__(0, 256), lambda: a.__setitem__(100, 1), lambda: a.__setitem__("x", 1),
               lambda: a.__setitem__(slice(0, 4, 2), b"abc"), lambda: a.__setitem__(slice(0, 1), "a"), lambda: a.__setitem__(slice(0, 1), 5), lambda: hash(a),
               lambda: a.__delitem__(100)):
    show(action)

print("memoryview")
data = bytearray(b"abcdefgh")
m = memoryview(data)
print(m[0], m[-1], m[2:5].tobytes(), bytes(m[::2]), m[::-1].tolist(), len(m), m.nbytes, m.format, m.itemsize, m.ndim, m.shape, m.strides, m.readonly, m.contiguous)
m[0] = 65
m[1:3] = b"XY"
print(data, m == data, m == b"zz", m[1:3] == b"XY", 65 in m, list(m)[:3], m.hex(), m.obj is data)
show(data.append, 1)
for action in (lambda: m.__setitem__(0, 256), lambda: m.__setitem__(0, "a"), lambda: m.__setitem__(slice(0, 2), b"abc"), lambda: m[100], lambda: m["a"], lambda: hash(m),
               lambda: m.__delitem__(0), lambda: memoryview("a"), lambda: memoryview(b"a").__setitem__(0, 1), lambda: m.cast("x"), lambda: m.cast("i").cast("h"),
               lambda: m[:3].cast("i"), lambda: hash(memoryview(b"abc")) == hash(b"abc")):
    show(action)
c = m.cast("H")
print(c.tolist(), c.format, c.shape, c[0], len(c))
c[0] = 0x4142
print(data, m.cast("B", [2, 4]).tolist(), m.cast("B", (2, 4))[1, 2], m.cast("b").tolist()[:2], m.cast("c")[0], m.cast("d").itemsize)
r = m.toreadonly()
print(r.readonly)
del c, r
m.release()
show(lambda: m[0])
show(m.tolist)
with memoryview(b"xyz") as w:
    print(w.tolist(), w.readonly)
show(lambda: w[0])
