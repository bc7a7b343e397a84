print(hash(0), hash(1), hash(-1), hash(True), hash(2**31), hash(2**61 - 2), hash(2**61 - 1), hash(2**61), hash(-2**61), hash(2**200), hash(1.0), hash(0.1), hash(-0.0), hash(1.5), hash(1e20), hash(10**20), hash(float("inf")), hash(1j), hash(1 + 2j), hash(2 + 0j))
print(hash("") , hash("a"), hash("hello world"), hash("é"), hash("€"), hash("😀"), hash(b"a"), hash(b""), hash(()), hash((1,)), hash((1, 2, 3)), hash((1, (2, "x"))), hash(frozenset()), hash(frozenset([1, 2, 3])), hash(None) == hash(None), hash(range(3)), hash((0.5, "a")))
print(1 == 1.0 == True == 1 + 0j, hash(1) == hash(1.0) == hash(True) == hash(1 + 0j), {1: "a"}[True], {1.0: "b"}[1], 2**53 == 2.0**53, 2**53 + 1 == 2.0**53, 0.1 + 0.2 == 0.3, "a" == b"a", (1, 2) == [1, 2], None == False, [] == (), 0 == "", None is None)
class H:
    def __init__(self, h): self.h = h
    def __hash__(self): return self.h
print(hash(H(5)), hash(H(2**61 - 1)), hash(H(2**64)), hash(H(-1)), hash(H(True)), hash(H(-2**63)))
class E:
    def __eq__(self, o): return True
print(E.__hash__)
class F(E):
    __hash__ = object.__hash__
print(hash(F()) is not None, object() == object(), object().__eq__(5), object().__ne__(5), (5).__eq__("a"), (5).__hash__(), "a".__hash__() == hash("a"))
import sys
print(sys.hash_info.width, sys.hash_info.inf, sys.hash_info.algorithm)
