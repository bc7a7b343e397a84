# Strings that grow at either end share storage: none may see another's characters.


def digest(text):
    return len(text), text[:3], text[-3:], sum(map(ord, text[::7])), text.isascii()


def grow(pieces, count):
    text, kept = "", []
    for i in range(count):
        text += pieces[i % len(pieces)]
        if i % 50 == 0:
            kept.append(text)
    return text, kept


for pieces in (["a"], ["ab", "c"], ["é", "x"], ["x"] * 90 + ["ж"], ["x"] * 150 + ["\U0001f600"], ["", "word " * 60]):
    text, kept = grow(pieces, 2000)
    print(digest(text), [digest(k) for k in kept[:8]], all(text.startswith(k) for k in kept))
    print(len({*kept, text}), text == "".join(pieces[i % len(pieces)] for i in range(2000)))

# Two strings grow from the same one.
base = "-" * 300
for i in range(5):
    base += "b"
left, right = base, base
for i in range(400):
    left += "l"
    right += "rr"
    if i == 200:
        third = left + "!" * 20
        left += "?"
print(digest(base), digest(left), digest(right), digest(third), third[-21:], left[505:510])
print(base == "-" * 300 + "b" * 5, right == base + "rr" * 400)

# At the front, at both, and with itself.
front = both = double = "x" * 260
for i in range(1500):
    front = chr(97 + i % 26) + front
    both = chr(97 + i % 26) + both + chr(65 + i % 26)
for i in range(8):
    double += double
    double = double + "ab" + double[:5]
print(digest(front), digest(both), digest(double), front[:30], both[:10], both[-10:])


class Name(str):
    pass


name = Name("n" * 300)
for i in range(100):
    name += "m"
print(type(name), digest(name))
print(type(Name("q" * 300) + "r"), type("r" + Name("q" * 300)), type(Name("q" * 300) + ""))

# Hashes, dictionary keys, slices, searches and methods between steps.
text, seen = "", {}
for i in range(3000):
    text += str(i)
    if i % 100 == 99:
        seen[text] = i
        assert text.endswith(str(i)) and text.find(str(i)) >= 0
print(len(seen), seen[text], list(seen.values())[:5], text.count("99"), text[1000:1010])
other = "".join(str(i) for i in range(3000))
print(hash(other) == hash(text), seen[other], other is text)


class Holder:
    text = ""


holder, table, row = Holder(), {"k": "*" * 256}, ["*" * 256]
for i in range(1000):
    holder.text += "ab"
    table["k"] += "cd"
    row[0] += "ef"
print(digest(holder.text), digest(table["k"]), digest(row[0]))
print(len((text + "1") + (text + "2") + (text + "3")), ((text + "1") + (text + "2"))[len(text):][:3])
