for s in ("  hi  ", "xxhixx", "\t\n hi\r\n", "", "   ", "\u3000hi\u3000", "abcba", "hi"):
    print(repr(s.strip()), repr(s.lstrip()), repr(s.rstrip()), repr(s.strip("x")), repr(s.lstrip("ab")), repr(s.rstrip("ab")), repr(s.strip("xhi ")), repr(s.strip("")), repr(s.strip(None)))
for s in ("", "a", "abc", "+12", "-7", "é"):
    for w in (0, 3, 4, 5, 8):
        print(repr(s.center(w)), repr(s.ljust(w)), repr(s.rjust(w)), repr(s.zfill(w)), repr(s.center(w, "*")), repr(s.ljust(w, ".")), repr(s.rjust(w, "€")))
print("prefix-x".removeprefix("prefix-"), "x.txt".removesuffix(".txt"), "abc".removeprefix("x"), "abc".removesuffix(""), "aa".removeprefix("a"))
print("a\tb\tcc\td".expandtabs(), "a\tb".expandtabs(4), "\t".expandtabs(0), "ab\ncd\te".expandtabs(8), "abcd\tx".expandtabs(4))
for bad in ("'a'.center(5, 'ab')", "'a'.ljust(5, '')", "'a'.center('x')", "'a'.strip(1)", "'a'.zfill()", "'a'.removeprefix(1)"):
    try:
        print(eval(bad))
    except TypeError as error:
        print(bad, error)
