# class: other
from harness import main

def run(n):
    words = ["w%d" % (i * 7919 % 3001) for i in range(2000)]
    counts = {}
    first = {}
    for i in range(n):
        word = words[i % 2000]
        counts[word] = counts.get(word, 0) + 1
        if word not in first:
            first[word] = i
        letter = word[1]
        counts[letter] = counts.get(letter, 0) + 1
    total = 0
    for word in sorted(counts):
        total = (total * 31 + counts[word] * len(word)) % 1000003
    return "%d %d %d" % (len(counts), total, sum(first.values()))

main(run, default=4200000, small=450000)
