import re
tests = [(r"a*b", "aaab"), (r"(a|b)+c", "ababc"), (r"(?P<x>\d+)-(?P=x)", "12-12 3-4"), (r"\bfoo\b", "a foo b"), (r"^\s*(\w+)\s*=\s*(.*?)\s*$", "  key = some value  "), (r"(?i)HeLLo", "say hello"), (r"a{2,3}", "aaaa"), (r"a{2,3}?", "aaaa"), (r"[^abc]+", "abcxyzabc"), (r"(?<=\$)\d+", "cost $42"), (r"(?<!x)y", "xy y"), (r"a(?=b)", "ac ab"), (r"a(?!b)", "ab ac"), (r"(\d)(\d)?", "1"), (r"(?:ab)*", "ababa"), (r"x*", ""), (r"\d+(?:\.\d+)?", "3.14 2"), (r"[\w.]+@[\w.]+", "me@x.org, you@y.com"), (r"(?s)a.b", "a\nb"), (r"(?m)^b$", "a\nb\nc"), (r"(a)(b)?(c)?", "ac"), (r"\\", "a\\b"), (r"[\]\-a]", "-"), (r"é+", "caféé"), (r"(?x) a \s b # comment", "a b"), (r"(a+)+$", "aaaa"), (r"(?P<a>.)(?(a)b|c)", "xb"), (r"\Aab\Z", "ab"), (r"[a-f0-9]{4,}", "xx12fface0"), (r"(.)\1", "hello"), (r"a++b", "aaab"), (r"(?>a+)b", "aab"), (r"\N{BULLET}", "•") if False else (r"\u2022", "•"), (r"[[:alpha:]", "x") if False else (r"\x41", "A")]
for p, s in tests:
    m = re.search(p, s)
    print(p, "|", m and (m.group(), m.span(), m.groups(), m.groupdict(), m.lastindex), re.findall(p, s), re.sub(p, "<\\g<0>>", s), re.split(p, s))
print(re.match("b", "ab"), re.fullmatch("a|ab", "ab"), re.escape("a.b*c[d]é"), re.sub(r"\d", lambda m: str(int(m[0]) * 2), "a1b2"), re.subn("a", "b", "banana", count=2), [m.start() for m in re.finditer("a", "banana")], re.split(r"(,)\s*", "a, b,c", maxsplit=1), re.compile("x", re.I | re.M).flags, re.compile("(?P<n>x)(y)").groupindex, re.compile("a").pattern, repr(re.compile("a", re.I)), repr(re.match("a", "ab")))
m = re.match(r"(?P<y>\d{4})-(?P<m>\d\d)", "2024-05-06")
print(m["y"], m.group("m", 1), m.start("m"), m.end(), m.expand(r"\g<m>/\1"), m.string, m.pos, m.re.pattern, m[0])
for bad in ("(", "*a", "a**", "[", "(?P<1>a)", "\\", "(?P=x)", "a{2,1}", "(?<=a*)b", "[z-a]", "(?z)", ")", "(?P<a>x)(?P<a>y)", "\\1", "(?(9)a)", "x{99999999999}"):
    try: re.compile(bad)
    except (re.error, OverflowError) as e: print(repr(bad), e)
print(re.sub(r"(a)|b", r"[\1]", "ab"), re.findall(r"(a)|(b)", "ab"), re.findall("", "ab"), re.sub("x*", "-", "abxd"), re.compile(rb"\d+").findall(b"1 22"), re.sub(rb"a", b"b", b"aa"), re.search(r"\d+", "abc 123", re.A).group(), [re.match(p, "straße\u0130", re.I) is not None for p in ("STRASSE", "straẞe", ".*i̇", ".*\u0130")])
try: re.search("a", b"a")
except TypeError as e: print(e)
print(re.sub(r"(?P<w>\w+)", r"\g<w>!", "a b"), re.purge(), len(re.findall(r"\w+", "the quick brown fox " * 200)), re.search(r"(x+x+)+y", "x" * 15 + "y").end())
scanner = re.Scanner([(r"\d+", lambda s, t: int(t)), (r"\w+", lambda s, t: t), (r"\s+", None)])
print(scanner.scan("abc 12 d4 !"))
