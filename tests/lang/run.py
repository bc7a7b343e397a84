#!/usr/bin/python3.11
"""Runs the language tests with a Tauraro binary and compares with what CPython 3.11 printed (see record.py).

    tests/lang/run.py build/release/tauraro                          the default mode
    tests/lang/run.py build/release/tauraro --mode no-jit --mode exits
    tests/lang/run.py build/release/tauraro --mode all -j 2 jit/ generators/
    tests/lang/run.py build/release/tauraro --flags="--jit-disable=peel" jit/

known_failures.txt lists what is known to fail: `NAME` or `NAME MODE` a line. A listed test that passes is a failure too,
so the list only says what is true.
"""
import argparse
import concurrent.futures
import os
import sys
import time

import expect

MODES = {
    "default": [],
    "no-jit": ["--no-jit"],
    "threshold": ["--jit-stress=threshold"],
    "exits": ["--jit-stress=exits"],
    "gc": ["--gc-stress"],
    "gc-jit": ["--gc-stress", "--jit-stress=threshold"],
    "thresholds": None,  # --jit-threshold N for each N that the test asks for
}


def runs_of(test, modes, extra):
    """(mode, flags) of each run of this test."""
    for mode in modes:
        if f"skip-{mode}" in test.directives:
            continue
        if mode == "thresholds":
            for threshold in test.thresholds:
                yield mode, ["--jit-threshold", str(threshold)] + extra
        else:
            yield mode, MODES[mode] + extra


def run_one(binary, timeout, job):
    test, mode, flags = job
    try:
        wanted = expect.expected(test)
    except FileNotFoundError:
        return test, mode, flags, "has no recording (record.py makes it)", 0.0
    start = time.monotonic()
    got = expect.run([binary] + flags, test, timeout)
    return test, mode, flags, expect.difference(wanted, got), time.monotonic() - start


def read_known(path):
    known = set()
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            for line in file:
                words = line.split("#")[0].split()
                if words:
                    known.add((words[0], words[1] if len(words) > 1 else "*"))
    return known


def write_known(path, failed):
    with open(path, encoding="utf-8") as file:
        head = file.readline()
    with open(path, "w", encoding="utf-8") as file:
        file.write(head)
        for (name, mode), problems in sorted(failed.items()):
            file.write(f"{name} {mode}  # {problems[0].replace('#', ' ')[:160]}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary")
    parser.add_argument("words", nargs="*", help="only tests whose name contains one of these")
    parser.add_argument("--mode", action="append", choices=[*MODES, "all"], default=[])
    parser.add_argument("--flags", default="", help="further flags for the binary, separated by spaces")
    parser.add_argument("--timeout", type=float, default=30, help="seconds a test")
    parser.add_argument("--known", default=os.path.join(expect.ROOT, "known_failures.txt"))
    parser.add_argument("--record-known", action="store_true", help="write what fails now, with its first difference, to the list of known failures")
    parser.add_argument("--slowest", type=int, default=0, help="print the slowest tests")
    parser.add_argument("-j", type=int, default=os.cpu_count())
    options = parser.parse_intermixed_args()

    modes = options.mode or ["default"]
    if "all" in modes:
        modes = list(MODES)
    binary = os.path.abspath(options.binary)
    if not os.access(binary, os.X_OK):
        sys.exit(f"{binary}: no such program")
    tests = [test for test in expect.find_tests()
             if not options.words or any(word in test.name for word in options.words)]
    jobs = [(test, mode, flags) for test in tests for mode, flags in runs_of(test, modes, options.flags.split())]
    known = read_known(options.known)

    failed, unexpected, seconds = {}, [], []
    with concurrent.futures.ThreadPoolExecutor(max(1, options.j)) as pool:
        for test, mode, flags, problem, took in pool.map(lambda job: run_one(binary, options.timeout, job), jobs):
            seconds.append((took, test.name, mode))
            listed = (test.name, "*") in known or (test.name, mode) in known
            if problem:
                failed.setdefault((test.name, mode), []).append(problem)
                if not listed:
                    unexpected.append(f"FAILED {test.name} [{' '.join(flags) or 'default'}]: {problem}")
    if options.record_known:
        write_known(options.known, failed)
    ran = {(test.name, mode) for test, mode, _ in jobs}
    fixed = []
    for name, mode in sorted(known):
        relevant = [entry for entry in ran if entry[0] == name and mode in ("*", entry[1])]
        if relevant and not any(entry in failed for entry in relevant):
            fixed.append(f"PASSED, but known_failures.txt lists it: {name} {'' if mode == '*' else mode}")
    for line in unexpected + fixed:
        print(line)
    if options.slowest:
        for took, name, mode in sorted(seconds, reverse=True)[:options.slowest]:
            print(f"{took:7.2f} s  {name} [{mode}]")
    known_count = sum(1 for entry in failed if (entry[0], "*") in known or entry in known)
    print(f"{len(jobs)} runs of {len(tests)} tests [{' '.join(modes)}]: {len(jobs) - len(unexpected) - known_count} "
          f"passed, {len(unexpected)} failed, {known_count} known failures, {len(fixed)} to take off the list")
    return 1 if unexpected or not jobs else 0


if __name__ == "__main__":
    sys.exit(main())
