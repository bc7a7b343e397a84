# tests: thresholds=1,2,5
def walk(*args):
    out = []
    last = "unset"
    for i in range(*args):
        out.append(i)
        last = i
    return len(out), out[:3], out[-3:], last
for args in ((5,), (0,), (-5,), (2, 5), (5, 2), (5, 2, -1), (0, 10, 3), (10, 0, -3), (0, -10, -3), (0, 1, 100), (0, -1, -100), (2**31 - 2, 2**31 + 2), (2**47 - 2, 2**47 + 2), (2**63 - 2, 2**63 + 2), (-2**63 + 2, -2**63 - 2, -1), (-2**47 + 2, -2**47 - 2, -1), (0, 2**63, 2**62), (0, 2**64, 2**62), (2**62, -2**62, -2**61), (0, 2**47, 2**46), (True, 5), (0, 5, True), (2**70, 2**70 + 3), (0, 100, 7), (-2**47, 2**47, 2**46 + 1), (2**63 - 1, 2**63 - 10, -3)):
    print(args, walk(*args))
for bad in ((1, 2, 0), ("a",), (1.0,), (), (1, 2, 3, 4), (None,)):
    try: print(walk(*bad))
    except (TypeError, ValueError) as e: print(bad, e)
def changed(n):
    out = []
    for i in range(n):
        out.append(i)
        n = 2
        i += 100
    return out, i, n
print(changed(5))
stop = 10
total = 0
for i in range(stop):
    stop += 1
    total += i
    i = -1
print(total, stop, i)
class I:
    def __init__(self, v): self.v = v
    def __index__(self): return self.v
print(walk(I(3)), walk(I(1), I(10), I(4)))
