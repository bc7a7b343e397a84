#!/usr/bin/python3.11
"""Writes src/base/unicode_identifier_data.inc: what the lexer must know of Unicode, as this interpreter's unicodedata has it."""
import sys
import unicodedata

LAST = 0x110000
SURROGATES = range(0xD800, 0xE000)
HANGUL = range(0xAC00, 0xD7A4)


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


def decompositions():
    """The full compatibility decompositions, Hangul excepted: ([(code, index, length)], pool)."""
    rows, pool = [], []
    for code in range(LAST):
        if code in SURROGATES or code in HANGUL:
            continue
        result = unicodedata.normalize("NFKD", chr(code))
        if result != chr(code):
            rows.append((code, len(pool), len(result)))
            pool.extend(map(ord, result))
    return rows, pool


def compositions():
    """[(first, second, composed)] that NFC composes, Hangul excepted."""
    rows = []
    for code in range(LAST):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) != 2 or parts[0].startswith("<"):
            continue
        first, second = (int(part, 16) for part in parts)
        if unicodedata.normalize("NFC", chr(first) + chr(second)) == chr(code):
            rows.append((first, second, code))
    return sorted(rows)


def combining_classes():
    """[(first, last, class)] of the code points whose class is not 0."""
    rows = []
    for code in range(LAST):
        combining = unicodedata.combining(chr(code))
        if not combining:
            continue
        if rows and rows[-1][1] == code - 1 and rows[-1][2] == combining:
            rows[-1] = (rows[-1][0], code, combining)
        else:
            rows.append((code, code, combining))
    return rows


def main():
    with open(sys.argv[1], "w", encoding="ascii") as out:
        out.write(f"// Made by tools/make_unicode_identifier_data.py from Unicode {unicodedata.unidata_version}.\n")
        write_rows(out, "Range", "kIdentifierStart", ranges(lambda c: chr(c).isidentifier()))
        write_rows(out, "Range", "kIdentifierPart", ranges(lambda c: ("a" + chr(c)).isidentifier()))
        write_rows(out, "Range", "kUnprintable", ranges(lambda c: not chr(c).isprintable()))
        rows, pool = decompositions()
        write_rows(out, "Decomposition", "kDecompositions", rows)
        write_rows(out, "char32_t", "kDecompositionPool", pool)
        write_rows(out, "Composition", "kCompositions", compositions())
        write_rows(out, "CombiningClass", "kCombiningClasses", combining_classes())


main()
