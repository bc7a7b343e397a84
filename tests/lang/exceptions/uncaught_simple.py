print("before")
def f(x):
    return 10 / x
def g():
    for i in (2, 1, 0):
        print(f(i))
g()
print("after")
