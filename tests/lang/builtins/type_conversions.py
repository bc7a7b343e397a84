for f in (int, float, str, bool, complex, list, tuple, set, frozenset, dict, bytes, bytearray, repr, ascii, bin, len, iter, sorted, sum, max, abs, hash, id, type, enumerate, zip, reversed, all, any, round, ord, chr, format):
    for value in (0, 1, -1, 2.5, "12", "abc", "", b"x", None, True, [1, 2], (3,), {4}, {5: 6}, 1j, range(2), int):
        try:
            result = f(value)
            if f in (iter, id, enumerate, zip, reversed): result = type(result).__name__
            if f is hash and (value is None or value is int): continue
            print(f.__name__, repr(value), "->", result)
        except Exception as e:
            print(f.__name__, repr(value), type(e).__name__, e)
