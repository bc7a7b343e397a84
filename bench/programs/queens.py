# class: list
from harness import main

def place(row, n, columns, up, down):
    if row == n:
        return 1
    count = 0
    for c in range(n):
        if not columns[c] and not up[row + c] and not down[row - c + n]:
            columns[c] = up[row + c] = down[row - c + n] = True
            count += place(row + 1, n, columns, up, down)
            columns[c] = up[row + c] = down[row - c + n] = False
    return count

def run(n):
    return str(place(0, n, [False] * n, [False] * (2 * n), [False] * (2 * n + 1)))

main(run, default=12, small=11)
