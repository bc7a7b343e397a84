a = bytearray(b"hello")
a[0] = 72
a.append(33)
a.extend(b" world")
a += b"!"
print(a, len(a), a[1:3], a[-1], a.pop(), a.pop(0), a)
a.insert(1, 65)
a.remove(108)
a.reverse()
print(a)
a[1:3] = b"XYZ"
a[::2] = b"." * len(a[::2])
del a[0], a[-2:]
print(a, a == bytes(a), bytes(a), a.copy() is a, a * 2, hash(b"x") is not None)
a.clear()
print(a, bytearray(3), bytearray([1, 2]), bytearray("é", "utf-8"), bytearray(b"a") + b"b", b"a" + bytearray(b"b"), type(b"a" + bytearray()), type(bytearray() + b"a"), bytearray(b"abc") in [b"abc"], bytearray(b"ab") < b"b")
for bad in ("a[0] = 1", "a.append(256)", "a.append('x')", "a.pop()", "a.remove(5)", "a[0:1] = 'x'", "hash(a)", "a[0]", "a.extend('abc')", "a[:] = [300]", "a.insert('x', 1)"):
    try:
        exec(bad)
        print(bad, a)
    except (ValueError, TypeError, IndexError) as error:
        print(bad, type(error).__name__, error)
b = bytearray()
for i in range(1000):
    b.append(i % 256)
print(len(b), sum(b), b[300], b.count(5), b.find(bytes([254, 255, 0])))
m = memoryview(b"abcdef")
print(m[0], m[1:3].tobytes(), len(m), list(m), bytes(m[::2]), m == b"abcdef", m.readonly)
w = bytearray(b"abcdef")
v = memoryview(w)
v[0] = 90
v[2:4] = b"??"
print(w, v.tolist())
