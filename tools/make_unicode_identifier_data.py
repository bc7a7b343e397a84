#!/usr/bin/python3.11
"""Writes src/base/unicode_identifier_data.inc: what the lexer must know of Unicode, as this interpreter's unicodedata has it."""
import sys
import unicodedata

LAST = 0x110000


def ranges(predicate):
    """[(first, last), ...] of the code points for which the predicate holds."""
    found, first = [], None
    for code in range(LAST + 1):
        holds = code < LAST and predicate(code)
        if holds and first is None:
            first = code
        elif not holds and first is not None:
            found.append((first, code - 1))
            first = None
    return found


def write_rows(out, kind, name, rows):
    out.write(f"constexpr {kind} {name}[] = {{\n")
    line = "   "
    for row in rows:
        text = " {" + ",".join(map(str, row)) + "}," if isinstance(row, tuple) else f" {row},"
        if len(line) + len(text) > 130:
            out.write(line + "\n")
            line = "   "
        line += text
    out.write(line + "\n};\n")


def main():
    with open(sys.argv[1], "w", encoding="ascii") as out:
        out.write(f"// Made by tools/make_unicode_identifier_data.py from Unicode {unicodedata.unidata_version}.\n")
        write_rows(out, "Range", "kIdentifierStart", ranges(lambda c: chr(c).isidentifier()))
        write_rows(out, "Range", "kIdentifierPart", ranges(lambda c: ("a" + chr(c)).isidentifier()))


main()
