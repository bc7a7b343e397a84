a = list(range(10))
for start in (None, -15, -4, 0, 3, 9, 15):
    for stop in (None, -15, -4, 0, 3, 9, 15):
        for step in (None, 1, 2, -1, -3, 20):
            print(a[start:stop:step], end=" ")
    print()
b = list(range(10)); b[2:5] = "abc"; print(b)
b[2:5] = []; print(b)
b[1:1] = [100, 200]; print(b)
b[::2] = [0] * len(b[::2]); print(b)
b[::-1] = range(len(b)); print(b)
b[5:2] = ["x"]; print(b)
b[-3:] = (i * i for i in range(5)); print(b)
b[:] = b; print(b)
b[2:4] = b; print(b)
del b[::3]; print(b)
del b[1:3]; print(b)
del b[-1], b[0]; print(b)
del b[100:]; print(b)
del b[::-2]; print(b)
b[:] = []; print(b)
b[0:0] = [1, 2]; b[len(b):] = [3]; print(b)
for bad in ("b[::2] = [1]", "b[0:1] = 5", "b[::0]", "b[::0] = []", "b[10] = 1", "del b[10]", "b['a':]", "b[1.0:]", "b[::2] = 5", "del b['a']", "b['x'] = 1", "b[None]"):
    try:
        exec(bad)
    except (ValueError, TypeError, IndexError) as error:
        print(bad, type(error).__name__, error)
print(b[True], b[-1:], b[2**65:], b[-2**65:2**65], slice(1, 10, 2).indices(5), slice(None, None, -1).indices(5), slice(-3, None).indices(10), slice(5) == slice(None, 5), slice(1, 2).start, slice(1, 2).step)
class I:
    def __index__(self): return 1
print(b[I()], b[I():], [1, 2, 3][:I()])
try:
    slice(1).indices(-1)
except ValueError as error:
    print(error)
try:
    hash(slice(1))
except TypeError as error:
    print(error)
