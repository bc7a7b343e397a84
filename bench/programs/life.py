# class: list
from harness import main

def step(cells, size):
    out = [0] * (size * size)
    for y in range(size):
        above = (y - 1) % size * size
        here = y * size
        below = (y + 1) % size * size
        for x in range(size):
            left = (x - 1) % size
            right = (x + 1) % size
            near = (cells[above + left] + cells[above + x] + cells[above + right] + cells[here + left]
                    + cells[here + right] + cells[below + left] + cells[below + x] + cells[below + right])
            if near == 3 or (near == 2 and cells[here + x]):
                out[here + x] = 1
    return out

def run(n):
    size = 64
    cells = [1 if (i * i + i * 7) % 11 < 4 else 0 for i in range(size * size)]
    for _ in range(n):
        cells = step(cells, size)
    total = 0
    for i in range(len(cells)):
        total += cells[i] * i
    return "%d %d" % (sum(cells), total)

main(run, default=1300, small=130)
