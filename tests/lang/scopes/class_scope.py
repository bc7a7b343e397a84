x = "global"
class A:
    print(x)
    x = "class"
    print(x)
    def f(self): return x
    g = lambda self: x
    del x
    print(x)
    for i in range(2): pass
    exec("made = 1")
    locals()["via_locals"] = 2
print(A().f(), A().g(), A.i, A.made, A.via_locals, hasattr(A, "x"))
def outer():
    x = "outer"
    class B:
        y = x
        x = "inner"
        def f(self): return x
        z = x
    return B.y, B.x, B().f(), B.z
try:
    print(outer())
except NameError as error:
    print(error)
def outer2():
    x = "outer"
    class B:
        y = x
        def f(self):
            nonlocal x
            x += "!"
            return x
    return B.y, B().f(), B().f(), x
print(outer2())
class C:
    n = 3
    a = [i for i in range(n)]
    b = list(map(lambda i: i, range(n)))
    try:
        c = [n for i in range(2)]
    except NameError as error:
        print(error)
    class Inner:
        try:
            print(n)
        except NameError as error:
            print(error)
print(C.a, C.b, C.__qualname__, C.Inner.__qualname__, C.__module__)
def f():
    class Local:
        def method(self): return __class__, Local
    return Local
L = f()
print(L.__qualname__, L().method() == (L, L))
class Mangle:
    __private = 1
    def __init__(self): self.__x = 2
    def get(self): return self.__x, self.__private, Mangle.__private
    def __method(self): return "m"
    def call(self): return self.__method()
    __dunder__ = 3
    _Mangle__y = 4
    def y(self): return self.__y
m = Mangle()
print(m.get(), m.__dict__, m._Mangle__x, m.call(), m.y(), Mangle.__dunder__, [k for k in Mangle.__dict__ if "private" in k or "method" in k])
try:
    m.__x
except AttributeError as error:
    print(error)
