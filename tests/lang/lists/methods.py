a = [3, 1, 2]
a.append(5); a.extend([7, 8]); a.extend("xy"); a.extend(i for i in range(2)); a.insert(0, "first"); a.insert(-1, "prelast"); a.insert(100, "last"); a.insert(-100, "zero")
print(a, len(a), a.index(5), a.count(1), a.index(1, 4), 7 in a, "q" in a, "q" not in a)
print(a.pop(), a.pop(0), a.pop(-2), a)
a.remove(5)
b = a.copy()
a.reverse()
print(a, b, a is b, a[::-1] == b)
c = [5, 3, 8, 1]
c.sort(); print(c); c.sort(reverse=True); print(c); c.sort(key=lambda x: -x % 4); print(c)
c.clear(); print(c, not c)
for bad in ("[].pop()", "[1].pop(5)", "[1].remove(2)", "[1].index(2)", "[1].index(1, 1)", "[1, 'a'].sort()", "[].append()", "[].append(1, 2)", "[1].pop('a')", "[].extend(5)", "[1][1]", "[1][-2]", "[1].insert('a', 1)", "[1].insert(1)", "[1].sort(5)", "[1].foo", "[1].pop(2**70)", "[1] + (2,)", "[1] * 'a'", "[1] * 1.0", "[1] - [1]", "[1] < (1,)", "{[]: 1}", "hash([])"):
    try:
        print(eval(bad))
    except (IndexError, ValueError, TypeError, AttributeError, OverflowError) as error:
        print(bad, type(error).__name__, error)
print(list(), list("abc"), list(range(3)), list((1, 2)), list({1: 2}), list(map(str, [1])), [1, 2] + [3], [0] * 3, 2 * [1, 2], [1] * 0, [1] * -1, [[0]] * 2)
d = [1]
e = d
d += [2]
d *= 2
print(d, e, d is e)
