#!/usr/bin/python3.11
"""Writes src/base/unicode_database_data.cpp: decompositions, compositions and the properties that unicodedata tells, as this interpreter has them."""
import sys
import unicodedata
from pathlib import Path

LAST = 0x110000
HANGUL = range(0xAC00, 0xD7A4)
BIDIRECTIONAL = " L LRE LRO R AL RLE RLO PDF EN ES ET AN CS NSM BN B S WS ON LRI RLI FSI PDI".split(" ")
WIDTHS = "F H W Na A N".split()
CATEGORIES = ("Cn Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co").split()


def two_stage(indices):
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
        cost = len(first) * 2 + len(second)
        if best is None or cost < best[0]:
            best = (cost, shift, first, second)
    return best[1:]


def write_rows(out, declaration, rows):
    out.write(f"{declaration} = {{\n")
    line = "   "
    for row in rows:
        text = " {" + ", ".join(map(str, row)) + "}," if isinstance(row, tuple) else f" {row},"
        if len(line) + len(text) > 130:
            out.write(line + "\n")
            line = "   "
        line += text
    out.write(line + "\n};\n\n")


def main():
    records, indices, raw, pool, tags = {}, [], [], [], [""]
    old = unicodedata.ucd_3_2_0
    unassigned, changed = [], []
    for code in range(LAST):
        c = chr(code)
        row = (BIDIRECTIONAL.index(unicodedata.bidirectional(c)), unicodedata.combining(c), unicodedata.mirrored(c), WIDTHS.index(unicodedata.east_asian_width(c)))
        indices.append(records.setdefault(row, len(records)))
        text = unicodedata.decomposition(c)
        if text and code not in HANGUL:
            parts = text.split()
            tag = parts.pop(0) if parts[0].startswith("<") else ""
            if tag not in tags:
                tags.append(tag)
            raw.append((code, tags.index(tag), len(pool), len(parts)))
            pool.extend(int(part, 16) for part in parts)
        if old.category(c) == "Cn":
            if unicodedata.category(c) != "Cn":
                if unassigned and unassigned[-1][1] == code - 1:
                    unassigned[-1] = (unassigned[-1][0], code)
                else:
                    unassigned.append((code, code))
        elif old.category(c) != unicodedata.category(c) or old.bidirectional(c) != unicodedata.bidirectional(c):
            changed.append((code, CATEGORIES.index(old.category(c)), BIDIRECTIONAL.index(old.bidirectional(c))))
    compositions = []
    for code, tag, index, length in raw:
        if tag == 0 and length == 2 and unicodedata.normalize("NFC", chr(pool[index]) + chr(pool[index + 1])) == chr(code):
            compositions.append((pool[index], pool[index + 1], code))
    compositions.sort()
    shift, first, second = two_stage(indices)
    assert len(records) < 256
    target = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / "src/base/unicode_database_data.cpp")
    with target.open("w") as out:
        out.write('// Written by tools/generate_unicode_database.py. Unicode ' + unicodedata.unidata_version + '.\n')
        out.write('#include "base/unicode_database.h"\n\nnamespace tauraro::unicode::database {\n\n')
        out.write(f'static_assert(kBlockShift == {shift}, "base/unicode_database.h must say so too");\n\n')
        write_rows(out, "const Record kRecords[]", list(records))
        write_rows(out, "const std::uint16_t kBlocks[]", first)
        write_rows(out, "const std::uint8_t kRecordIndices[]", second)
        write_rows(out, "const char* const kTags[]", [f'"{tag}"' for tag in tags])
        write_rows(out, "const Decomposition kDecompositions[]", raw)
        out.write(f"const std::size_t kDecompositionCount = {len(raw)};\n\n")
        write_rows(out, "const char32_t kDecompositionPool[]", pool)
        write_rows(out, "const Composition kCompositions[]", compositions)
        out.write(f"const std::size_t kCompositionCount = {len(compositions)};\n\n")
        write_rows(out, "const CodeRange kUnassignedIn32[]", unassigned)
        out.write(f"const std::size_t kUnassignedIn32Count = {len(unassigned)};\n\n")
        write_rows(out, "const OldProperties kChangedSince32[]", changed)
        out.write(f"const std::size_t kChangedSince32Count = {len(changed)};\n\n}}  // namespace tauraro::unicode::database\n")
    print(len(records), "records, shift", shift, len(first), len(second), "raw", len(raw), len(pool), "compositions", len(compositions), "unassigned", len(unassigned), "changed", len(changed), tags)


main()
