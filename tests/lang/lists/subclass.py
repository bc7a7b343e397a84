class L(list):
    def __init__(self, *args):
        super().__init__(*args)
        self.log = []
    def append(self, x):
        self.log.append(x)
        super().append(x)
    def __getitem__(self, i):
        return ("got", super().__getitem__(i))
    def __len__(self):
        return 100
    def __contains__(self, x):
        return x == "magic"
l = L([1, 2])
l.append(3)
print(l, l.log, l[0], l[0:2], len(l), "magic" in l, 1 in l, list(l), type(l + [1]), type(l[:]), l == [1, 2, 3], [*l], bool(L()), isinstance(l, list))
for x in l:
    print(x)
class I(list):
    def __iter__(self):
        return iter("custom")
print(list(I([1, 2])), [x for x in I([1])], tuple(I()), sorted(I()), I([1, 2]) + [3], sum([1]) , ",".join(I()))
a, b, *c = I()
print(a, b, c)
