def a(): pass
def b(): return
def c(): return 1, 2
def d(x):
    if x: return "yes"
def e():
    for i in range(10):
        if i == 3: return i
    return -1
def f():
    while True:
        try:
            return "try"
        finally:
            print("finally")
def g():
    for i in range(3):
        try:
            continue
        finally:
            print("cleanup", i)
    return "done"
def h():
    try:
        return 1
    finally:
        return 2
def i():
    for x in range(3):
        try:
            1 / 0
        finally:
            break
    return "swallowed"
def j():
    x = 1
    try:
        return x
    finally:
        x = 2
def k():
    with open("/dev/null") as file:
        return file.closed, file
print(a(), b(), c(), d(0), d(1), e(), f(), g(), h(), i(), j(), k()[0], k()[1].closed)
