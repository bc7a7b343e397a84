"""weakref: references, proxies, weak collections. Objects are collected by gc.collect()."""
import gc
import weakref


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


class Thing:
    def __init__(self, name):
        self.name = name

    def __len__(self):
        return 3

    def __add__(self, other):
        return f"{self.name}+{other}"

    def __getitem__(self, key):
        return key


t = Thing("t")
r = weakref.ref(t)
print(r() is t, r is weakref.ref(t), r == weakref.ref(t), hash(r) == hash(t), r.__callback__, weakref.getweakrefcount(t))
notes = []
s = weakref.ref(t, notes.append)
print(s is r, s == r, weakref.getweakrefcount(t), len(weakref.getweakrefs(t)), s.__callback__ is not None)
p = weakref.proxy(t)
print(p.name, len(p), p + 1, p[5], p == t, bool(p), type(p).__name__, isinstance(p, Thing))
p.name = "changed"
print(t.name)
attempt(lambda: weakref.ref(5))
attempt(lambda: weakref.ref([]))
attempt(lambda: weakref.ref())
attempt(lambda: hash(p))
attempt(lambda: p.missing)


def make(count):
    return [weakref.ref(Thing(str(i))) for i in range(count)]


def scrub(depth):
    return depth and scrub(depth - 1) + 0


def collected(references):
    scrub(50)
    gc.collect()
    return sum(reference() is None for reference in references) >= len(references) - 5


print(collected(make(100)))
values = weakref.WeakValueDictionary()
keys = weakref.WeakKeyDictionary()
members = weakref.WeakSet()
kept = [Thing(str(i)) for i in range(3)]
for thing in kept:
    values[thing.name] = thing
    keys[thing] = thing.name
    members.add(thing)
print(sorted(values), len(keys), len(members), values["1"] is kept[1], keys[kept[2]], kept[0] in members)
method = weakref.WeakMethod(kept[0].__len__)
print(method()())
ran = []
weakref.finalize(kept[0], ran.append, "finalized")
attempt(lambda: repr(weakref.ref(Thing)).split(" at ")[0])
