# class: other
from harness import main

class Rejected(Exception):
    pass

def accept(i):
    if i % 3 == 0:
        raise Rejected(i)
    return i

def run(n):
    accepted = rejected = 0
    missing = {}
    for i in range(n):
        try:
            accepted += accept(i)
        except Rejected as error:
            rejected += error.args[0]
        try:
            missing[i & 7] += 1
        except KeyError:
            missing[i & 7] = 1
        finally:
            accepted ^= 1
    return "%d %d %d" % (accepted, rejected, len(missing))

main(run, default=3600000, small=390000)
