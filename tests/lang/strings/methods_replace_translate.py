s = "one two one two one"
print(s.replace("one", "1"), s.replace("one", "1", 2), s.replace("one", "1", 0), s.replace("x", "y"), s.replace("", "-"), s.replace("", "-", 3), "".replace("", "a"), "aaa".replace("a", "aa"), "abc".replace("b", ""), "abc".replace("abc", "€"), "€x€".replace("€", "e"), "aaaa".replace("aa", "b"), "aaa".replace("a", "b", -1))
print("hello".translate({104: "J", 101: None, 108: 76, ord("o"): "00"}), "hello".translate(str.maketrans("el", "ip")), "hello".translate(str.maketrans("el", "ip", "h")), "abc".translate(str.maketrans({"a": "1", "b": None, 99: "see"})))
print(str.maketrans("ab", "cd", "e"), str.maketrans({"x": 1}))
class Table:
    def __getitem__(self, key):
        if key == 97:
            raise LookupError
        return chr(key + 1)
print("abc".translate(Table()))
for bad in ("str.maketrans('ab', 'c')", "str.maketrans(1)", "str.maketrans({'ab': 1})", "'a'.replace(1, 2)", "'a'.replace('a')", "'a'.translate({97: 'x', 98: 1.5})", "'b'.translate({98: 1.5})"):
    try:
        print(eval(bad))
    except (TypeError, ValueError) as error:
        print(bad, type(error).__name__, error)
