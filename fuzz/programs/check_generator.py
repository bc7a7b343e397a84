#!/usr/bin/python3.11
"""Runs generated programs in CPython alone: all must compile and end quickly. `check_generator.py FIRST COUNT`."""
import collections
import multiprocessing
import sys

import generate
import oracle


def one(seed):
    source = generate.program(seed)
    try:
        compile(source, "program", "exec")
    except SyntaxError as error:
        return seed, f"syntax error: {error}", 0.0, 0
    outcome = oracle.run_source(source)
    problem = None
    if outcome.status < 0:
        problem = "killed: too slow, too big or too much output"
    elif outcome.status:
        problem = "ended by " + outcome.error.split(":")[0]
    return seed, problem, outcome.seconds, len(outcome.stdout)


def main():
    first, count = int(sys.argv[1]), int(sys.argv[2])
    problems, seconds, examples = collections.Counter(), [], {}
    with multiprocessing.Pool() as pool:
        for seed, problem, took, size in pool.imap_unordered(one, range(first, first + count), 50):
            seconds.append(took)
            problems[problem] += 1
            examples.setdefault(problem, seed)
    seconds.sort()
    print(f"{count} programs: median {seconds[count // 2] * 1000:.1f} ms, 99% {seconds[count * 99 // 100] * 1000:.1f} ms, longest {seconds[-1] * 1000:.1f} ms")
    for problem, number in problems.most_common():
        print(f"{number:8} {problem or 'ended by themselves'} (seed {examples[problem]})")
    bad = sum(number for problem, number in problems.items() if problem and not problem.startswith("ended by"))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
