"""The Mandelbrot set in letters: `mandelbrot.py [WIDTH [ITERATIONS]]`."""
import sys

SHADES = " .:-=+*#%@"


def escape_time(real, imaginary, limit):
    x = y = 0.0
    for n in range(limit):
        x, y = x * x - y * y + real, 2.0 * x * y + imaginary
        if x * x + y * y > 4.0:
            return n
    return limit


def main():
    width = int(sys.argv[1]) if len(sys.argv) > 1 else 78
    limit = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    height = width * 2 // 5
    for row in range(height):
        line = ""
        for column in range(width):
            time = escape_time(column / width * 3.0 - 2.2, row / height * 2.4 - 1.2, limit)
            line += SHADES[-1] if time == limit else SHADES[time % (len(SHADES) - 1)]
        print(line)


main()
