# class: list
from harness import main

def fannkuch(n):
    perm1 = list(range(n))
    count = [0] * n
    max_flips = checksum = permutations = 0
    r = n
    while True:
        while r != 1:
            count[r - 1] = r
            r -= 1
        perm = perm1[:]
        flips = 0
        k = perm[0]
        while k != 0:
            i = 0
            j = k
            while i < j:
                perm[i], perm[j] = perm[j], perm[i]
                i += 1
                j -= 1
            flips += 1
            k = perm[0]
        if flips > max_flips:
            max_flips = flips
        checksum += flips if permutations % 2 == 0 else -flips
        while True:
            if r == n:
                return checksum, max_flips
            first = perm1[0]
            for i in range(r):
                perm1[i] = perm1[i + 1]
            perm1[r] = first
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1
        permutations += 1

def run(n):
    total = 0
    for _ in range(n):
        checksum, max_flips = fannkuch(8)
        total += checksum
    return "%d %d" % (total, max_flips)

main(run, default=28, small=3)
