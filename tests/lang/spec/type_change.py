# tests: thresholds=1,2,3,10,50,99,100
program = """
x = 0
out = []
for i in range(100):
    if i == {k}:
        x = {value}
    x = x + x if i % 3 else x + {one}
    if i % 9 == 0: out.append(x if len(repr(x)) < 60 else len(repr(x)))
print({k}, {value!r}, out, x if len(repr(x)) < 60 else len(repr(x)))
"""
for k in (0, 1, 2, 3, 10, 49, 50, 51, 97, 98, 99):
    for value, one in (("0.5", "1"), ("2**60", "1"), ("True", "1"), ("1j", "1"), ("-0.0", "0.0")):
        exec(program.format(k=k, value=value, one=one), {})
texts = """
x = 1
for i in range(60):
    if i == {k}: x = "s"
    x = x * 1 if i % 2 else x + x if i < 12 or i == {k} else x
print({k}, x if len(str(x)) < 50 else len(str(x)))
"""
for k in (0, 1, 2, 5, 30, 58, 59):
    exec(texts.format(k=k), {})
lists = """
items = [1, 2, 3]
t = 0
for i in range(100):
    if i == {k}: items[1] = {value}
    t = t + items[i % 3]
print({k}, t)
"""
for k in (0, 1, 50, 98, 99):
    for value in ("2.5", "10**20", "True", "2+1j"):
        exec(lists.format(k=k, value=value), {})
