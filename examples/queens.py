"""Queens on a board, none attacked by another: `queens.py [SIZE]`. Prints the first solution and their number."""
import sys


def solutions(size, queens=()):
    row = len(queens)
    if row == size:
        yield queens
        return
    for column in range(size):
        if all(column != other and abs(column - other) != row - at for at, other in enumerate(queens)):
            yield from solutions(size, queens + (column,))


size = int(sys.argv[1]) if len(sys.argv) > 1 else 7
found = list(solutions(size))
for column in found[0] if found else ():
    print(" ".join("Q" if at == column else "." for at in range(size)))
print(len(found))
