def t(n):
    print(n, end=" ")
    return n
class O:
    def __getattr__(self, k): print("get" + k, end=" "); return self
    def __setattr__(self, k, v): print("set" + k, v, end=" ")
    def __getitem__(self, k): print("item", k, end=" "); return 5
    def __setitem__(self, k, v): print("setitem", k, v, end=" ")
    def __call__(self, *a, **k): print("call", a, k, end=" "); return self
o = O()
t(1) + t(2) * t(3) - t(4); print()
(t(1), t(2)), [t(3)], {t(4): t(5)}, {t(6)}; print()
o.a[t(1)] = t(2); print()
o[t(1)], o[t(2)] = t(3), t(4); print()
o.x = o.y = t(5); print()
o[t(1)] += t(2); print()
o.m(t(1), *[t(2)], k=t(3), **{"z": t(4)}); print()
t(1) if t(0) else t(2); print()
t(1) < t(2) < t(0) < t(9); print()
[t(x) for x in [t(1), t(2)] if t(x)]; print()
{t(x): t(x + 10) for x in (1,)}; print()
lst = [0, 1, 2]
i = 0
i, lst[i] = 1, t(7); print(lst, i)
lst[t(0)], lst[t(1)] = lst[t(1)], lst[t(0)]; print(lst)
def f(a=t("d1"), *, b=t("d2")) -> t("ann"): pass
print()
@(t("deco"), lambda f: f)[1]
def g(x: t("px"), y: t("py") = t("def")) -> t("ret"): pass
print()
class C(*[object] if t("base") else [], metaclass=(t("meta"), type)[1]):
    t("body")
print()
assert t(1), t("not")
del lst[t(0)]; print(lst)
for o.q in [t(1)]: t(2)
print()
with_ = [t("a") for _ in range(t(2))]; print()
f"{t(1)}{t(2):{t(3)}}"; print()
x = t(1), *[t(2), t(3)], t(4); print(x)
print(t("a") and t(0) or t("c"), lst[t(0):t(1):t(1)])
raise_ = None
try: raise (t("exc"), ValueError)[1] from (t("cause"), KeyError("c"))[1]
except ValueError as e: print(repr(e.__cause__))
