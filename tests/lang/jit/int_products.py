def lcg(n, m):
    x = 12345
    out = 0
    for i in range(n):
        x = (x * 1103515245 + 12345) % m
        out ^= x
    return x, out
def lcg64(n):
    x = 1
    for i in range(n): x = (x * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
    return x
def fnv(data):
    h = 14695981039346656037
    for b in data: h = ((h ^ b) * 1099511628211) & (2**64 - 1)
    return h
def xorshift(n):
    x = 88172645463325252
    for i in range(n):
        x ^= (x << 13) & 0xFFFFFFFFFFFFFFFF
        x ^= x >> 7
        x ^= (x << 17) & 0xFFFFFFFFFFFFFFFF
    return x
def crc(data):
    c = 0xFFFFFFFF
    for b in data:
        c ^= b
        for _ in range(8): c = (c >> 1) ^ 0xEDB88320 if c & 1 else c >> 1
    return c ^ 0xFFFFFFFF
for m in (2**31, 2**31 - 1, 2**32, 2**47, 2**48, 2**61 - 1, 2**63, 2**64): print(m, lcg(3000, m))
print(lcg64(5000), fnv(b"hello world" * 200), xorshift(3000), crc(b"123456789" * 50))
def products(xs):
    out = []
    for a in xs:
        for b in xs:
            out.append(a * b)
    return out
edge = [2**23, 2**24 - 1, 2**31, 2**32 - 1, -2**31, 2**46, -2**47, 2**62, 3037000500, -3037000499, 0, 1, -1]
print(products(edge))
