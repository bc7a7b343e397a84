# class: other
from harness import main

def run(n):
    text = ""
    for i in range(n):
        text += chr(97 + i % 26)
        if i % 10 == 9:
            text += " "
    parts = []
    for i in range(n // 4):
        parts.append("item " + str(i))
    joined = ", ".join(parts)
    lines = 0
    for i in range(n // 8):
        lines += len(f"{i}: {i * 0.5:.2f} {parts[i % 100]}")
    return "%d %d %d" % (len(text), len(joined), lines)

main(run, default=3000000, small=300000)
