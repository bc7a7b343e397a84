def cross(a, b): return [x + y for x in a for y in b]
digits, rows, cols = "123456789", "ABCDEFGHI", "123456789"
squares = cross(rows, cols)
unitlist = [cross(rows, c) for c in cols] + [cross(r, cols) for r in rows] + [cross(rs, cs) for rs in ("ABC", "DEF", "GHI") for cs in ("123", "456", "789")]
units = {s: [u for u in unitlist if s in u] for s in squares}
peers = {s: set(sum(units[s], [])) - {s} for s in squares}
stats = {"assign": 0, "search": 0}
def parse(grid):
    values = {s: digits for s in squares}
    for s, d in zip(squares, [c for c in grid if c in digits or c in "0."]):
        if d in digits and not assign(values, s, d): return False
    return values
def assign(values, s, d):
    stats["assign"] += 1
    return values if all(eliminate(values, s, d2) for d2 in values[s].replace(d, "")) else False
def eliminate(values, s, d):
    if d not in values[s]: return values
    values[s] = values[s].replace(d, "")
    if not values[s]: return False
    if len(values[s]) == 1 and not all(eliminate(values, s2, values[s]) for s2 in peers[s]): return False
    for u in units[s]:
        places = [q for q in u if d in values[q]]
        if not places or (len(places) == 1 and not assign(values, places[0], d)): return False
    return values
def search(values):
    stats["search"] += 1
    if values is False: return False
    if all(len(values[s]) == 1 for s in squares): return values
    _, s = min((len(values[s]), s) for s in squares if len(values[s]) > 1)
    for d in values[s]:
        if result := search(assign(values.copy(), s, d)): return result
    return False
for grid in ("003020600900305001001806400008102900700000008006708200002609500800203009005010300", "4.....8.5.3..........7......2.....6.....8.4......1.......6.3.7.5..2.....1.4......", "85...24..72......9..4.........1.7..23.5...9...4...........8..7..17..........36.4."):
    solved = search(parse(grid))
    for r in rows: print(" ".join(solved[r + c] for c in cols))
    print(stats, all(sorted(solved[s] for s in u) == list(digits) for u in unitlist))
print(search(parse("55" + "." * 79)))
