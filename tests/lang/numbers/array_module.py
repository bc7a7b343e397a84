# array.array: construction, ranges, methods, messages.
import array
from array import array as A


class S(A): pass


def show(text):
    try:
        print(text, "=>", repr(eval(text))[:200])
    except BaseException as error:
        print(text, "=>", type(error).__module__, type(error).__name__, error.args)


CASES = [
    'A()',
    "A('x')",
    'A(1)',
    "A('ii')",
    "A('i',5)",
    "A('i',[1,2])",
    "A('i',[1,'a'])",
    "A('i',[1.5])",
    "A('b',[200])",
    "A('B',[-1])",
    "A('B',[256])",
    "A('h',[2**20])",
    "A('H',[2**20])",
    "A('H',[-1])",
    "A('i',[2**40])",
    "A('I',[-1])",
    "A('I',[2**40])",
    "A('l',[2**70])",
    "A('L',[-1])",
    "A('L',[2**70])",
    "A('q',[2**70])",
    "A('Q',[-1])",
    "A('Q',[2**70])",
    "A('f',[1e300])",
    "A('f',['a'])",
    "A('d',[2**2000])",
    "A('u','abc')",
    "A('u',['a','b'])",
    "A('u',['ab'])",
    "A('u',[1])",
    "A('i','abc')",
    "A('i',b'abcd')",
    "A('i',b'abc')",
    "A('i',bytearray(b'abcd'))",
    "A('i',A('u','abc'))",
    "A('i',A('d',[1.5]))",
    "A('i',A('h',[1,2]))",
    "A('d',A('i',[1,2]))",
    "A('i',(1,2))",
    "A('i',range(3))",
    "A('i',x=1)",
    "A('i',[1],2)",
    "A('i',[1,2,3])[0]",
    "A('i',[1,2,3])[-1]",
    "A('i',[1,2,3])[5]",
    "A('i',[1,2,3])['a']",
    "A('i',[1,2,3])[1:]",
    "A('i',[1,2,3])[::-1]",
    "A('i',[1])+A('i',[2])",
    "A('i',[1])+A('h',[2])",
    "A('i',[1])+[2]",
    "A('i',[1])*3",
    "3*A('i',[1])",
    "A('i',[1])*'a'",
    "A('i',[1]).append('a')",
    "A('i',[1]).extend([2,3])",
    "A('i',[1]).extend(A('h',[1]))",
    "A('i',[1]).extend(5)",
    "A('i',[1]).index(2)",
    "A('i',[1]).remove(2)",
    "A('i',[]).pop()",
    "A('i',[1]).pop(5)",
    "A('i',[1]).count(1.0)",
    "A('i',[1]).insert(0,'a')",
    "A('i',[1]).fromlist(5)",
    "A('i',[1]).fromlist([1,'a'])",
    "A('i',[1]).frombytes(b'abc')",
    "A('i',[1]).frombytes('abc')",
    "A('i',[1]).tounicode()",
    "A('i',[1]).fromunicode('a')",
    "A('u','ab').tounicode()",
    "A('u','ab').fromunicode(1)",
    "A('i',[1]).tolist()",
    "A('i',[1]).tobytes()",
    "A('i',[1]).buffer_info()[1]",
    "A('i',[1]).typecode",
    "A('i',[1]).itemsize",
    "A('i',[1])==A('d',[1.0])",
    "A('i',[1])<A('i',[2])",
    "A('i',[1])==[1]",
    "A('i',[1])<[1]",
    "repr(A('d',[1.5]))",
    "repr(A('i'))",
    "A('i',[1]).__reduce_ex__(2)",
    "A('i',[1]).__reduce_ex__(3)",
    "A('i',[1]).__reduce_ex__('a')",
    "array._array_reconstructor(A,'i',9,b'\\0\\0\\1\\2')",
    "array._array_reconstructor(A,'d',15,b'\\x3f\\xc0\\0\\0')",
    "A('i',[1]).__copy__()",
    "1 in A('i',[1])",
    "iter(A('i',[1])).__reduce__()",
    "hash(A('i'))",
    "memoryview(A('i',[1,2])).format",
    "bytes(memoryview(A('i',[1,2])))",
    "S('i',[1,2])",
    'array.typecodes',
    'array.ArrayType is A',
    "type(S('i',[1])[0:1])",
    "A('i',[1]).index(1,0,1)",
    "A('i',[1,2]).index(2,-1)",
    "A('b',[1]).__setitem__(0,300)",
    "A('i',[1]).__setitem__(5,1)",
    "A('i',[1]).__setitem__('a',1)",
    "A('i',[1]).__setitem__(slice(0,1),[1])",
    "A('i',[1,2]).__setitem__(slice(0,1),A('h',[1]))",
    "A('i',[1,2]).__setitem__(slice(0,2,2),A('i',[1,2]))",
    "A('i',[1]).__delitem__(5)",
    "A('i',[1,2]).__iadd__([1])",
    "A('i',[1]).extend('a')",
    'A[int]',
]
for case in CASES:
    show(case)

a = A("i", range(10))
del a[2:8:2]
print(a)
a[1:3] = A("i", [100, 200, 300])
print(a)
a[::2] = A("i", [0] * len(a[::2]))
print(a)
a.insert(2, 7)
a.reverse()
a.byteswap()
print(a, a.pop(), a.pop(0), len(a))
view = memoryview(a)
try:
    a.append(1)
except BufferError as error:
    print(error)
view[0] = 5
view.release()
a.append(1)
print(a[0], list(a)[-1])
a *= 2
a += A("i", [9])
print(len(a), a.count(9), sum(x > 0 for x in a))
