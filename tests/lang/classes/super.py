class Base:
    x = "base x"
    def __init__(self): self.log = ["Base"]
    def m(self): return "Base.m"
    @classmethod
    def c(cls): return "Base.c", cls.__name__
    @staticmethod
    def s(): return "Base.s"
    @property
    def p(self): return "Base.p"
class Child(Base):
    x = "child x"
    def __init__(self):
        super().__init__()
        self.log.append("Child")
    def m(self): return "Child>" + super().m() + ">" + super(Child, self).m()
    @classmethod
    def c(cls): return ("Child",) + super().c()
    @staticmethod
    def s(): return "Child>" + super(Child, Child).s()
    @property
    def p(self): return "Child>" + super().p
    def attr(self): return super().x, self.x
    def nested(self):
        return (lambda: super(Child, self).m())(), [super(Child, self).m() for _ in range(1)]
    def inner(self):
        def go(): return __class__
        return go()
    def renamed(this): return super().m()
c = Child()
print(c.log, c.m(), Child.c(), Child.s(), c.p, c.attr(), c.nested(), c.inner(), c.renamed())
s = super(Child, c)
print(s.__thisclass__, s.__self__ is c, s.__self_class__, repr(s).startswith("<super: <class 'Child'>, <Child object>"))
class Grand(Child):
    def m(self): return "Grand>" + super().m()
print(Grand().m(), Grand.c())
def outside(): return super()
class Bad:
    def m(self):
        del self
        return super().m()
    def no_self(): return super()
    def n(self): return super().missing
    def set(self): super().x = 1
for f in (outside, Bad().m, Bad.no_self, Bad().n, Bad().set, lambda: super(5), lambda: super(int, "a"), lambda: super(Child, 5), lambda: super(Child, c).zzz):
    try:
        f()
    except (RuntimeError, AttributeError, TypeError, UnboundLocalError) as error:
        print(type(error).__name__, error)
class New(Base):
    def __new__(cls, *args):
        self = super().__new__(cls)
        self.made = args
        return self
    def __init__(self, *args):
        super().__init__()
print(New(1, 2).made, New().log)
class Get(Base):
    def __getattr__(self, name): return f"<{name}>"
    def t(self):
        try:
            return super().nothing
        except AttributeError as error:
            return str(error)
print(Get().t(), Get().nothing)
class I(int):
    def __new__(cls, v): return super().__new__(cls, v * 2)
    def __add__(self, o): return I(super().__add__(o))
print(I(5), I(5) + 1)
