# Special methods that are bound to another object already.
def numbers():
    yield 1
    yield 2

class Borrowed:
    __next__ = numbers().__next__
    __len__ = [1, 2, 3].__len__
    __contains__ = {5}.__contains__
    __call__ = "a-b".split
    __repr__ = (7).__repr__
    def __iter__(self): return self

b = Borrowed()
print(next(b), len(b), 5 in b, b("-"), repr(b), list(b))
