"""Every method of str, on texts of each width, with the errors of wrong arguments."""


def show(function, *args, **kwargs):
    try:
        print("%r" % (function(*args, **kwargs),))
    except Exception as error:
        print(type(error).__name__, error)


TEXTS = ["", "a", "hello world", "Hello World", "  spaces\t\n", "ABC", "abc123", "12", "x,y,,z", "été", "Straße", "ǅungla", "ΑΣ ΑΣΑ Σ",
         "日本語 テキスト", "a😀b😀", "İstanbul", "ﬁn", "\ud800x", "tab\there", "l1\nl2\r\nl3\rl4\x0bl5\u2028l6", "½²٣", "a\x00b", "'\"\\", "\x7f\x80\xa0\xad"]

for text in TEXTS:
    for name in ["capitalize", "casefold", "lower", "upper", "title", "swapcase", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier",
                 "islower", "isnumeric", "isprintable", "isspace", "istitle", "isupper", "strip", "lstrip", "rstrip", "split", "rsplit", "splitlines",
                 "__repr__", "__str__", "__len__", "expandtabs"]:
        print(name, end=" ")
        show(getattr(text, name))
    print("%a" % text)
    show(text.splitlines, True)
    show(text.splitlines, keepends=True)
    for width in (0, 3, 10, 11):
        show(text.center, width)
        show(text.center, width, "*")
        show(text.ljust, width, "é")
        show(text.rjust, width, "😀")
        show(text.zfill, width)
    for needle in ["", "a", "l", "o w", "é", "語", "😀", "zz", "\n"]:
        show(text.find, needle)
        show(text.rfind, needle)
        show(text.count, needle)
        show(text.startswith, needle)
        show(text.endswith, needle)
        show(text.replace, needle, "<>")
        show(text.replace, needle, "", 1)
        show(text.replace, needle, "ü", 2)
        show(text.partition, needle)
        show(text.rpartition, needle)
        show(text.split, needle)
        show(text.rsplit, needle, 1)
        show(text.split, needle, 1)
        show(text.removeprefix, needle)
        show(text.removesuffix, needle)
        show(text.strip, needle)
        show(text.index, needle, 1)
        show(text.rindex, needle, -3)
        show(text.find, needle, 2, 5)
        show(text.rfind, needle, -4, -1)
        show(text.count, needle, 1, 100)
        show(text.startswith, needle, 1)
        show(text.endswith, (needle, "x"), 0, -1)
        print(needle in text)
    for part in [slice(None), slice(1, None), slice(None, -1), slice(None, None, -1), slice(1, 8, 2), slice(8, 1, -3), slice(50, 60), slice(-3, None)]:
        show(text.__getitem__, part)
    for index in (0, 1, -1, 100, -100):
        show(text.__getitem__, index)
    show(text.__mul__, 3)
    show(text.__mul__, -1)
    show(text.__add__, "é")
    show(text.__add__, "")
    print(list(text), list(reversed(text)))
    show(text.join, ["1", "2", "3"])
    show(text.join, iter(["é"]))
    show(text.join, [])
    show(text.translate, {97: "AAA", 98: None, 108: 0x1F600, "x": "y"})
    print([text < other for other in TEXTS], [text == other for other in TEXTS])
    print(hash(text) == hash(text + ""), hash(text) == hash((text + "x")[:-1]))

print("errors")
show("a".center, 5, "")
show("a".center, 5, "ab")
show("a".center, 5, 3)
show("a".center, "5")
show("a".center)
show("a".find)
show("a".find, 1)
show("a".find, "a", "b")
show("a".find, "a", 1.5)
show("a".index, "b")
show("a".rindex, "b")
show("a".replace, "a")
show("a".replace, "a", 1)
show("a".replace, 1, "a")
show("a".split, 1)
show("a".split, "")
show("a".split, ",", "1")
show("a".partition, "")
show("a".partition, 1)
show("a".startswith, 1)
show("a".startswith, (1,))
show("a".endswith, ["a"])
show("a".strip, 1)
show("a".lstrip, b"a")
show("a".join, 1)
show("a".join, [1])
show("a".join, ["x", None])
show("a".removeprefix, 1)
show("a".translate, {97: 1.5})
show("a".translate, {97: -1})
show("a".translate, {97: 0x110000})
show("a".zfill, "3")
show("a".expandtabs, "3")
show("a".upper, 1)
show("a".__getitem__, "x")
show("a".__getitem__, 1.5)
show("a".__getitem__, 10 ** 30)
show("a".__contains__, 1)
show(lambda: "a" + 1)
show(lambda: 1 + "a")
show(lambda: "a" * "b")
show(lambda: "a" * 1.5)
show(lambda: "a" < 1)
show(lambda: "a" % 1)
show(lambda: "abc" - "a")
show(lambda: 1 in "abc")
show(str.maketrans)
show(str.maketrans, 1)
show(str.maketrans, {"ab": 1})
show(str.maketrans, {1.5: 1})
show(str.maketrans, {"a": 1, 98: "x", "é": None})
show(str.maketrans, "ab", "c")
show(str.maketrans, "ab", "cd", "ef")
show(str.maketrans, "ab", 1)
show(str.maketrans, 1, "ab")
show(str, b"abc")
show(str, b"abc", "ascii")
show(str, b"\xff", "ascii")
show(str, b"\xff", "ascii", "replace")
show(str, b"abc", errors="strict")
show(str, "abc", "ascii")
show(str, 1, "ascii")
show(str, b"abc", 1)
show(str, object=5)
show(str, 1, 2, 3, 4)
show(str)
print("ab" "cd" * 2, "abc"[::2], "x".join("abc"))


class Text(str):
    def __str__(self):
        return "str of Text"


text = Text("abc")
text.attribute = 5
print(text, text.attribute, len(text), text == "abc", hash(text) == hash("abc"), {text: 1}["abc"])
for value in (text.upper(), text.strip(), text[:], text + "", text * 1, text.replace("z", "y"), text.center(2), "".join([text]), str(text), text.lower(),
              text.ljust(1), text.expandtabs(), text.translate({}), text.removeprefix("z"), text.partition("z")[0], text.split("z")[0], text.zfill(1)):
    print(type(value).__name__, "%r" % (value,))
print(type(str.__str__(text)).__name__, repr(text), f"{text}", f"{text!r}", "%s" % text)


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


print("abcdef"[Index(2)], "abcdef"[Index(1):Index(4)], "abcdef".find("d", Index(1)), "ab" * Index(2), "a".center(Index(3)))
s = ""
for i in range(3000):
    s += chr(97 + i % 26)
    if i % 500 == 0:
        print(len(s), s[-1], s[:3])
print(hash(s) == hash(s[:]), s.count("abc"), s.find("zab"), s == "".join(chr(97 + i % 26) for i in range(3000)))
p = ""
for i in range(2000):
    p = chr(0x3b1 + i % 20) + p
print(len(p), p[:5], p[-5:], p.count("α"))
