x = 10
x += 5; x -= 3; x *= 2; x //= 5; x **= 3; x %= 50; x <<= 3; x >>= 1; x |= 1; x &= 0xff; x ^= 0x0f
print(x)
x /= 4
print(x)
l = [1]
m = l
l += (2, 3)
l += "ab"
l *= 2
print(l, m is l)
t = u = (1,)
t += (2,)
print(t, u)
s = "a"; s += "b"; s *= 3
print(s)
d = {"n": 1, "l": []}
d["n"] += 1; d["l"] += [1]; d["n"] **= 5
print(d)
class O: v = 1
o = O()
o.v += 1
print(o.v, O.v, o.__dict__)
def idx(): print("idx"); return 0
l[idx()] += 100
print(l[0])
def get(): print("get"); return o
get().v *= 10
print(o.v)
class D:
    def __getitem__(self, k): print("getitem", k); return 1
    def __setitem__(self, k, v): print("setitem", k, v)
D()["a"] += 1
D()[1:2, ...] -= 1
try: (1, [2])[1] += [3]
except TypeError as e: print(e)
try:
    undefined += 1
except NameError as e: print(e)
try: "a"[0] += "b"
except TypeError as e: print(e)
a = b = {1}
a |= {2}; a -= {1}
print(a, b)
import operator
print(operator.iadd([1], [2]), operator.iadd(1, 2), operator.imul("a", 3))
n = 2**62
for _ in range(5):
    n += n
print(n)
f = 1
for i in range(1, 30): f *= i
print(f)
i = True
i += 1
print(i, type(i))
