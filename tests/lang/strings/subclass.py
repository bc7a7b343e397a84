class S(str):
    def __new__(cls, value, extra=None):
        self = super().__new__(cls, value)
        self.extra = extra
        return self
    def shout(self):
        return self.upper() + "!"
    def __repr__(self):
        return f"S({str.__repr__(self)})"
    def __add__(self, other):
        return S(str(self) + str(other), "added")
s = S("abc", 5)
print(s, repr(s), s.extra, s.shout(), s + 1, (s + 1).extra, type(s + "x"), type(s.upper()), type(s[0]), type(s * 2), len(s), s == "abc", {s: 1}["abc"], hash(s) == hash("abc"), isinstance(s, str), [s], f"{s} {s!r} {s:>5}", "%s %r" % (s, s), "".join([s, s]), type("".join([s])), s.__dict__)
print(str(s), type(str(s)), s.replace("a", "b"), type(s.replace("x", "y")), s in "xabcx", "b" in s, sorted([S("b"), S("a")]))
