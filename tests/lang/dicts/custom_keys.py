class Key:
    def __init__(self, name, hash_value):
        self.name, self.hash_value = name, hash_value
    def __hash__(self):
        print("hash", self.name)
        return self.hash_value
    def __eq__(self, other):
        print("eq", self.name, getattr(other, "name", other))
        return isinstance(other, Key) and self.name == other.name
    def __repr__(self):
        return f"Key({self.name})"
a, b, c, a2 = Key("a", 1), Key("b", 1), Key("c", 2), Key("a", 1)
d = {a: 1}
print(d[a])
print(d[a2])
d[b] = 2
print(d[b], b in d, c in d)
d[c] = 3
print(d)
del d[a2]
print(d, len({a, a2, b}))
print(d.get(1), d.get(2))
class BadHash:
    def __hash__(self): return "x"
class RaisingHash:
    def __hash__(self): raise ValueError("no hash")
class RaisingEq:
    def __hash__(self): return 1
    def __eq__(self, other): raise ValueError("no eq")
class NoHash:
    def __eq__(self, other): return True
class NoneHash:
    __hash__ = None
class Huge:
    def __hash__(self): return 2**100
for make in (BadHash, RaisingHash, NoHash, NoneHash):
    try:
        {}[make()] = 1
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    d = {1: 0}
    d[RaisingEq()] = 2
except ValueError as error:
    print(error)
print(hash(Huge()) == hash(2**100), {Huge(): 1}[Huge()] if False else "ok")
class Int(int):
    def __eq__(self, other): return False
    __hash__ = int.__hash__
x = {1: "a", Int(1): "b"}
print(len(x), x[1])
class Str(str):
    def __hash__(self): return 5
    def __eq__(self, other): return True
y = {"k": 1}
print(y.get(Str("k")), Str("z") in y, {Str("a"): 1}.get("a"))
