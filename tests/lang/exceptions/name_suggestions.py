import sys
class A:
    def __init__(self): self.counter = 1
    def increment(self): return self.conter
def f():
    value = 1
    return valeu
def g(): return sys.versoin
def h(): return pritn(1)
def i(): import collectionss
import traceback
for func in (A().increment, f, g, h, i, lambda: [].apend, lambda: "".uper(), lambda: A().zzzzzz):
    try:
        func()
    except Exception:
        traceback.print_exc(file=sys.stdout)
values = [1, 2]
print(valuse)
