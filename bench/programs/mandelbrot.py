# class: numeric
from harness import main

def run(n):
    inside = 0
    steps = 0
    for y in range(n):
        ci = 2.0 * y / n - 1.0
        for x in range(n):
            cr = 2.0 * x / n - 1.5
            zr = zi = 0.0
            k = 0
            while k < 50:
                r2 = zr * zr
                i2 = zi * zi
                if r2 + i2 > 4.0:
                    break
                zi = 2.0 * zr * zi + ci
                zr = r2 - i2 + cr
                k += 1
            if k == 50:
                inside += 1
            steps += k
    return "%d %d" % (inside, steps)

main(run, default=740, small=230)
