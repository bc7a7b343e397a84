x = 1
def a():
    global x, created
    x += 1
    created = "new"
def b():
    x = 5
    def c():
        global x
        x = 100
        return x
    return c(), x
a()
print(x, created, b(), x)
def c():
    try:
        print(x)
        x = 1
    except UnboundLocalError as error:
        print(error)
c()
def d(flag):
    if flag:
        y = 1
    try:
        return y
    except UnboundLocalError as error:
        return str(error)
print(d(True), d(False))
def e():
    for i in range(3): pass
    return i
print(e())
def f():
    for i in []: pass
    try:
        return i
    except UnboundLocalError as error:
        return str(error)
print(f())
try:
    print(undefined)
except NameError as error:
    print(error, error.name)
def g():
    global x
    del x
    try:
        x
    except NameError as error:
        print(error)
    x = "back"
g()
print(x)
try:
    del nothing
except NameError as error:
    print(error)
def h():
    try:
        del z
        z = 1
    except UnboundLocalError as error:
        print(error)
h()
for bad in ("def f():\n nonlocal q", "nonlocal q", "def f():\n x = 1\n global x", "def f(x):\n global x", "def f():\n print(x)\n nonlocal x", "def f(x):\n nonlocal x", "def f():\n global x\n nonlocal x", "class A:\n nonlocal y", "def f():\n x=1\n def g():\n  print(x)\n  global x", "x: int\ndef f():\n global x\n x: int = 1"):
    try:
        exec(bad)
        print("ok", repr(bad))
    except SyntaxError as error:
        print(repr(bad), error.msg)
