for s in ("", "hello world", "HELLO", "Hello World", "hELLO wORLD", "ß straße", "ǆ ﬁ", "İstanbul", "they're bill's", "ÀÉÎ õü", "ΑΣ ΣΑΣ.", "123abc", "a\tb", "éa", "ŉ"):
    print(repr(s), s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold())
    print(s.isupper(), s.islower(), s.istitle(), s.isalpha(), s.isdigit(), s.isalnum(), s.isspace(), s.isidentifier(), s.isprintable(), s.isascii(), s.isdecimal(), s.isnumeric())
for s in ("²", "½", "٣", "一", " ", "\u00a0", "\u200b", "_a1", "1a", "class", "\x7f", "\ue000", "\U0001F600"):
    print(repr(s), s.isalpha(), s.isdigit(), s.isalnum(), s.isspace(), s.isidentifier(), s.isprintable(), s.isdecimal(), s.isnumeric())
