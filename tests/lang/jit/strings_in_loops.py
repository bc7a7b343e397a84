def build(n):
    s = ""
    for i in range(n): s += chr(97 + i % 26)
    return len(s), s[:5], s[-5:], hash(s) == hash("".join(chr(97 + i % 26) for i in range(n)))
def scan(s):
    vowels = digits = upper = 0
    for c in s:
        if c in "aeiou": vowels += 1
        elif c.isdigit(): digits += 1
        elif "A" <= c <= "Z": upper += 1
    return vowels, digits, upper
def index(s, n):
    t = 0
    for i in range(n): t = t * 31 + ord(s[i % len(s)]) & 0xFFFFFFF
    return t
def negative_index(s, n):
    out = []
    for i in range(n):
        c = s[-1 - i % len(s)]
        if i % 199 == 0: out.append(c)
    return "".join(out)
def compare(words, n):
    t = 0
    for i in range(n):
        a, b = words[i % len(words)], words[(i * 7 + 1) % len(words)]
        t += (a == b) + (a < b) * 2 + (a is a) + (a + b == b + a) * 5
    return t
def fmt(n):
    t = 0
    for i in range(n): t += len(f"{i}:{i * 2.5:.2f}|{i!r:>6}") + len("%d-%s" % (i, i)) + len("{}".format(i)) + len(str(i))
    return t
def join_split(n):
    t = 0
    for i in range(n):
        parts = ("a,%d,b" % i).split(",")
        t += int(parts[1]) + len("-".join(parts))
    return t
def out_of_range(s, n):
    e = 0
    for i in range(n):
        try: s[i % 10]
        except IndexError: e += 1
    return e
def reverse(s):
    r = ""
    for c in s: r = c + r
    return r
def palindromes(n):
    c = 0
    for i in range(n):
        s = str(i)
        j, k = 0, len(s) - 1
        while j < k and s[j] == s[k]:
            j += 1
            k -= 1
        if j >= k: c += 1
    return c
def widths(n):
    s = ""
    out = []
    for i in range(n):
        s += "x" if i % 50 else "é" if i % 100 else "€" if i % 300 else "😀"
        if i % 250 == 249: out.append((len(s), ascii(s[-51]), s.count("😀")))
    return out
def caesar(s, k):
    out = []
    for c in s:
        if c.islower(): out.append(chr((ord(c) - 97 + k) % 26 + 97))
        elif c.isupper(): out.append(chr((ord(c) - 65 + k) % 26 + 65))
        else: out.append(c)
    return "".join(out)
text = "The Quick Brown Fox 123 jumps over é€😀 lazy dogs; " * 40
print(build(3000), scan(text), index(text, 3000), index("ab", 2000), index("é€", 2000), negative_index(text, 2000), compare(["a", "b", "ab", "ba", "", "é"], 2000), fmt(1000), join_split(1000), out_of_range("abcdef", 2000), reverse("abc" * 500)[:10], palindromes(2000), widths(1000), caesar(text, 3)[:60])
words = {}
for w in text.split(): words[w] = words.get(w, 0) + 1
print(sorted(words.items()))
s, n = "start", 0
for i in range(2000):
    t = s
    s += "x"
    if len(s) > 50: s = s[25:]
    n += len(t) + t.count("x")
print(s, n)
def multiply(n):
    t = 0
    for i in range(n): t += len("ab" * (i % 5)) + len((i % 3) * "xyz") + ("a" * 3 == "aaa")
    return t
def slices(s, n):
    t = 0
    for i in range(n): t += len(s[i % 10:i % 20]) + (s[:3] == s[i % 4:i % 4 + 3]) + len(s[::-1]) + len(s[i % len(s):])
    return t
def methods(n):
    t = 0
    for i in range(n):
        w = ("Hello" if i % 2 else "world") + str(i)
        t += w.find("o") + len(w.upper()) + w.startswith("He") * 3 + w.endswith("9") + w.count("l") + len(w.strip("H")) + len(w.replace("o", "00"))
    return t
print(multiply(2000), slices(text[:100], 1500), methods(1500))
