"""Own containers with every protocol: a sorted list, an LRU cache, a trie, a matrix, a linked list, a frozen vector."""
import bisect
from collections.abc import MutableMapping, MutableSequence, Set
class SortedList:
    def __init__(self, items=()): self._items = sorted(items)
    def add(self, x): bisect.insort(self._items, x)
    def remove(self, x):
        i = bisect.bisect_left(self._items, x)
        if i == len(self._items) or self._items[i] != x: raise ValueError(f"{x!r} not in list")
        del self._items[i]
    def __contains__(self, x):
        i = bisect.bisect_left(self._items, x)
        return i < len(self._items) and self._items[i] == x
    def __iter__(self): return iter(self._items)
    def __len__(self): return len(self._items)
    def __getitem__(self, i): return SortedList(self._items[i]) if isinstance(i, slice) else self._items[i]
    def __eq__(self, o): return isinstance(o, SortedList) and self._items == o._items
    def __repr__(self): return f"SortedList({self._items})"
class LRU(MutableMapping):
    def __init__(self, size): self.size, self.data = size, {}
    def __getitem__(self, k): self.data[k] = v = self.data.pop(k); return v
    def __setitem__(self, k, v):
        self.data.pop(k, None)
        self.data[k] = v
        if len(self.data) > self.size: del self.data[next(iter(self.data))]
    def __delitem__(self, k): del self.data[k]
    def __iter__(self): return iter(self.data)
    def __len__(self): return len(self.data)
    def __repr__(self): return f"LRU({self.data})"
class Trie:
    def __init__(self): self.root = {}
    def add(self, word):
        node = self.root
        for c in word: node = node.setdefault(c, {})
        node[None] = True
    def words(self, prefix=""):
        node = self.root
        for c in prefix:
            if c not in node: return
            node = node[c]
        stack = [(prefix, node)]
        while stack:
            text, node = stack.pop()
            if None in node: yield text
            stack.extend((text + c, n) for c, n in sorted(node.items(), key=lambda p: p[0] or "", reverse=True) if c is not None)
class Matrix:
    def __init__(self, rows): self.rows = [list(r) for r in rows]
    def __getitem__(self, at): return self.rows[at[0]][at[1]] if isinstance(at, tuple) else self.rows[at]
    def __setitem__(self, at, v): self.rows[at[0]][at[1]] = v
    def __matmul__(self, o): return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])
    def __add__(self, o): return Matrix([[a + b for a, b in zip(r, q)] for r, q in zip(self.rows, o.rows)]) if isinstance(o, Matrix) else NotImplemented
    def __rmul__(self, k): return Matrix([[k * a for a in r] for r in self.rows])
    def __neg__(self): return -1 * self
    def __eq__(self, o): return self.rows == o.rows
    def __pow__(self, n):
        r = Matrix([[int(i == j) for j in range(len(self.rows))] for i in range(len(self.rows))])
        for _ in range(n): r = r @ self
        return r
    def __str__(self): return "\n".join(" ".join(f"{x:>4}" for x in r) for r in self.rows)
class Chain(MutableSequence):
    class Node:
        __slots__ = "value", "next"
        def __init__(self, value, next): self.value, self.next = value, next
    def __init__(self, items=()):
        self.head, self.size = None, 0
        for x in items: self.append(x)
    def _node(self, i):
        if i < 0: i += self.size
        if not 0 <= i < self.size: raise IndexError(i)
        node = self.head
        for _ in range(i): node = node.next
        return node
    def __getitem__(self, i): return self._node(i).value
    def __setitem__(self, i, v): self._node(i).value = v
    def __delitem__(self, i):
        if i in (0, -self.size) and self.size: self.head = self.head.next
        else:
            p = self._node((i if i >= 0 else i + self.size) - 1)
            if p.next is None: raise IndexError(i)
            p.next = p.next.next
        self.size -= 1
    def __len__(self): return self.size
    def insert(self, i, v):
        if i == 0 or not self.size: self.head = self.Node(v, self.head)
        else:
            p = self._node(min(i, self.size) - 1)
            p.next = self.Node(v, p.next)
        self.size += 1
    def __repr__(self): return "Chain(" + " -> ".join(map(repr, self)) + ")"
class Vector(Set):
    def __init__(self, it): self._t = tuple(dict.fromkeys(it))
    def __contains__(self, x): return x in self._t
    def __iter__(self): return iter(self._t)
    def __len__(self): return len(self._t)
    def __hash__(self): return self._hash()
s = SortedList([5, 1, 4])
for i in range(300): s.add(i * 7919 % 101)
s.remove(5)
print(len(s), s[:5], 5 in s, 4 in s, s[0], s[-1], list(s)[:6], SortedList("cab") == SortedList("bca"), max(s), sum(s))
try: s.remove(1000)
except ValueError as e: print(e)
c = LRU(3)
for k in "abcabdae": c[k] = ord(k); c.get("a")
print(c, len(c), "b" in c, sorted(c.keys()), c.pop("a"), c.setdefault("z", 1), c.popitem(), dict(c))
t = Trie()
for w in "car card care cat dog do door".split(): t.add(w)
print(list(t.words("ca")), list(t.words("do")), list(t.words("x")), list(t.words()))
m = Matrix([[1, 2], [3, 4]])
print(m @ m, m + m == 2 * m, (m ** 5)[1, 0], -m, m[0])
try: m + 5
except TypeError as e: print(e)
l = Chain("abc")
l.insert(1, "X"); l.extend([1, 2]); del l[0]; l[0] = "Y"; l.reverse(); l.remove("b")
print(l, len(l), l[-1], 1 in l, l.index("c"), l.pop(), list(reversed(l)), l.count(2))
try: l[50]
except IndexError as e: print(e)
print(sorted(Vector([3, 1, 2, 3]) & {1, 3}), Vector("ab") == {"a", "b"}, Vector("ab") <= Vector("abc"), sorted(Vector([1]) | Vector([2])), Vector([1]).isdisjoint([2]), hash(Vector("ab")) == hash(Vector("ba")))
