# zlib, bz2 and lzma: whole texts, pieces, damage, messages.
import zlib, _bz2, _lzma


def show(text):
    try:
        print(text, "=>", repr(eval(text))[:200])
    except BaseException as error:
        print(text, "=>", type(error).__module__, type(error).__name__, error.args)


z = zlib.compress(b"hello" * 10)
bz = _bz2.BZ2Compressor()
b = bz.compress(b"hello" * 10) + bz.flush()
lz = _lzma.LZMACompressor()
l = lz.compress(b"hello" * 10) + lz.flush()

CASES = [
    "zlib.compress('a')",
    "zlib.compress(b'a',10)",
    "zlib.compress(b'a',-2)",
    "zlib.compress(b'a',wbits=99)",
    "zlib.decompress(b'')",
    "zlib.decompress(b'abc')",
    'zlib.decompress(z[:-1])',
    "zlib.decompress(z+b'x')",
    'zlib.decompress(z,bufsize=0)',
    'zlib.decompress(z,bufsize=-1)',
    'zlib.decompress(z,-15)',
    'zlib.compressobj(99)',
    "zlib.compressobj(zdict='a')",
    'zlib.decompressobj(99)',
    'zlib.decompressobj(zdict=1)',
    'zlib.decompressobj().decompress(z,-1)',
    'zlib.decompressobj().decompress(z,3)',
    'zlib.decompressobj().flush(0)',
    'zlib.decompressobj().flush()',
    "zlib.decompressobj().decompress(b'abc')",
    "zlib.adler32(b'abc')",
    "zlib.crc32(b'abc')",
    'zlib.error.__mro__',
    'zlib.compressobj().flush(9)',
    '_bz2.BZ2Compressor(10)',
    '_bz2.BZ2Compressor(0)',
    "bz.compress(b'')",
    'bz.flush()',
    "_bz2.BZ2Decompressor().decompress(b'abcdefgh')",
    '_bz2.BZ2Decompressor().decompress(b,3)',
    "_bz2.BZ2Decompressor().decompress('a')",
    '_lzma.LZMACompressor(format=9)',
    '_lzma.LZMACompressor(check=99)',
    '_lzma.LZMACompressor(preset=99)',
    '_lzma.LZMACompressor(preset=1,filters=[])',
    '_lzma.LZMACompressor(format=3)',
    '_lzma.LZMACompressor(filters=[])',
    "_lzma.LZMACompressor(filters=[{'id':99}])",
    '_lzma.LZMACompressor(filters=[{}])',
    '_lzma.LZMACompressor(filters=5)',
    '_lzma.LZMACompressor(filters=[5])',
    "_lzma.LZMACompressor(filters=[{'id':0x21,'x':1}])",
    '_lzma.LZMACompressor(format=2,check=1)',
    '_lzma.LZMADecompressor(format=9)',
    '_lzma.LZMADecompressor(format=3)',
    '_lzma.LZMADecompressor(filters=[])',
    '_lzma.LZMADecompressor(format=3,memlimit=5,filters=[])',
    "_lzma.LZMADecompressor().decompress(b'abcdefghijklm')",
    '_lzma.LZMADecompressor(memlimit=5).decompress(l)',
    '_lzma.LZMADecompressor().decompress(l,3)',
    'lz.flush()',
    "lz.compress(b'')",
    '_lzma.is_check_supported(1)',
    '_lzma.is_check_supported(99)',
    "_lzma._encode_filter_properties({'id':0x21})",
    "_lzma._encode_filter_properties({'id':3,'dist':5})",
    "_lzma._encode_filter_properties({'id':0x4000000000000001})",
    "_lzma._decode_filter_properties(0x21,b'\\x16')",
    "_lzma._decode_filter_properties(3,b'\\x04')",
    "_lzma._decode_filter_properties(0x4000000000000001,b'\\x5d\\0\\0\\x80\\0')",
]
for case in CASES:
    show(case)

data = bytes(i * i % 251 for i in range(70000)) + b"z" * 100000
for level in (-1, 0, 1, 9):
    packed = zlib.compress(data, level)
    print(level, len(packed), zlib.decompress(packed) == data)
for wbits in (-15, 31, 9):
    packed = zlib.compress(data, 6, wbits)
    print(wbits, len(packed), zlib.decompress(packed, wbits) == data)
c = zlib.compressobj(zdict=b"hello world")
packed = c.compress(b"hello ") + c.flush(zlib.Z_SYNC_FLUSH)
copy = c.copy()
print(packed + c.flush(), packed + copy.compress(b"x") + copy.flush())
d = zlib.decompressobj(zdict=b"hello world")
print(d.decompress(packed), d.eof, d.unused_data, d.unconsumed_tail)
d = zlib.decompressobj()
packed = zlib.compress(data) + b"rest"
parts = []
while not d.eof:
    parts.append(d.decompress(packed if not parts else d.unconsumed_tail, 5000))
print(len(parts), b"".join(parts) == data, d.unused_data, d.unconsumed_tail, d.flush())

for make, unmake in ((_bz2.BZ2Compressor, _bz2.BZ2Decompressor), (_lzma.LZMACompressor, _lzma.LZMADecompressor)):
    c = make()
    packed = b"".join(c.compress(data[i:i + 7000]) for i in range(0, len(data), 7000)) + c.flush()
    print(len(packed))
    d = unmake()
    print(d.decompress(packed + b"rest") == data, d.eof, d.unused_data, d.needs_input)
    try:
        d.decompress(b"")
    except EOFError as error:
        print(error)
    d = unmake()
    text = b""
    rest = packed
    while not d.eof:
        if d.needs_input:
            piece, rest = rest[:100], rest[100:]
        else:
            piece = b""
        text += d.decompress(piece, 3000)
    print(text == data)
for kind in (_lzma.FORMAT_ALONE, _lzma.FORMAT_XZ):
    c = _lzma.LZMACompressor(kind, preset=1)
    packed = c.compress(data) + c.flush()
    d = _lzma.LZMADecompressor()
    print(len(packed), d.decompress(packed) == data, d.check)
filters = [{"id": _lzma.FILTER_DELTA, "dist": 3}, {"id": _lzma.FILTER_LZMA2, "preset": 3, "dict_size": 65536}]
c = _lzma.LZMACompressor(_lzma.FORMAT_RAW, filters=filters)
packed = c.compress(data) + c.flush()
print(len(packed), _lzma.LZMADecompressor(_lzma.FORMAT_RAW, filters=filters).decompress(packed) == data)
