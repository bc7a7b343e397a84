a, b = {1, 2, 3, 4}, {3, 4, 5}
print(a | b, a & b, a - b, b - a, a ^ b, a <= b, {3} < b, a >= {1}, a == {4, 3, 2, 1}, a != b, a.union([9], (10,)), a.intersection([1, 2], [2, 3]), a.difference([1], [2]), a.symmetric_difference([1, 9]), a.issubset(range(10)), a.issuperset([1]), a.isdisjoint([7]), len(a), 3 in a)
c = set(a)
c.add(10); c.add(1); c.discard(99); c.remove(10); c.update([20, 21], {22}); c |= {30}; c &= {1, 2, 3, 20, 30}; c -= {2}; c ^= {1, 77}
print(sorted(c), c.pop() in {3, 20, 30, 77}, len(c))
c.intersection_update([3, 20, 30, 77]); c.difference_update([3]); c.symmetric_difference_update([3, 4])
print(4 in c, set(), set("hello") == set("olleh"), {*"ab", "a"} == {"a", "b"}, frozenset([1, 2]), frozenset() == set(), hash(frozenset([1, 2])) == hash(frozenset([2, 1])), {frozenset([1]): "x"}[frozenset([1])], type({1} | frozenset([2])), type(frozenset([2]) | {1}), {1, 1.0, True}, {1} == frozenset({1}))
for bad in ("{1}.remove(2)", "set().pop()", "{[]}", "{1} | [2]", "{1} < [1]", "set(5)", "hash({1})", "{1} + {2}", "{1}.add()", "frozenset().add", "{{1}}", "{1}.union(5)", "set(1, 2)", "[] in {1}"):
    try:
        print(eval(bad))
    except (KeyError, TypeError, AttributeError) as error:
        print(bad, type(error).__name__, error)
print({1} in {frozenset({1})}, sorted({x % 5 for x in range(20)}), set(range(3)) | set(range(2, 5)), set([3, 1, 2]).copy(), max({1, 5, 3}), sum({1, 2}), all({1}), sorted({"b", "a"}), set({1: 2}), {(1, 2), (1, 2)})
s = {1, 2}
t = s
s |= {3}
print(t, s is t)
f = g = frozenset([1])
f |= {2}
print(f, g)
class S(set):
    pass
print(type(S([1]) | {2}), S([1]), S(), type(S([1]).copy()), repr(S([2])), frozenset({3}))
