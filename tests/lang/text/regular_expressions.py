"""The matcher behind re: operations, groups, replacement, iteration, errors. -v shows all lines."""
import re
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
        print(ascii(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


def match(pattern, text, flags=0):
    try:
        compiled = re.compile(pattern, flags)
        for found in (compiled.match(text), compiled.search(text), compiled.fullmatch(text)):
            emit(ascii(found and (found.span(), found.groups(), found.regs, found.lastindex, found.lastgroup)))
        emit(ascii(compiled.findall(text)), ascii(compiled.split(text)), ascii(compiled.sub("<\\g<0>>" if isinstance(text, str) else rb"<\g<0>>", text)),
              [m.span() for m in compiled.finditer(text)])
    except Exception as error:
        emit(type(error).__name__, error)


PATTERNS = ["a", "abc", "a|b", "a*", "a+", "a?", "a*?", "a+?", "a??", "a{2}", "a{2,}", "a{,3}", "a{1,2}?", "(a)", "(a)(b)?", "(a*)*", "(a*)+", "(a|b)*", "(?:ab)+", "(ab)+?c", "[abc]", "[^abc]",
            "[a-c]+", r"\d+", r"\w+", r"\s+", r"\D+", r"\W", r"\S+", ".", ".*", ".+?b", "^a", "a$", "^$", r"\ba", r"a\b", r"\B", r"\Aa", r"a\Z", "(?=a)", "(?!a).", "(?<=a)b", "(?<!a)b", r"(a)\1",
            r"(?P<x>a)(?P=x)", r"(a)?(?(1)b|c)", r"(?P<q>a)?(?(q)b)", "(?i:A)b", "(?s:.)", "(?>a+)b", "a++b", "a*+a", "(?:ab)++", "(?:ab|a)*+b", "(a|ab)(c|bcd)(d*)", "(a+|b)*", "((a)|b)*", "(?:(a)|b)*",
            "(?:a|(b))*c?", "x*", "(x*)*y", "(?:x*?)*", "(a(b(c)))", "(a)|(b)|(c)", "a(?=b(?=c))", "(?=(a+))a*b\\1", "[\\w-]+", "[]a]", "[a\\]]", "\\.", "(?#comment)a", "(?:)", "()", "(|a)+", "(?:|a)*",
            "(a?)*?$", "(?:a?)*?y", "(?:(?:a)*)*b", "(\\w+) (\\w+)", "(?P<first>\\w+)\\W(?P<second>\\w+)", ".*b", ".*?b.*?c", "[^\\n]*", "a.c", "(?m)^.", "(?m).$", "(?ms)^.*$", "\u00e9", "[\u00e0-\u00ff]+",
            "\u65e5.", "(?i)\u00c9", "(?a)\\w+", "(?ai)[k-k]+", "(?i)[\u0130]", "(?i)\u017f", "(?i)[^a-c]"]
TEXTS = ["", "a", "aaa", "abc", "ababc", "aab", "abcd", "b", "c", "ba", "xxy", "hello world", "a-b_c 12", "line1\nline2\n", "ac bc", "a\nb", "\u00e9t\u00e9", "\u65e5\u672c", "ABC", "aXbYc\U0001F600", "abcabc", "aaaab", "y",
         "\u212a K k", "\u017fs"]
for pattern in PATTERNS:
    for text in TEXTS:
        emit(ascii(pattern), ascii(text))
        match(pattern, text)
    summarize(ascii(pattern))
for pattern in [b"a", b"(a)|b", b"[\\x80-\\xff]+", b"\\w+", b"(?i)A", b"(?L)\\w", b"(?Li)A", b"."]:
    for text in [b"", b"a", b"ab\xff\xfe", b"hello \xe9", bytearray(b"abA")]:
        emit(pattern, bytes(text))
        match(pattern, text)
    summarize(pattern)

print("patterns")
p = re.compile(r"(?P<word>\w+)\s(\d+)", re.I | re.M)
print(p, p.pattern, p.flags, p.groups, dict(p.groupindex), p == re.compile(r"(?P<word>\w+)\s(\d+)", re.I | re.M), p != 1, hash(p) == hash(p))
print(re.compile(b"a", re.S), re.compile("a" * 300, re.X | re.A), re.compile("'\""))
m = p.search("  hello 42 x")
print(m, m.group(), m.group(1), m.group("word", 2), m[0], m["word"], m.groups(), m.groupdict(), m.start(1), m.end("word"), m.span(2), m.pos, m.endpos, m.re is p, m.string, m.lastindex, m.lastgroup)
print(m.expand(r"\2-\1 \g<word> \g<2>"), bool(m))
for key in (3, -1, "none", 1.5, None, 10 ** 30):
    show(m.group, key)
    show(m.start, key)
show(lambda: m[5])
m = re.match("(a)|(b)", "b")
print(m.groups(), m.groups("x"), m.group(1), m.start(1), m.span(1), m.groupdict(), m.regs)
print(p.match("hello 1", 1), p.match("xhello 1", 1, 8), p.search("ab 12", 0, 4), p.fullmatch("x1 23 4", 0, 5), p.findall("a 1 b 2", 2), p.match("a 1", -5, 100))

print("sub")
print(re.sub("a", "b", "banana"), re.sub("a", "b", "banana", 2), re.subn("a", "b", "banana"), re.sub("", "-", "abc"), re.sub("x*", "-", "abxd"), re.sub("b*", "-", "abbc"))
print(re.sub(r"(\w)(\w)", r"\2\1", "abcde"), re.sub(r"(?P<x>.)", r"[\g<x>]", "ab"), re.sub("a", lambda m: m.group().upper() + str(m.start()), "banana"), re.sub("a", r"\n\t\\", "xa"))
print(re.sub(b"a", b"b", b"banana"), re.sub("(a)|b", r"[\1]", "ab"), re.sub("a", "", "banana"), re.sub("z", "y", "banana"), re.sub("a", lambda m: None, "banana"))
show(re.sub, "a", r"\1", "a")
show(re.sub, "a", r"\g<x>", "a")
show(re.sub, "(?P<x>a)", r"\g<x", "a")
show(re.sub, "a", "\\q", "a")
show(re.sub, "a", 1, "a")
show(re.sub, "a", lambda m: 1, "a")
show(re.sub, "a", "b", 1)
show(re.match, "a", b"a")
show(re.match, b"a", "a")
show(re.match, "a", 1)
show(re.sub, "a", b"b", "a")
show(re.compile, 1)
for bad in ["(", ")", "[", "a**", "a{2,1}", "*a", "(?P<1>a)", "(?P=x)", r"\1", "(?<=a*)b", "[z-a]", "(?z)", "\\", "(?P<x>a)(?P<x>b)", "(?(1)a|b|c)", "(?(2)a)", "a{99999999999}", "(?i-i:a)", r"\8", "[[:alpha:]]"[:0] + "(?", "x{1,2}{3}"]:
    show(re.compile, bad)

print("split")
print(re.split(",", "a,b,,c"), re.split("(,)", "a,b"), re.split("x*", "axbc"), re.split("(x)|,", "axb,c"), re.split(",", "a,b,c", 1), re.split("", "abc"), re.split(r"\b", "hi you"), re.split(b",", b"a,b"))
print(re.findall("(a)(b)", "abab"), re.findall("a|(b)", "ab"), re.findall("", "ab"), [m.group() for m in re.finditer(r"\w", "a b")], re.findall(r"(?=(\w\w))", "abcd"))
scanner = re.compile(r"\d").scanner("a1b22")
print(scanner.search(), scanner.search(), scanner.match(), scanner.match(), scanner.search(), scanner.pattern)
print(re.escape("a.b*c\u00e9 \n"), re.escape(b"a.b"))
lexer = re.Scanner([(r"\d+", lambda s, t: int(t)), (r"\w+", lambda s, t: t), (r"\s+", None)])
print(lexer.scan("abc 12 x ?"))
print(re.match("a" * 5000 + "b", "a" * 5000 + "b") is not None, re.match("(?:a|b)*c", "ab" * 20000 + "c").end(), re.match("(a|b)*?c", "ab" * 20000 + "c").end(), re.match("(?:(?:a)+b?)*$", "a" * 5000).end())
print(re.sub("(?:a|b)*", "x", "ab" * 1000 + "c"), len(re.findall("[ab]", "ab" * 1000)))
import copy
print(copy.copy(p) is p, copy.deepcopy(p) is p, type(p), type(m), type(scanner).__name__, re.Pattern[str], re.Match[bytes])
