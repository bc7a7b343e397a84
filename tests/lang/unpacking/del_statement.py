x = 1
del x
try: x
except NameError as e: print(e)
a, b, c = 1, 2, 3
del a, (b, c)
print([n for n in "abc" if n in globals()])
l = [1, 2, 3, 4, 5]
del l[0], l[-1], l[0:1]
print(l)
d = {"a": 1, "b": {"c": 2}}
del d["a"], d["b"]["c"]
print(d)
class O: x = 1
o = O()
o.y = 2
del o.y, O.x
print(hasattr(o, "y"), hasattr(O, "x"))
def f():
    v = 1
    del v
    try: return v
    except UnboundLocalError as e: return str(e)
print(f())
def g(n):
    for i in range(n):
        y = i
        del y
    try: y
    except UnboundLocalError as e: print(e)
    del i
    try: i
    except UnboundLocalError as e: print(e)
g(3)
def h(arg):
    del arg
    try: arg
    except UnboundLocalError as e: print(e)
    arg = 2
    return arg
print(h(1))
for bad in ("del undefined", "del o.nope", "del l[99]", "del d['zz']", "del (1, 2)[0]", "del len.__name__", "del 'a'[0]", "del o.__class__", "del O.__name__", "del int.x"):
    try: exec(bad)
    except (NameError, AttributeError, IndexError, KeyError, TypeError) as e: print(bad, type(e).__name__, e)
try:
    del d["q"], l
except KeyError: print("l" in globals())
log = []
class Del:
    def __delitem__(self, k): log.append(("item", k))
    def __delattr__(self, k): log.append(("attr", k))
x = Del()
del x[1], x[1:2], x["a", ...], x.foo
print(log)
[] ; del []
del ()
del [x]
