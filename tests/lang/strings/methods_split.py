print("a,b,,c".split(","), "a,b,,c".split(",", 1), "a,b,,c".split(",", -1), "a,b,,c".rsplit(",", 1), "".split(","), "".split(), "  a  b c ".split(), "  a  b c ".split(None, 1), "  a  b c ".rsplit(None, 1), "  a  b c ".split(" "))
print("a--b--c".split("--"), "a--b--c".rsplit("--", 1), "aXbX".split("X"), "abc".split("abc"), "a b\tc\nd\x0be\u3000f".split(), "a,b".split(",", 0), " x ".split(None, 0), "a b c".split(maxsplit=1), "a,b,c".rsplit(sep=",", maxsplit=1))
print("a\nb\r\nc\rd\x0be\x0cf\x1cg\u2028h\x85i".splitlines(), "a\nb\r\nc\n".splitlines(True), "".splitlines(), "\n".splitlines(), "\n\n".splitlines(keepends=True), "x".splitlines())
print("a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("="), "abc".rpartition("="), "=".partition("="))
print(",".join(["a", "b"]), "".join([]), "-".join("abc"), ", ".join(str(i) for i in range(3)), "x".join(("1",)), "€".join(["a", "é", "😀"]))
for bad in ("'a'.split('')", "'a'.partition('')", "','.join([1])", "','.join(['a', None])", "','.join(5)", "'a'.split(5)", "'a'.rsplit('')", "'a'.join(['x', 'y', b'z'])"):
    try:
        print(eval(bad))
    except (TypeError, ValueError) as error:
        print(bad, type(error).__name__, error)
