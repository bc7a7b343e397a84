# Headers of inlined frames lie over registers of their caller: what was in those must be stored again.
class Base:
    def get(self, a):
        return 1 + a


box = Base()


def big(a, b):
    return box.get(9223372036854775809)
    t = 1


def ignore(v):
    pass


for i in range(60):
    g = big(big(1, 1), 1)
    g = ignore((lambda *a, **k: 1)(1, **{"a": 1}))


def made(n):
    total = 0
    for i in range(n):
        total += big(i, big(i, 1)) & 15
        total += (lambda x, y=i: x + y)(i)

        def inner(z: int = 3) -> int:
            return z + i

        total += inner() + big(inner(1), 2) % 7 + len(inner.__annotations__)
    return total


print(g, made(3), made(300))
