import builtins
def tree(cls, depth=0):
    print("  " * depth + cls.__name__)
    for sub in sorted((c for c in cls.__subclasses__() if c.__module__ == "builtins"), key=lambda c: c.__name__):
        tree(sub, depth + 1)
tree(BaseException)
print(sorted(n for n in dir(builtins) if isinstance(getattr(builtins, n), type) and issubclass(getattr(builtins, n), BaseException)))
print(IOError is OSError, EnvironmentError is OSError)
for number in (1, 2, 4, 11, 13, 17, 20, 21, 32, 104, 110, 111, 10, 3, 999):
    print(type(OSError(number, "m")).__name__, end=" ")
print()
