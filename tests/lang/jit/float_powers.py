import math
def f(n):
    t=0.0
    for i in range(n):
        x = i * 0.37 + 0.001
        t += x ** 0.5 + x ** 2 + (-x) ** 3 + x ** -1.5 + (x % 0.7) + (x // 0.3) + (-x % 0.7) + (x // -0.3) + x % -2.5
    return t
print(repr(f(3000)))
def g(n):
    out=[]
    for i in range(n):
        x = [2.0, 0.0, -0.0, -8.0, 1e200, 1e-200, float('inf'), float('-inf'), float('nan')][i % 9]
        r = []
        for e in (0.5, 2, 2.0, 3, -1, 0, 1/3):
            try: r.append(repr(x ** e))
            except Exception as err: r.append(type(err).__name__+str(err))
        for e in (0.3, -0.3, float('inf')):
            try: r.append(repr((x % e, x // e)))
            except Exception as err: r.append(type(err).__name__+str(err))
        out.append(r)
    return out
r=g(900)
for row in r[-9:]: print(row)
