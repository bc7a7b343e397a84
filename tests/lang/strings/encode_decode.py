for s in ("abc", "é", "€", "😀", "a\x00b"):
    for codec in ("utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-32-be", "utf8", "ASCII", "iso-8859-1", "utf-8-sig"):
        try:
            data = s.encode(codec)
            print(repr(s), codec, data, data.decode(codec) == s)
        except UnicodeEncodeError as error:
            print(repr(s), codec, error, error.start, error.end, error.reason, error.encoding, repr(error.object))
for handler in ("strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass"):
    for s in ("aé€", "a\udc80", "x😀"):
        try:
            print(handler, ascii(s), s.encode("ascii", handler))
        except UnicodeEncodeError as error:
            print(handler, error)
for data in (b"\xff", b"\xc3", b"a\xe2\x82", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80", b"ok\x80ok", b"\xe2\x28\xa1"):
    for handler in ("strict", "ignore", "replace", "backslashreplace", "surrogateescape"):
        try:
            print(data, handler, ascii(data.decode("utf-8", handler)))
        except UnicodeDecodeError as error:
            print(data, handler, error)
for bad in ("'a'.encode('nope')", "b'a'.decode('nope')", "'€'.encode('ascii', 'nope')", "'a'.encode(1)", "str(b'\\xff', 'ascii')"):
    try:
        print(eval(bad))
    except (LookupError, TypeError, UnicodeError) as error:
        print(bad, type(error).__name__, error)
print(str(b"abc", "ascii"), str(b"\xc3\xa9", encoding="utf-8"), str(b"abc"), str(object=5), bytes("é", "utf-8"), "é".encode(encoding="latin-1", errors="strict"))
