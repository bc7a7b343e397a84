"""Conway's game of life on a torus: `life.py [GENERATIONS]`. Prints the first and the last state."""
import sys
from collections import Counter

WIDTH, HEIGHT = 40, 16
GLIDER = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
BLINKER = {(20, 8), (21, 8), (22, 8)}


def neighbours(cell):
    x, y = cell
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            if dx or dy:
                yield (x + dx) % WIDTH, (y + dy) % HEIGHT


def step(living):
    counts = Counter(near for cell in living for near in neighbours(cell))
    return {cell for cell, count in counts.items() if count == 3 or count == 2 and cell in living}


def show(living):
    for y in range(HEIGHT):
        print("".join("#" if (x, y) in living else "." for x in range(WIDTH)))
    print()


living = GLIDER | BLINKER
show(living)
for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 500):
    living = step(living)
show(living)
