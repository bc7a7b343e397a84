# _pickle: bytes of every protocol, round trips, hooks and messages.
import collections, copyreg, datetime, io, pickle, pickletools, re, sys

def show(f):
    try: print(repr(f()))
    except Exception as error: print(type(error).__name__, re.sub("0x[0-9a-f]+", "0x", str(error)))

class Plain:
    def __init__(self): self.x, self.y = 1, [2]
    def __eq__(self, other): return type(self) is type(other) and vars(self) == vars(other)
class Slots:
    __slots__ = "a", "b"
class Fancy(dict):
    def __reduce_ex__(self, protocol): return Fancy, (), {"z": protocol}, None, iter([(1, 2)])
class Keyword:
    def __new__(cls, *, k): self = object.__new__(cls); self.k = k; return self
    def __getnewargs_ex__(self): return (), {"k": self.k}
class Setter:
    def __reduce__(self): return Setter, (), 5, None, None, put
def put(obj, state): obj.state = state
Point = collections.namedtuple("Point", "x y")

shared = ["shared"]
loop = []; loop.append(loop)
ring = ([],); ring[0].append(ring)
slots = Slots(); slots.a = 1
values = [None, True, False, 0, 1, -1, 255, 256, 65535, 65536, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**63, -2**63, 10**300, -128, -129, 1.5, float("inf"), -0.0, "", "abc", "é\n\\\x00\x1a", "\U0001f600\ud800", b"", b"ab\xff", bytearray(b"xy"), bytearray(),
          (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], list(range(5)), {}, {1: 2}, {"a": 1, "b": [2]}, {5}, set(), frozenset([7]), frozenset(), [shared, shared], (shared, shared, shared, shared), Ellipsis, NotImplemented, type(None), int, len, [].append.__class__, print,
          Plain(), Point(1, 2), range(3), slice(1, 2), complex(1, 2), datetime.date(2020, 1, 2), collections.OrderedDict(a=1), collections.deque([1]), collections.Counter("aab"), Plain, put, re.compile("a"), ValueError("x")]
for protocol in range(6):
    for value in values:
        data = pickle.dumps(value, protocol)
        back = pickle.loads(data)
        same = back == value or type(back) is type(value)
        print(protocol, same, data == pickle._dumps(value, protocol) or "differs", data if len(data) < 90 else len(data))
    print(pickle.loads(pickle.dumps(loop, protocol))[0].__class__, pickle.loads(pickle.dumps(ring, protocol))[0][0].__class__)
    for value in (Fancy(), Setter(), Keyword(k=3)):
        show(lambda: sorted(vars(pickle.loads(pickle.dumps(value, protocol))).items()))
    show(lambda: pickle.loads(pickle.dumps(slots, protocol)).a)
big = [list(range(2500)), {i: str(i) for i in range(2500)}, set(range(1500)), b"x" * 70000, "y" * 70000, 5]
for protocol in range(6):
    data = pickle.dumps(big, protocol)
    stream = io.BytesIO(); pickle.Pickler(stream, protocol).dump(big)
    print(protocol, len(data), data == pickle._dumps(big, protocol), stream.getvalue() == data, pickle.loads(data) == big, pickle.load(io.BytesIO(data)) == big, pickle.load(io.BufferedReader(io.BytesIO(data + b"rest"))) == big)
two = io.BytesIO(); pickle.dump(1, two); pickle.dump([2], two); two.seek(0); print(pickle.load(two), pickle.load(two), two.tell()); show(lambda: pickle.load(two))

