# tests: thresholds=1,2,3,15,29,30
programs = {
"break": """
total = 0
for i in range(30):
    if i == {k}: break
    total += i
else: total += 1000
print(i, total)
""",
"continue": """
total = 0
for i in range(30):
    if i == {k}: continue
    total += i
else: total += 1000
print(i, total)
""",
"return": """
def f():
    total = 0
    for i in range(30):
        if i == {k}: return i, total
        total += i
    return "end", total
print(f(), f())
""",
"raise_out": """
total = 0
try:
    for i in range(30):
        if i == {k}: raise ValueError(i)
        total += i
except ValueError as e: print("caught", e)
print(i, total)
""",
"raise_in": """
total = 0
for i in range(30):
    try:
        if i == {k}: raise ValueError(i)
        total += i
    except ValueError as e: total += 5000
    finally: total += 1
print(i, total)
""",
"zero_division": """
total = 0
try:
    for i in range(30):
        total += 100 // (i - {k})
except ZeroDivisionError as e: print(e)
print(i, total)
""",
"index_error": """
items = list(range({k}))
total = 0
try:
    for i in range(30): total += items[i]
except IndexError as e: print(e)
print(i, total)
""",
"while_break": """
i = total = 0
while i < 30:
    i += 1
    if i == {k}: break
    total += i
else: total += 1000
print(i, total)
""",
"nested": """
total = 0
for i in range(6):
    for j in range(6):
        if i * 6 + j == {k}: break
        total += i * j
    else: continue
    total += 100
    break
print(i, j, total)
""",
"yield": """
def g():
    total = 0
    for i in range(30):
        if i == {k}: yield total
        total += i
    yield -total
print(list(g()))
""",
"return_finally": """
def f():
    log = []
    for i in range(30):
        try:
            if i == {k}: return log
            log.append(i)
        finally: log.append(-i)
    return log
print(f())
""",
"stop_iteration": """
it = iter(range({k}))
total = 0
try:
    for i in range(30): total += next(it)
except StopIteration: print("stop")
print(i, total)
""",
}
for name, program in programs.items():
    print(name)
    for k in range(32):
        exec(program.format(k=k), {})
