#!/usr/bin/python3.11
"""Records what CPython 3.11 prints for every language test, beside the test.

    tests/lang/record.py            record every test
    tests/lang/record.py lists/     record the tests whose path contains a word
    tests/lang/record.py --check    tell which recordings differ from what CPython prints now

X.py gives X.out (standard output). X.err is written when the program ends with a status other than 0 or prints to
standard error; its first line is `exit N`, the rest is standard error.
"""
import concurrent.futures
import os
import sys

import expect

ORACLE = "/usr/bin/python3.11"


def record(test):
    result = expect.run([ORACLE], test, timeout=60)
    again = expect.run([ORACLE], test, timeout=60)
    if result != again:
        return f"{test.name}: prints something else each time"
    if result.timed_out:
        return f"{test.name}: timed out"
    wrote = {".out": result.stdout}
    if result.status != 0 or result.stderr:
        wrote[".err"] = f"exit {result.status}\n{result.stderr}"
    for suffix in (".out", ".err"):
        path = test.base + suffix
        if suffix in wrote:
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(wrote[suffix])
        elif os.path.exists(path):
            os.remove(path)
    return None


def check(test):
    result = expect.run([ORACLE], test, timeout=60)
    difference = expect.difference(expect.expected(test), result)
    return f"{test.name}: {difference}" if difference else None


def main():
    arguments = sys.argv[1:]
    work = check if "--check" in arguments else record
    words = [word for word in arguments if not word.startswith("--")]
    tests = [test for test in expect.find_tests() if not words or any(word in test.name for word in words)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        problems = [problem for problem in pool.map(work, tests) if problem]
    for problem in problems:
        print(problem)
    print(f"{len(tests)} tests, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
