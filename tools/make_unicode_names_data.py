#!/usr/bin/python3.11
"""Writes src/base/unicode_names_data.inc, the names of characters, as this interpreter's unicodedata has them.

make_unicode_names_data.py OUTPUT [CANDIDATES]: the second file has possible aliases, one a line; those that unicodedata knows are kept.
"""
import collections
import sys
import unicodedata

FREQUENT = 159  # words with a code of one byte, 0x01 to 0x9f
FIRST_LEAD = 0xA0


def prefix_ranges(names):
    """[(first, last, prefix)]: runs of characters whose name is a prefix and their number in hexadecimal."""
    rows = []
    for code, name in names:
        suffix = f"-{code:X}"
        if not name.endswith(suffix):
            continue
        prefix = name[:-len(suffix) + 1]
        if rows and rows[-1][1] == code - 1 and rows[-1][2] == prefix:
            rows[-1] = (rows[-1][0], code, prefix)
        else:
            rows.append((code, code, prefix))
    return rows


def encode(code):
    return [code] if code <= FREQUENT else [FIRST_LEAD + (code - FREQUENT - 1) // 255, 1 + (code - FREQUENT - 1) % 255]


def write_numbers(out, kind, name, numbers):
    out.write(f"constexpr {kind} {name}[] = {{\n")
    line = ""
    for number in numbers:
        text = f"{number},"
        if len(line) + len(text) > 130:
            out.write(line + "\n")
            line = ""
        line += text
    out.write(line + "\n};\n")


def write_rows(out, kind, name, rows):
    out.write(f"constexpr {kind} {name}[] = {{\n")
    for row in rows:
        out.write("  {" + ", ".join(f'"{part}"' if isinstance(part, str) else str(part) for part in row) + "},\n")
    out.write("};\n")


def main():
    names = [(code, name) for code in range(0x110000) if (name := unicodedata.name(chr(code), None))]
    prefixes = prefix_ranges(names)
    in_prefix = {code for first, last, _ in prefixes for code in range(first, last + 1)}
    names = [(code, name) for code, name in names if code not in in_prefix and not name.startswith("HANGUL SYLLABLE ")]
    counts = collections.Counter(word for _, name in names for word in name.split(" "))
    codes = {word: code for code, (word, _) in enumerate(counts.most_common(), 1)}
    words = sorted(codes)
    stream, index, runs = [0], [], []
    for number, (code, name) in enumerate(names):
        if number % 32 == 0:
            index.append(len(stream))
        if not runs or runs[-1][0] + number - runs[-1][1] != code:
            runs.append((code, number))
        for word in name.split(" "):
            stream += encode(codes[word])
        stream.append(0)
    known = dict((name, code) for code, name in names)
    aliases = set()
    if len(sys.argv) > 2:
        for name in open(sys.argv[2]).read().split("\n"):
            try:
                character = unicodedata.lookup(name)
            except (KeyError, ValueError):
                continue
            if len(character) == 1 and unicodedata.name(character, None) != name:
                aliases.add((name, ord(character)))
    with open(sys.argv[1], "w", encoding="ascii") as out:
        out.write(f"// Made by tools/make_unicode_names_data.py from Unicode {unicodedata.unidata_version}.\n")
        out.write(f"constexpr unsigned kNameCount = {len(known)};\n")
        write_rows(out, "Prefix", "kPrefixes", prefixes)
        write_rows(out, "Alias", "kAliases", sorted(aliases))
        out.write("constexpr char kWordText[] =\n")
        line = ""
        offsets = [0]
        for word in words:
            offsets.append(offsets[-1] + len(word))
            line += word
            if len(line) > 110:
                out.write(f'  "{line}"\n')
                line = ""
        out.write(f'  "{line}";\n')
        write_numbers(out, "std::uint32_t", "kWordOffsets", offsets)
        write_numbers(out, "std::uint16_t", "kWordCodes", [codes[word] for word in words])
        write_numbers(out, "std::uint16_t", "kWordsByCode", [0] + [number for _, number in
                      sorted((codes[word], number) for number, word in enumerate(words))])
        write_numbers(out, "std::uint8_t", "kNames", stream)
        write_numbers(out, "std::uint32_t", "kNameIndex", index)
        out.write("constexpr Run kRuns[] = {\n")
        line = ""
        for code, number in runs:
            text = f"{{{code},{number}}},"
            if len(line) + len(text) > 130:
                out.write(line + "\n")
                line = ""
            line += text
        out.write(line + "\n};\n")


main()
