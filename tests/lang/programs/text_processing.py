import re, string, textwrap
from collections import Counter
text = """It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness,
it was the epoch of belief, it was the epoch of incredulity, it was the season of Light, it was the season of Darkness."""
words = re.findall(r"[a-z']+", text.lower())
print(Counter(words).most_common(6), len(set(words)), max(words, key=len), sorted(set(map(len, words))))
print(textwrap.fill(text, 40)); print(textwrap.shorten(text, 50)); print(textwrap.indent(textwrap.dedent("   a\n     b\n   c"), "> "))
def huffman(s):
    import heapq
    heap = [(n, i, c) for i, (c, n) in enumerate(sorted(Counter(s).items()))]
    heapq.heapify(heap)
    count = len(heap)
    while len(heap) > 1:
        a, b = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (a[0] + b[0], count, (a[2], b[2])))
        count += 1
    codes = {}
    def walk(t, prefix):
        if isinstance(t, tuple):
            walk(t[0], prefix + "0")
            walk(t[1], prefix + "1")
        else: codes[t] = prefix or "0"
    walk(heap[0][2], "")
    return codes
codes = huffman(text)
encoded = "".join(codes[c] for c in text)
decode, out, cur = {v: k for k, v in codes.items()}, [], ""
for bit in encoded:
    cur += bit
    if cur in decode: out.append(decode[cur]); cur = ""
print(len(encoded), "".join(out) == text, codes["e"], codes[" "])
def roman(n):
    out = ""
    for v, s in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while n >= v: out += s; n -= v
    return out
def unroman(s):
    v = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    return sum(-v[a] if v[a] < v.get(b, 0) else v[a] for a, b in zip(s, s[1:] + " "))
print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999)], all(unroman(roman(n)) == n for n in range(1, 2000)))
def rle(s): return re.sub(r"(.)\1*", lambda m: f"{len(m.group())}{m.group(1)}", s)
def unrle(s): return re.sub(r"(\d+)(.)", lambda m: m.group(2) * int(m.group(1)), s)
print(rle("aaabbc"), unrle(rle("wwwwbbbwwa")), string.capwords("hello big world"), string.Template("$a and ${b} $$").substitute(a=1, b="two"))
def vigenere(s, key, sign=1): return "".join(chr((ord(c) - 65 + sign * (ord(key[i % len(key)]) - 65)) % 26 + 65) if c.isupper() else c for i, c in enumerate(s))
secret = vigenere("ATTACK AT DAWN", "LEMON")
print(secret, vigenere(secret, "LEMON", -1))
log = "\n".join(f"2024-01-{d:02d} {h:02d}:00 {'ERROR' if d * h % 7 == 0 else 'INFO'} user{d % 3} took {d * h}ms" for d in range(1, 15) for h in range(0, 24, 5))
pattern = re.compile(r"^(?P<date>\S+) (?P<time>\S+) (?P<level>\w+) (?P<user>\w+) took (?P<ms>\d+)ms$", re.M)
totals = {}
for m in pattern.finditer(log):
    if m["level"] == "ERROR": totals.setdefault(m["user"], []).append(int(m["ms"]))
print({k: (len(v), sum(v)) for k, v in sorted(totals.items())}, len(log))
def table(rows):
    widths = [max(len(str(c)) for c in col) for col in zip(*rows)]
    return "\n".join(" | ".join(f"{c:>{w}}" if isinstance(c, (int, float)) else f"{c:<{w}}" for c, w in zip(row, widths)) for row in rows)
print(table([("name", "count", "mean"), ("alpha", 10, 2.5), ("be", 200, 13.25), ("gamma ray", 3, -1.0)]))
def kmp(text, pat):
    fail, k = [0] * len(pat), 0
    for i in range(1, len(pat)):
        while k and pat[i] != pat[k]: k = fail[k - 1]
        k += pat[i] == pat[k]
        fail[i] = k
    out, k = [], 0
    for i, c in enumerate(text):
        while k and (k == len(pat) or c != pat[k]): k = fail[k - 1]
        k += c == pat[k]
        if k == len(pat): out.append(i - k + 1)
    return out
print(kmp("abababcababab" * 3, "abab"), kmp(text, "it was"))
print(sorted("banana Apple cherry apple".split(), key=str.casefold), " ".join(reversed(text.split()))[:50], text.translate(str.maketrans("", "", string.punctuation + "aeiou"))[:60])
print(re.sub(r"\b(\w)(\w*)\b", lambda m: m[1].upper() + m[2][::-1], text)[:60], re.split(r"(?<=[,.])\s+", text)[:3], re.findall(r"(\w+) of (\w+)", text))