for f in (lambda: pickle.dumps(lambda: 0), lambda: pickle.dumps(io.StringIO), lambda: pickle.dumps(sys), lambda: pickle.dumps((i for i in ())), lambda: pickle.dumps(1, 9), lambda: pickle.dumps(1, -1), lambda: pickle.loads(b""), lambda: pickle.loads(b"\x80\x09."), lambda: pickle.loads(b"("),
          lambda: pickle.loads(b"\xff"), lambda: pickle.loads(b"Z"), lambda: pickle.loads(b"."), lambda: pickle.loads(b"0"), lambda: pickle.loads(b"(0."), lambda: pickle.loads(b"t."), lambda: pickle.loads(b"K"), lambda: pickle.loads(b"Iabc\n."), lambda: pickle.loads(b"g5\n."), lambda: pickle.loads(b"h\x05."),
          lambda: pickle.loads(b"Np-1\n."), lambda: pickle.loads(b"cnosuch\nname\n."), lambda: pickle.loads(b"cbuiltins\nnosuch\n."), lambda: pickle.loads(b"\x80\x04\x8c\x08builtins\x8c\x01a\x93."), lambda: pickle.loads(b"\x80\x04KK\x93."), lambda: pickle.loads(b"(K\x01d."), lambda: pickle.loads(b"}(K\x01u."),
          lambda: pickle.loads(b"Sabc\n."), lambda: pickle.loads(b"Pid\n."), lambda: pickle.loads(b"K\x01)\x81."), lambda: pickle.loads(b"\x82\x05."), lambda: pickle.loads(b"\x82\x00."), lambda: pickle.loads(b"N}b."), lambda: pickle.loads(b"\x97."), lambda: pickle.loads(5), lambda: pickle.load(5), lambda: pickle.dump(1, 5),
          lambda: pickle.dumps(pickle.PickleBuffer(b"x"), 4), lambda: pickle.dumps(1, 4, buffer_callback=print), lambda: pickle.loads(b"\x95\x00\x00\x00\x00\x00\x00\x00\x80."), lambda: pickle.Pickler.dump(pickle.Pickler.__new__(pickle.Pickler), 1), lambda: pickle.Unpickler.__new__(pickle.Unpickler).load()): show(f)
for result in ((), (1, ()), (list, 1), (list, (), None, 1), (list, (), None, None, 1), (list, (), None, None, None, 1), 5, "nosuch", (copyreg.__newobj__, ()), (copyreg.__newobj__, (1,)), (copyreg.__newobj__, (int,)), (copyreg.__newobj_ex__, (1,)), (copyreg.__newobj_ex__, (1, (), {}))):
    Plain.__reduce__ = lambda self: result
    show(lambda: pickle.dumps(Plain(), 2))
del Plain.__reduce__

class Ids(pickle.Pickler):
    def persistent_id(self, obj): return "id-%s" % obj if isinstance(obj, int) else None
class Names(pickle.Unpickler):
    def persistent_load(self, pid): return "loaded " + pid
    def find_class(self, module, name): return (module, name)
class Override(pickle.Pickler):
    def reducer_override(self, obj): return (str, ("function",)) if obj is put else NotImplemented
for protocol in (0, 2, 5):
    out = io.BytesIO(); Ids(out, protocol).dump([1, "a", put]); print(Names(io.BytesIO(out.getvalue())).load())
    out = io.BytesIO(); Override(out, protocol).dump([put, Plain]); print(pickle.loads(out.getvalue())[0])
    out = io.BytesIO(); p = pickle.Pickler(out, protocol); p.dispatch_table = {Plain: lambda obj: (str, ("table",))}; p.dump(Plain()); print(pickle.loads(out.getvalue()))
buffers = []
data = pickle.dumps([pickle.PickleBuffer(bytearray(b"abc")), pickle.PickleBuffer(b"def")], 5, buffer_callback=buffers.append)
print(data, [bytes(b) for b in buffers], [bytes(b) for b in pickle.loads(data, buffers=buffers)], pickle.loads(pickle.dumps(pickle.PickleBuffer(b"in"), 5)), memoryview(buffers[0]).obj, buffers[1].raw().readonly)
out = io.BytesIO(); p = pickle.Pickler(out); p.dump(shared); p.dump(shared); print(out.getvalue(), len(p.memo.copy())); p.clear_memo(); print(p.memo.copy(), p.bin, p.fast)
print(pickle.loads(b"S'a\\xe9'\n.", encoding="latin1"), pickle.loads(b"U\x01\xe9.", encoding="bytes"), pickle.loads(b"c__builtin__\nxrange\n."), pickle.loads(b"I01\n."), pickle.loads(b"L5L\n."), pickle.loads(b"(i__main__\nPlain\n.").__class__)
copyreg.add_extension("collections", "deque", 77); data = pickle.dumps(collections.deque, 2); print(data, pickle.loads(data)); copyreg.remove_extension("collections", "deque", 77)
