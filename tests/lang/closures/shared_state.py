def account(balance):
    history = []
    def deposit(x):
        nonlocal balance
        balance += x
        history.append(("d", x))
        return balance
    def withdraw(x):
        nonlocal balance
        if x > balance:
            raise ValueError("insufficient")
        balance -= x
        history.append(("w", x))
        return balance
    def report(): return balance, list(history)
    return deposit, withdraw, report
d, w, r = account(100)
d2, w2, r2 = account(5)
d(50); w(30); d2(1)
try:
    w2(100)
except ValueError as error:
    print(error)
print(r(), r2())
def generator_closure():
    total = 0
    def add(items):
        nonlocal total
        for x in items:
            total += x
            yield total
    return add, lambda: total
add, total = generator_closure()
print(list(add([1, 2, 3])), total(), next(add([10])), total())
def loop_cells():
    out = []
    for i in range(4):
        def f():
            nonlocal i
            i += 10
            return i
        out.append(f())
    return out, i
print(loop_cells())
def chain(n):
    f = lambda x: x
    for i in range(n):
        f = (lambda g, i: lambda x: g(x) + i)(f, i)
    return f
print(chain(50)(1))
def recursive_closure(n):
    def go(k): return 0 if k == 0 else k + go(k - 1)
    return go(n)
print(recursive_closure(100))
def comp_capture(n):
    return [lambda y: (x, y, n) for x in range(3)]
print([f(9) for f in comp_capture(7)])
def exc_capture():
    try:
        raise ValueError("v")
    except ValueError as e:
        def f(): return e
    try:
        f()
    except NameError as error:
        return str(error)
print(exc_capture())
