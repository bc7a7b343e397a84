def a():
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            print("body", i)
        finally:
            print("finally", i)
    else:
        print("no break")
    print("end", i)
a()
def b():
    try:
        try:
            return "inner"
        finally:
            print("f1")
    finally:
        print("f2")
print(b())
def c():
    while True:
        try:
            raise ValueError
        except ValueError:
            break
        finally:
            print("c finally")
    return "c"
print(c())
def d():
    try:
        raise ValueError("lost")
    finally:
        return "swallow"
print(d())
def e():
    for i in range(3):
        try:
            raise ValueError(i)
        except ValueError as err:
            if err.args[0] < 2: continue
            return err.args[0]
        finally:
            print("e", i)
print(e())
def f():
    x = []
    try:
        x.append(1)
        try:
            x.append(2)
            raise KeyError
        except IndexError:
            x.append("no")
        else:
            x.append("no")
        finally:
            x.append(3)
    except KeyError:
        x.append(4)
    else:
        x.append("no")
    finally:
        x.append(5)
    return x
print(f())
def g():
    try:
        yield 1
        yield 2
    finally:
        print("g cleanup")
walker = g()
for v in walker:
    print(v)
    break
walker.close()
it = g()
next(it)
it.close()
def h(n):
    try:
        if n == 0: raise ValueError
        if n == 1: return "one"
    except ValueError:
        return "ve"
    else:
        return "else"
    finally:
        if n == 2: return "override"
print([h(n) for n in range(4)])
def nested(n):
    out = []
    for i in range(n):
        try:
            try:
                if i % 3 == 0: raise ValueError(i)
                if i % 3 == 1: raise KeyError(i)
                out.append(("ok", i))
            except ValueError as e:
                out.append(("v", e.args[0]))
                if i > 5: raise IndexError(i) from e
            finally:
                out.append("f")
        except KeyError as e:
            out.append(("k", e.args[0]))
        except IndexError as e:
            out.append(("i", e.__cause__.args))
    return out
print(nested(10))
