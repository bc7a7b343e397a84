"""str.encode and bytes.decode with the built-in codecs and error handlers. -v shows all lines."""
import sys

VERBOSE = "-v" in sys.argv
lines = []


def emit(*parts):
    lines.append(" ".join(map(str, parts)))


def summarize(title):
    """Prints the lines of a section, or (they are many) their number and a sum over their characters."""
    text = "\n".join(lines)
    number = 0
    for character in text:
        number = (number * 31 + ord(character)) % 1000000007
    print(title, len(lines), number)
    if VERBOSE:
        print(text)
    lines.clear()



def show(function, *args, **kwargs):
    try:
        emit(ascii(function(*args, **kwargs)))
    except UnicodeError as error:
        emit(type(error).__name__, ascii(str(error)), getattr(error, "encoding", None), getattr(error, "start", None), getattr(error, "end", None), getattr(error, "reason", None))
    except Exception as error:
        emit(type(error).__name__, ascii(str(error)))


TEXTS = ["", "abc", "h\xe9llo", "\u65e5\u672c", "a\U0001F600b", "x\ud800y\udfffz", "\udc80\udcff", "tab\t\n\\\x00\x7f\x80", "A+B~C\\", "\ud83d\ude00", "hi \u00e9-\u65e5+"]
CODECS = ["utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-7", "unicode_escape", "raw_unicode_escape", "UTF8", "U8", "Latin1",
          "iso-8859-1", "us-ascii"]
HANDLERS = ["strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass", "xmlcharrefreplace", "namereplace", "nothing"]
for codec in CODECS:
    for text in TEXTS:
        for handler in HANDLERS:
            emit(ascii(text), codec, handler)
            show(text.encode, codec, handler)
    summarize("encode " + codec)
INPUTS = [b"", b"abc", b"h\xc3\xa9", b"\xff\xfe", b"\xe2\x82", b"\xe2\x82\xac", b"\xf0\x9f\x98\x80", b"\xf0\x9f\x98", b"\xed\xa0\x80", b"\xc0\x80", b"a\x80b", b"\xe2(\xa1", b"\xf4\x90\x80\x80",
          b"\xf0\x28\x8c\xbc", b"\xff\xfea\x00", b"\xfe\xff\x00a", b"a\x00b", b"\x00\xd8\x00", b"\x00\xd8\x00\xdc", b"\x00\xdc", b"\x00\xd8a\x00", b"\xff\xfe\x00\x00a\x00\x00\x00",
          b"\x00\x00\x11\x00", b"\x00\xd8\x00\x00", b"+AGE-x", b"+", b"+AG", b"+-", b"a+!", b"\\x41\\u00e9\\n\\101", b"\\x4", b"\\u12", b"\\U00110000", b"\\N{DIGIT ONE}", b"\\N{nothing}", b"\\", b"\\q", b"\\\n", b"\xe9\\u0041"]
for codec in CODECS:
    for data in INPUTS:
        for handler in HANDLERS:
            emit(data, codec, handler)
            show(data.decode, codec, handler)
    summarize("decode " + codec)
VERBOSE = True
show("abc".encode, "nothing")
show(b"abc".decode, "nothing")
show("abc".encode, 1)
show("abc".encode, "utf-8", 1)
show("abc".encode, encoding="utf-8", errors="strict")
show(bytearray(b"abc").decode)
show(str, memoryview(b"abc"), "ascii")
summarize("others")
try:
    "x\ud800\udfffy".encode()
except UnicodeEncodeError as error:
    print(error.args, error.object == "x\ud800\udfffy", error.start, error.end, error.reason, error)
try:
    b"ab\xff\xfecd".decode("ascii")
except UnicodeDecodeError as error:
    print(error.args, error.object, error.start, error.end, error.reason, error)
