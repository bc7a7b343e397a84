print([1, 2] == [1, 2], [1, 2] == [1, 2, 3], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9], [1, 2] <= [1, 2], [1] != [1.0], [True] == [1], [1] == (1,), [[1], [2]] == [[1], [2]], [None] == [None])
nan = float("nan")
print([nan] == [nan], nan in [nan], [nan].count(nan), [nan].index(nan), 1 in [1.0], True in [1], "a" in ["ab"], [] in [[]])
class Eq:
    def __init__(self, v): self.v = v
    def __eq__(self, other):
        print("eq", self.v)
        return self.v == other
print(3 in [Eq(1), Eq(3), Eq(5)], [Eq(1), Eq(2)].count(2), [Eq(1), Eq(2)].index(2), [Eq(1)] == [1], [1] == [Eq(2)])
class Weird:
    def __eq__(self, other): raise RuntimeError("no comparison")
try:
    1 in [Weird()]
except RuntimeError as error:
    print(error)
w = Weird()
print(w in [w], [w] == [w])
try:
    [1, [2]] < [1, 3]
except TypeError as error:
    print(error)
