"""The commonest words of a text: `words.py [FILE [COUNT]]`; without a file, of its own source."""
import re
import sys
from collections import Counter

path = sys.argv[1] if len(sys.argv) > 1 else __file__
count = int(sys.argv[2]) if len(sys.argv) > 2 else 10
with open(path, encoding="utf-8", errors="replace") as file:
    words = Counter(word.lower() for line in file for word in re.findall(r"[^\W\d_]+", line))
for word, times in sorted(words.items(), key=lambda item: (-item[1], item[0]))[:count]:
    print(f"{times:8} {word}")
