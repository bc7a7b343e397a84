# class: numeric
from harness import main

def run(n):
    x = 12345
    mix = 0
    counts = 0
    for i in range(n):
        x = x * 16807 % 2147483647
        mix = (mix ^ x) & 0x3FFFFFFF
        mix = ((mix << 3) | (mix >> 27)) & 0x3FFFFFFF
        if x & 64:
            counts += (x >> 7) & 15
    return "%d %d %d" % (x, mix, counts)

main(run, default=5000000, small=500000)
