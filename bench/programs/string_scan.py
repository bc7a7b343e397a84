# class: other
from harness import main

def run(n):
    text = "The quick brown fox, 42 years old, jumps over 17 lazy dogs; again & again. " * n
    letters = digits = spaces = words = 0
    in_word = False
    checksum = 0
    for c in text:
        if "a" <= c <= "z" or "A" <= c <= "Z":
            letters += 1
            if not in_word:
                words += 1
                in_word = True
        else:
            in_word = False
            if c.isdigit():
                digits += 1
            elif c == " ":
                spaces += 1
    for i in range(0, len(text), 3):
        checksum = (checksum * 31 + ord(text[i])) & 0xFFFFFF
    return "%d %d %d %d %d" % (letters, digits, spaces, words, checksum)

main(run, default=140000, small=15000)
