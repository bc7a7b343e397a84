import dataclasses
@dataclasses.dataclass
class P:
    x: int
    y: int = 0
    tags: list = dataclasses.field(default_factory=list)
    def total(self): return self.x + self.y
@dataclasses.dataclass(order=True, frozen=True)
class Q:
    a: int
    b: str = "z"
p = P(1, 2)
print(p, p == P(1, 2), p.total(), dataclasses.asdict(p), dataclasses.replace(p, x=9), P(5).tags is P(5).tags, Q(1) < Q(2), sorted([Q(2), Q(1, "a")]), hash(Q(1)) == hash(Q(1)), {Q(1): "v"}[Q(1)])
try:
    Q(1).a = 5
except dataclasses.FrozenInstanceError as error:
    print(error)
try:
    P()
except TypeError as error:
    print(error)
print([f.name for f in dataclasses.fields(P)], dataclasses.astuple(p), dataclasses.is_dataclass(P))
import enum
class Color(enum.Enum):
    RED = 1
    GREEN = 2
    BLUE = enum.auto()
print(Color.RED, repr(Color.GREEN), Color(3), Color["RED"], Color.RED.name, Color.BLUE.value, list(Color), Color.RED is Color(1), Color.RED in Color)
class Flag(enum.IntFlag):
    A = 1
    B = 2
print(Flag.A | Flag.B, Flag(3), Flag.A & 3, int(Flag.B))
import collections
N = collections.namedtuple("N", "a b c", defaults=[0])
n = N(1, 2)
print(n, n.a, n._replace(b=5), n._asdict(), N._fields, n == (1, 2, 0), [*n], N._make([7, 8, 9]))
