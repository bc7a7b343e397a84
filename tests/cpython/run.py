#!/usr/bin/python3.11
"""Runs files of CPython's own test suite (Debian's libpython3.11-testsuite) with a Tauraro binary.

    tests/cpython/run.py build/release/tauraro                    the files of passing.txt, compared with their counts
    tests/cpython/run.py build/release/tauraro test_list test_int  only these
    tests/cpython/run.py build/release/tauraro --all               every file of files.txt, to find what to work on
    tests/cpython/run.py build/release/tauraro --update            raises the counts in passing.txt
    tests/cpython/run.py build/release/tauraro --show test_list    what fails there

passing.txt is a ratchet: `FILE COUNT` says how many cases pass; fewer is a failure, more is told, and --update writes it.
skip.txt names cases that are about CPython's implementation: `FILE CASE reason`; they are not run.
"""
import argparse
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SUITE = "/usr/lib/python3.11/test"


def read_lines(name):
    path = os.path.join(HERE, name)
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        lines = [line.split("#")[0].strip() for line in file]
    return [line for line in lines if line]


def read_passing():
    return {words[0]: int(words[1]) for words in map(str.split, read_lines("passing.txt"))}


def read_skips():
    skips = {}
    for line in read_lines("skip.txt"):
        file, case, *_ = line.split()
        skips.setdefault(file, []).append(case)
    return skips


def run_file(binary, flags, name, skips, seconds):
    """{"passed", "failed": {case: last line of its error}, "skipped", "error"} of one test file."""
    with tempfile.TemporaryDirectory(prefix="cpython-tests") as folder:
        report = os.path.join(folder, "report.json")
        command = [binary, *flags, os.path.join(HERE, "driver.py"), name, report, *skips.get(name, [])]
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        environment.update(PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1", LC_ALL="C.UTF-8")
        problem = None
        try:
            process = subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds)
            if process.returncode:
                lines = process.stderr.decode("utf-8", "replace").strip().split("\n")
                problem = f"exit {process.returncode}: {lines[-1][:200]}"
        except subprocess.TimeoutExpired:
            problem = f"no end after {seconds} s"
        result = {"passed": 0, "failed": {}, "skipped": 0, "error": problem}
        if os.path.exists(report):
            with open(report, encoding="utf-8") as file:
                lines = [json.loads(line) for line in file if line.endswith("\n")]
            for case, outcome, text in lines:
                if outcome == "passed":
                    result["passed"] += 1
                elif outcome == "skipped":
                    result["skipped"] += 1
                else:
                    result["failed"][case] = text
            if lines and lines[-1][1] == "started":
                result["failed"][lines[-1][0]] = result["error"] = f"{lines[-1][0]}: {problem}"
            result["failed"] = {case: text for case, text in result["failed"].items() if text is not None}
        return result


def write_passing(counts):
    with open(os.path.join(HERE, "passing.txt"), "w", encoding="utf-8") as file:
        file.write("# FILE and how many of its cases pass: only ever raised (run.py --update).\n")
        for name in sorted(counts):
            if counts[name]:
                file.write(f"{name} {counts[name]}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--show", action="store_true", help="print each failing case")
    parser.add_argument("--flags", default="")
    parser.add_argument("--seconds", type=float, default=60, help="time for a file")
    parser.add_argument("-j", type=int, default=os.cpu_count())
    options = parser.parse_intermixed_args()
    binary = os.path.abspath(options.binary)
    passing, skips = read_passing(), read_skips()
    names = options.files or (read_lines("files.txt") if options.all or options.update else sorted(passing))
    if not os.path.isdir(SUITE):
        sys.exit(f"{SUITE} is not there: install libpython3.11-testsuite")
    if not names:
        print("passing.txt is empty: nothing to hold")
        return 0
    lost, gained, total, failed = [], [], 0, 0
    with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        run = lambda name: run_file(binary, options.flags.split(), name, skips, options.seconds)
        for name, result in zip(names, pool.map(run, names)):
            total += result["passed"]
            failed += len(result["failed"])
            held = passing.get(name, 0)
            if result["passed"] < held:
                lost.append(f"FAILED {name}: {result['passed']} cases pass, {held} did ({result['error'] or 'no crash'})")
            elif result["passed"] > held:
                gained.append(name)
                passing[name] = result["passed"]
            if options.all or options.files or options.update:
                print(f"{name}: {result['passed']} pass, {len(result['failed'])} fail, {result['skipped']} skipped {result['error'] or ''}", flush=True)
            if options.show:
                for case, text in result["failed"].items():
                    print(f"    {case}: {text}")
    if options.update:
        write_passing(passing)
    for line in lost:
        print(line)
    print(f"{len(names)} files: {total} cases pass, {failed} fail, {len(lost)} files below their count, {len(gained)} above ({' '.join(gained[:20])})")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
