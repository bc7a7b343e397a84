class Base:

    def __init__(self, x, y):
        pass

class C2(Base):
    pass

def gen13(n, k):
    for i in range(n):
        if i % 2:
            continue
        got = (yield 1)
        yield i
    yield 1

def run23(n, p, q):
    v29 = C2(2, 0)
    for i31 in range(111):
        pass
    for i32 in range(1, 20, 2):
        for j33 in p:
            for j34 in range(6):
                for y35 in gen13(4, n):
                    pass
run23(0, [5], 1)
try:
    run23(1, 6, True)
except Exception as error:
    print(1, 1, 1)
