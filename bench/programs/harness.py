"""main(run, ...) for every program: `NAME.py [SIZE | --small] [--repeat K]`.

Prints what run(SIZE) gives. With --repeat K it runs K times and tells each run's seconds on standard error, so that
warm-up can be told from the steady state.
"""
import sys
import time


def main(run, default, small):
    arguments = sys.argv[1:]
    repeat = 0
    if "--repeat" in arguments:
        at = arguments.index("--repeat")
        repeat = int(arguments[at + 1])
        del arguments[at:at + 2]
    size = default
    if arguments:
        size = small if arguments[0] == "--small" else int(arguments[0])
    if not repeat:
        print(run(size))
        return
    clock = time.perf_counter
    for _ in range(repeat):
        start = clock()
        result = run(size)
        seconds = clock() - start
        sys.stderr.write("%.9f\n" % seconds)
    print(result)
