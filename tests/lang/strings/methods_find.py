s = "the cat sat on the mat with the hat"
for needle in ("the", "at", "x", "", "t", "hat", "the cat sat on the mat with the hat!", "mat w"):
    print(repr(needle), s.find(needle), s.rfind(needle), s.count(needle), needle in s, s.find(needle, 5), s.find(needle, 5, 20), s.rfind(needle, 3, 25), s.count(needle, 2, 30), s.find(needle, -10), s.startswith(needle), s.endswith(needle), s.startswith(needle, 4), s.endswith(needle, 0, 7))
    for f in (s.index, s.rindex):
        try:
            print(f(needle))
        except ValueError as error:
            print(error)
print("".find(""), "".count(""), "abc".count(""), "abc".find("", 3), "abc".find("", 4), "aaaa".count("aa"), "aaaa".rfind("aa"), "abc".startswith(("x", "ab")), "abc".endswith(()), "abc".startswith("", 5))
print("ÀÉ€😀x😀".find("😀"), "ÀÉ€😀x😀".rfind("😀"), "ÀÉ€😀x😀".count("😀"), "ÀÉ€".find("x"), "abc".find("€"), "€" in "abc", "é" in "café")
for bad in ("'a'.find(1)", "1 in 'a'", "'a'.startswith(1)", "'a'.startswith([])", "'a'.startswith((1,))", "'a'.count()", "'a'.index('b')", "'a'.find('a', 'b')"):
    try:
        print(eval(bad))
    except (TypeError, ValueError) as error:
        print(bad, type(error).__name__, error)
text = "ab" * 500 + "needle" + "ba" * 500
print(text.find("needle"), text.rfind("needle"), text.find("aab"), text.count("ba"), text.find("a" * 30))
