b = b"hello\x00\xff"
print(b, len(b), b[0], b[-1], b[1:3], b[::-1], list(b), b + b"x", b * 2, b == b"hello\x00\xff", b < b"z", 104 in b, b"ell" in b, b"" in b, hash(b"a") == hash(b"a"), bytes(3), bytes([1, 2, 255]), bytes(b"x"), bytes(range(5)), bytes("é", "utf-8"), bytes(), b"a" b"b", br"\n", rb'\x', b'"' b"'")
for name, args in (("upper", ()), ("lower", ()), ("title", ()), ("capitalize", ()), ("swapcase", ()), ("strip", ()), ("split", (b" ",)), ("split", ()), ("rsplit", (None, 1)), ("find", (b"o",)), ("rfind", (b"o",)), ("count", (b"l",)), ("replace", (b"l", b"L")), ("replace", (b"l", b"L", 1)), ("startswith", (b"he",)), ("endswith", ((b"x", b"ld"),)), ("partition", (b" ",)), ("rpartition", (b"o",)), ("center", (20, b"*")), ("ljust", (15,)), ("rjust", (15, b".")), ("zfill", (15,)), ("hex", ()), ("hex", (":",)), ("hex", ("-", 2)), ("isalpha", ()), ("isdigit", ()), ("isupper", ()), ("islower", ()), ("isspace", ()), ("isascii", ()), ("index", (b"w",)), ("find", (111,)), ("splitlines", ()), ("expandtabs", ()), ("removeprefix", (b"hel",)), ("removesuffix", (b"ld",)), ("translate", (None, b"lo")), ("join", ([b"1", b"2"],)), ("decode", ())):
    print(name, args, getattr(b"hello world", name)(*args), getattr(bytearray(b"hello world"), name)(*args))
print(bytes.fromhex("00ff 10"), bytes.maketrans(b"ab", b"cd")[95:103], b"abc".translate(bytes.maketrans(b"ab", b"xy")), [x for x in b"abc"], max(b"abc"), sorted(b"cab"))
for bad in ("bytes([256])", "bytes([-1])", "bytes('a')", "bytes(-1)", "bytes(1.5)", "b'a' + 'b'", "b'a'[5]", "bytes.fromhex('0')", "bytes.fromhex('zz')", "256 in b'a'", "'a' in b'a'", "b'a'.find('a')", "b'a' < 'a'", "b','.join(['a'])", "bytes(['a'])", "bytes(5, 'ascii')", "b'abc'.index(b'z')"):
    try:
        print(eval(bad))
    except (ValueError, TypeError, IndexError, OverflowError) as error:
        print(bad, type(error).__name__, error)
print(b"a" == "a", b"a" != "a", str(b"a"), repr(b"\t\n\r\\'"), b"%d" % 5)
