s = ""
for i in range(5000):
    s += chr(97 + i % 26)
print(len(s), s[:30], s[-30:], s.count("a"))
parts = []
for i in range(2000):
    parts.append(str(i))
joined = ",".join(parts)
print(len(joined), joined[:40], hash(joined) == hash(",".join(parts)))
s = ""
for i in range(300):
    s = s + "é" if i % 10 == 0 else s + "x"
    if i == 150:
        s += "€"
    if i == 250:
        s = "😀" + s
print(len(s), s.count("é"), s.index("€"), s[0])
s = "ab"
for i in range(10):
    s = s + s
print(len(s), s == "ab" * 1024)
left = ""
for i in range(1000):
    left = str(i % 10) + left
print(left[:20], len(left))
class Holder:
    text = ""
h = Holder()
for i in range(1000):
    h.text += "z"
d = {"k": ""}
for i in range(1000):
    d["k"] += "y"
print(len(h.text), len(d["k"]))
for c in "aé€😀":
    print(c, ord(c), len(c), c.encode(), ascii(c))
