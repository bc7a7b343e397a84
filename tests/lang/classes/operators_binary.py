class V:
    def __init__(self, n): self.n = n
def make(op):
    return (lambda self, other: f"{op}({self.n}, {getattr(other, 'n', other)})")
ops = {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "matmul": "@", "pow": "**", "lshift": "<<", "rshift": ">>", "and": "&", "or": "|", "xor": "^"}
for name in ops:
    setattr(V, f"__{name}__", make(name))
    setattr(V, f"__r{name}__", make("r" + name))
    setattr(V, f"__i{name}__", make("i" + name))
for name, symbol in ops.items():
    a = V(1)
    ns = {"a": a, "V": V}
    print(eval(f"a {symbol} V(2)", ns), eval(f"a {symbol} 5", ns), eval(f"5 {symbol} a", ns), eval(f"'s' {symbol} a", ns) if symbol != "%" else None)
    exec(f"a {symbol}= 3", ns)
    print(ns["a"])
class N:
    def __add__(self, o): print("N.add"); return NotImplemented
    def __radd__(self, o): print("N.radd"); return NotImplemented
    def __iadd__(self, o): print("N.iadd"); return NotImplemented
    def __eq__(self, o): print("N.eq"); return NotImplemented
    def __lt__(self, o): print("N.lt"); return NotImplemented
for code in ("N() + 1", "1 + N()", "N() + N()", "N() < 1", "1 < N()", "N() < N()"):
    try:
        print(eval(code))
    except TypeError as error:
        print(error)
x = N()
try:
    x += 1
except TypeError as error:
    print(error)
print(N() == 1, N() != 1, N() == N())
class Base:
    def __add__(self, o): return "Base.add"
    def __radd__(self, o): return "Base.radd"
class Derived(Base):
    def __radd__(self, o): return "Derived.radd"
class Derived2(Base): pass
print(Base() + Derived(), Base() + Derived2(), Derived() + Base(), Base() + Base())
class I(int):
    def __radd__(self, o): return "I.radd"
print(1 + I(2), I(2) + 1, I(1) + I(2))
class Im:
    def __init__(self): self.v = []
    def __iadd__(self, o): self.v.append(o); return self
i = j = Im()
i += 1
i += 2
print(i.v, i is j)
class P:
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __divmod__(self, o): return "divmod"
    def __rdivmod__(self, o): return "rdivmod"
print(pow(P(), 2), pow(P(), 2, 3), P() ** 5, divmod(P(), 1), divmod(1, P()))
for code in ("1 + 'a'", "'a' + 1", "[] + ()", "{} + {}", "None + 1", "1 - None", "object() * 2", "1 @ 2", "print >> 5", "1 << 'a'", "-'a'", "~1.5", "+[]", "'a' % 5 % 'x'", "1 & 1.5", "[1] - [1]", "len + 1", "1 if 1 else 2 + 'a'", "() + 1", "1.5 // 'a'", "divmod('a', 1)", "pow('a', 2)", "b'a' + 'a'", "{1} - [1]", "1 < 'a'", "None < None", "[] >= 5", "1j < 2j", "{} < {}", "object() > object()", "(1,) < [1]"):
    try:
        print(code, eval(code))
    except TypeError as error:
        print(code, "->", error)
