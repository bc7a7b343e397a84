# Ints and floats in any order at one place.
def sums(values):
    total, product, least = 0, 1, values[0]
    for v in values:
        total = total + v
        product = product * v - v / 3
        if v < least:
            least = v
        if product > 1e12 or product < -1e12:
            product = v
    return total, product, least


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def dot(self, other):
        return self.x * other.x + self.y * other.y


def dots(points):
    result = 0
    for p in points:
        for q in points:
            result += p.dot(q)
    return result


mixed = [(i if i % 3 else i / 2) for i in range(1, 400)]
for _ in range(6):
    print(sums(mixed))
print(sums([2**46 + i if i % 2 else 0.5 for i in range(300)]))
print(sums([2**60 + i if i == 290 else i + 0.25 * (i & 1) for i in range(300)]))
print(sums([True if i == 280 else float(i) if i % 2 else i for i in range(300)]))
points = [Point(i, i * 0.5) if i % 2 else Point(i * 1.5, -i) for i in range(40)]
for _ in range(5):
    print(dots(points))
points[7].x = 2**70
print(dots(points))
points[9].y = "s"
try:
    print(dots(points))
except TypeError as error:
    print(error)


def compare(values, limit):
    below = 0
    for v in values:
        below += v < limit
        below += v >= limit - 1
    return below


for limit in (10, 10.5, 2**53 + 1, float("nan"), 2**70):
    print(compare(mixed, limit), compare([2**53 + i if i % 2 else 2.0**53 for i in range(200)], limit))
