for s in ("", "a", "'", '"', "'\"", "\\", "\n\r\t", "\x00\x01\x1f\x7f\x80\xa0\xad", "é", "€", "😀", "\ud800", "\udfff", "\u200b\u2028", "\ue000", "\U0010ffff", "a\\'b", "tab\there", "\N{BULLET}\N{LATIN SMALL LETTER A WITH ACUTE}"):
    print(ascii(s), len(s), repr(s).encode("utf-8", "backslashreplace"))
print("\a\b\f\v\0\01\012\x41\u0041\U00000041\101" == "\x07\x08\x0c\x0b\x00\x01\nAAAA", r"\n\x", R'\'', "a\
b", """x
y""", '''it's''', "\q" if False else "")
print([["'", '"'], {"a'": "\n"}, ("\\",)])
for bad in (r"'\x1'", r"'\u12'", r"'\U00110000'", r"'\N{NO SUCH NAME}'", r"'\N'", "'abc", "'''abc", r"b'\x1'", "b'é'", "'a\nb'"):
    try:
        eval(bad)
    except SyntaxError as error:
        print(bad.encode(), error.msg)
