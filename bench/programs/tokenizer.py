# class: other
from harness import main

class Reader:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def skip(self):
        text, at, end = self.text, self.at, len(self.text)
        while at < end and text[at] in " \n\t":
            at += 1
        self.at = at

    def value(self):
        self.skip()
        c = self.text[self.at]
        if c == "{":
            return self.object()
        if c == "[":
            return self.array()
        if c == '"':
            return self.string()
        if c == "-" or c.isdigit():
            return self.number()
        for word, value in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        raise ValueError("unexpected %r at %d" % (c, self.at))

    def object(self):
        out = {}
        self.at += 1
        self.skip()
        while self.text[self.at] != "}":
            self.skip()
            key = self.string()
            self.skip()
            self.at += 1
            out[key] = self.value()
            self.skip()
            if self.text[self.at] == ",":
                self.at += 1
        self.at += 1
        return out

    def array(self):
        out = []
        self.at += 1
        self.skip()
        while self.text[self.at] != "]":
            out.append(self.value())
            self.skip()
            if self.text[self.at] == ",":
                self.at += 1
        self.at += 1
        return out

    def string(self):
        start = self.at = self.at + 1
        text = self.text
        while text[self.at] != '"':
            if text[self.at] == "\\":
                self.at += 1
            self.at += 1
        self.at += 1
        return text[start:self.at - 1]

    def number(self):
        start = self.at
        text = self.text
        while self.at < len(text) and text[self.at] in "+-0123456789.eE":
            self.at += 1
        word = text[start:self.at]
        return float(word) if "." in word or "e" in word else int(word)

RECORD = '{"id": %d, "name": "item %d", "price": %d.25, "tags": ["a", "bb", "ccc"], "sold": true, "size": {"w": -1, "h": 2e3}, "note": null}'

def run(n):
    text = "[" + ", ".join([RECORD % (i, i, i) for i in range(n)]) + "]"
    data = Reader(text).value()
    total = 0
    for row in data:
        total += row["id"] + len(row["name"]) + len(row["tags"]) + row["price"] + row["size"]["h"]
    return "%d %.2f" % (len(data), total)

main(run, default=24000, small=2700)
