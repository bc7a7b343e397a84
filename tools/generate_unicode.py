#!/usr/bin/python3.11
"""Writes src/base/unicode_data.cpp: properties and case mappings of all characters, as this interpreter has them (UCD 14.0)."""
import _sre
import sys
import unicodedata
from pathlib import Path

LAST = 0x110000
CATEGORIES = ("Cn Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co").split()
FLAGS = ("Alpha Decimal Digit Numeric Space Printable Upper Lower Title LineBreak Cased CaseIgnorable SpecialCase").split()
BIT = {name: 1 << i for i, name in enumerate(FLAGS)}


def is_cased(c):
    """Cased (DerivedCoreProperties), asked of str.lower's treatment of a final sigma: cased and not ignorable, or through title()."""
    return c.isupper() or c.islower() or c.istitle() or final_sigma_after(c)


def final_sigma_after(c):
    return ("A" + c + "\u03a3").lower()[-1] == "\u03c2" and ("\u2028" + c + "\u03a3").lower()[-1] == "\u03c2"


def is_case_ignorable(c):
    return ("A" + c + "\u03a3").lower()[-1] == "\u03c2" and ("\u2028" + c + "\u03a3").lower()[-1] != "\u03c2"


class Specials:
    """The pool of mappings that are more than one character, or where lower() of a text is not the simple mapping."""
    def __init__(self):
        self.pool, self.places = [], {}

    def place(self, text):
        if text not in self.places:
            self.places[text] = len(self.pool)
            self.pool.append(len(text))
            self.pool.extend(map(ord, text))
        return self.places[text]


def record(code, specials, numerics):
    c = chr(code)
    flags = 0
    for name, holds in (("Alpha", c.isalpha()), ("Decimal", c.isdecimal()), ("Digit", c.isdigit()), ("Numeric", c.isnumeric()),
                        ("Space", c.isspace()), ("Printable", c.isprintable()), ("Upper", c.isupper()), ("Lower", c.islower()),
                        ("Title", c.istitle() and not c.isupper()), ("LineBreak", len((c + "x").splitlines()) > 1),
                        ("Cased", is_cased(c)), ("CaseIgnorable", is_case_ignorable(c))):
        if holds:
            flags |= BIT[name]
    # A capital letter that istitle() accepts is Upper; titlecase letters proper are category Lt.
    if unicodedata.category(c) == "Lt":
        flags |= BIT["Title"]
    mapped = [c.upper(), c.lower(), c.title(), c.casefold()]
    simple_lower = _sre.unicode_tolower(code)
    decimal = unicodedata.decimal(c, -1)
    digit = unicodedata.digit(c, -1)
    numeric = unicodedata.numeric(c, None)
    if numeric is not None and numeric != digit:
        numerics.append((code, numeric))
    if any(len(text) > 1 for text in mapped) or mapped[3] != mapped[1] or ord(mapped[1][0]) != simple_lower or len(mapped[1]) > 1:
        flags |= BIT["SpecialCase"]
        upper, lower, title, fold = (specials.place(text) for text in mapped)
        return (upper, simple_lower - code, title, lower, fold, decimal, digit, CATEGORIES.index(unicodedata.category(c)), flags)
    return (ord(mapped[0]) - code, ord(mapped[1]) - code, ord(mapped[2]) - code, 0, 0, decimal, digit,
            CATEGORIES.index(unicodedata.category(c)), flags)


def two_stage(indices):
    """(shift, first table, second table) of the smallest split of `indices`."""
    best = None
    for shift in range(5, 9):
        size = 1 << shift
        blocks, first, second = {}, [], []
        for start in range(0, len(indices), size):
            block = tuple(indices[start:start + size])
            if block not in blocks:
                blocks[block] = len(blocks)
                second.extend(block)
            first.append(blocks[block])
        width = 1 if max(first) < 256 else 2
        cost = len(first) * width + len(second) * 2
        if best is None or cost < best[0]:
            best = (cost, shift, first, second)
    return best[1:]


def write_numbers(out, declaration, numbers):
    out.write(f"{declaration} = {{\n")
    line = "   "
    for number in numbers:
        text = f" {number},"
        if len(line) + len(text) > 130:
            out.write(line + "\n")
            line = "   "
        line += text
    out.write(line + "\n};\n\n")


def main():
    specials, numerics = Specials(), []
    records, indices = {}, []
    for code in range(LAST):
        row = record(code, specials, numerics)
        indices.append(records.setdefault(row, len(records)))
    shift, first, second = two_stage(indices)
    target = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / "src/base/unicode_data.cpp")
    with target.open("w") as out:
        out.write('// Written by tools/generate_unicode.py. Unicode ' + unicodedata.unidata_version + '.\n')
        out.write('#include "base/unicode_data.h"\n\nnamespace tauraro::unicode {\n\n')
        out.write("const CharacterRecord kRecords[] = {\n")
        for row in records:
            out.write("    {" + ", ".join(map(str, row)) + "},\n")
        out.write("};\n\n")
        out.write(f'static_assert(kBlockShift == {shift}, "base/unicode_data.h must say so too");\n\n')
        write_numbers(out, f"const std::uint{8 if max(first) < 256 else 16}_t kBlocks[]", first)
        write_numbers(out, "const std::uint16_t kRecordIndices[]", second)
        write_numbers(out, "const char32_t kSpecialMappings[]", specials.pool)
        out.write("const NumericValue kNumericValues[] = {\n")
        for code, value in numerics:
            out.write(f"    {{{code}, {value!r}}},\n")
        out.write("};\n")
        out.write(f"const std::size_t kNumericValueCount = {len(numerics)};\n\n}}  // namespace tauraro::unicode\n")
    print(len(records), "records, shift", shift, "blocks", len(first), max(first), "indices", len(second), "specials", len(specials.pool))


main()
