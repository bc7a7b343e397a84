"""str % values, str.format, format specifications of str."""


def show(function, *args, **kwargs):
    try:
        print("%r" % (function(*args, **kwargs),))
    except Exception as error:
        print(type(error).__name__, error)


def percent(template, values):
    show(lambda: template % values)


for template in ["%d", "%5d", "%-5d|", "%05d", "%+d", "% d", "%x", "%#x", "%X", "%#X", "%o", "%#o", "%i", "%u", "%5.3d", "%-+6d|", "%#010x", "%.0d"]:
    for value in (0, 1, -1, 42, -255, 123456789012345678901234567890, True):
        percent(template, value)
for template in ["%f", "%.2f", "%10.3f", "%-10.3f|", "%+.1f", "% .1f", "%010.2f", "%e", "%.3E", "%g", "%G", "%#g", "%.0f", "%#.0f", "%.10g", "%F"]:
    for value in (0.0, -0.0, 1.5, -2.25, 1e100, 1e-10, float("inf"), float("-inf"), float("nan"), 3, 1e16, 123456789.123):
        percent(template, value)
for template in ["%s", "%5s|", "%-5s|", "%.2s", "%5.1s|", "%r", "%a", "%10r|", "%c"]:
    for value in ("abc", "é", "日", 65, None, [1, 2], "x"):
        percent(template, (value,))
percent("%(a)s %(b)d", {"a": 1, "b": 2})
percent("%(a)s", {"b": 1})
percent("%(a)s", 5)
percent("%(a", {"a": 1})
percent("%(a(b)c)s", {"a(b)c": 1})
percent("%s %s", (1,))
percent("%s", (1, 2))
percent("%s", ())
percent("abc", (1,))
percent("abc", {})
percent("abc", [])
percent("abc", 1)
percent("%", ())
percent("%%", ())
percent("%5%", ())
percent("%y", 1)
percent("%é", 1)
percent("%d", "a")
percent("%d", 1.9)
percent("%x", 1.9)
percent("%f", "a")
percent("%c", "ab")
percent("%c", -1)
percent("%c", 0x110000)
percent("%c", 1.5)
percent("%*d", (5, 42))
percent("%-*d|", (5, 42))
percent("%*d|", (-5, 42))
percent("%.*f", (2, 3.14159))
percent("%*d", ("a", 1))
percent("%.*f", ("a", 1))
percent("%ld %hd %Ld", (1, 2, 3))
percent("%s and %(a)s", {"a": 1})
percent("%s", {"a": 1})
percent("%é %s", 1)
percent("é%s日%s", ("a", "😀"))
percent("%d%%", 50)
percent("%.999999999999999999999d", 1)
percent("%99999999999999999999d", 1)


class Number:
    def __init__(self, value):
        self.value = value

    def __int__(self):
        return self.value

    def __index__(self):
        return self.value

    def __float__(self):
        return float(self.value)

    def __format__(self, spec):
        return f"<{spec}>"

    def __repr__(self):
        return "Number!"


percent("%d %x %f %s %r %c", (Number(5), Number(255), Number(2), Number(1), Number(2), Number(65)))

show("{} {}".format, 1, 2)
show("{0} {1} {0}".format, 1, 2)
show("{a} {b}".format, a=1, b=2)
show("{a.real} {b[0]} {c[key]}".format, a=1, b=[5], c={"key": "v"})
show("{0[0][1]} {0[1].imag}".format, [[1, 2], 3])
show("{!r} {!s} {!a}".format, "é", "é", "é")
show("{:>5}|{:<5}|{:^5}|{:*^7}".format, 1, 2, 3, "x")
show("{:{}}|{:{w}.{p}f}".format, "a", 5, 3.14159, w=8, p=2)
show("{{}} {{{}}}".format, 1)
show("{".format)
show("}".format)
show("{}".format)
show("{0}".format)
show("{a}".format)
show("{!x}".format, 1)
show("{!".format, 1)
show("{!r".format, 1)
show("{!rx}".format, 1)
show("{:".format, 1)
show("{a".format, a=1)
show("{a{}".format, a=1)
show("{0[}".format, [1])
show("{0[0}".format, [1])
show("{0[0]x}".format, [1])
show("{0.}".format, 1)
show("{0[]}".format, [1])
show("{0.nothing}".format, 1)
show("{0[5]}".format, [1])
show("{0[a]}".format, [1])
show("{} {0}".format, 1, 2)
show("{0} {}".format, 1, 2)
show("{:{:{}}}".format, 1, 2, 3)
show("{:{}}".format, 1, ">5")
show("{99999999999999999999}".format, 1)
show("{:d}".format, "a")
show("{:d}".format, 1.5)
show("{:s}".format, 1)
show("{:abc}".format, Number(1))
show("{:5}".format, [1])
show("{:5}".format, None)
show("{}".format_map, {})
show("{a} {b}".format_map, {"a": 1, "b": 2})
show("{a}".format_map, {})


class Default(dict):
    def __missing__(self, key):
        return f"no {key}"


show("{a} {b}".format_map, Default(a=1))
for spec in ["", "s", "10", "<10", ">10", "^10", "*^10", "010", "<010", ".2", "10.2", "é^6s", "=10", "+", " ", "#", ",", "_", "d", "xx", "10.", "s,", "z", ",_",
             "99999999999999999999", "😀<8"]:
    show(format, "abc", spec)
for spec in ["", "d", "5", "<5", "^5", "=+5", "05", "+", " ", ",", "_", "x", "#x", "#X", "b", "#b", "o", "#o", "c", "n", "_x", "_b", "010,", "015,d", "020_b", "e", ".2f", "%",
             "g", ".3", ",x", "s", "z", "+c", "#c", ",c", "xx", ",,", "__", "y", "\u1234"]:
    for value in (0, 1234567, -1234567, 255, True, 10 ** 20):
        show(format, value, spec)
for spec in ["", "f", ".2f", "10.3f", "<10.1f", "^12.2f", "+.1f", " .1f", "010.2f", "e", ".3e", "E", "g", "G", ".3g", "#g", "#.3g", "n", "%", ".1%", ",", "_", ",.2f", "015,.2f", "z.0f",
             "d", "x", "s", "c", "F", ".0f", "#.0f", "*>10", ".15", "020"]:
    for value in (0.0, -0.0, 1234567.891, -0.001, 1e22, 1e-7, float("inf"), float("-inf"), float("nan"), 0.5):
        show(format, value, spec)
for spec in ["", ".2f", "+.1f", ">20", "e", "g", "010", "=20", "s", ",", "n"]:
    show(format, 1.5 - 2.25j, spec)
show(format, 1, 2)
show(format, object(), "x")
show("a".__format__, 1)
width = 10
value = 3.14159
print(f"{value:{width}.2f}|{value!r:>12}|{'a' 'b':^6}|{width:#x}|{width=}|{value=:.1f}|{{}}|{width!s:>4}")
