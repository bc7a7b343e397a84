#!/usr/bin/python3.11
"""Generates programs, runs them in CPython and in Tauraro's modes, and compares output and exception.

    fuzz/programs/run.py build/release/tauraro --first 0 --count 1000
    fuzz/programs/run.py build/release/tauraro --count 100000 --mode all --batch 200 --keep
    fuzz/programs/run.py build/release/tauraro --seed 4711            one program, all modes, the difference in full

With --batch N, N programs share a process (a fresh VM each). With --keep, each finding is shrunk and written to
tests/lang/fuzz/ as a test. At the end it prints the range of seeds, the commit, the rate and what failed.
"""
import argparse
import collections
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time

if os.environ.get("PYTHONHASHSEED") != "0":  # sets are printed: their order depends on the seed of str hashes
    os.environ["PYTHONHASHSEED"] = "0"
    os.execv(sys.executable, [sys.executable, *sys.argv])

import coverage
import generate
import modes
import oracle
import reduce

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def run_chunk(job):
    """Runs some seeds in every mode. Returns the number run, (seed, mode, difference) of each finding, and coverage by mode."""
    seeds, binary, chosen, batch, seconds = job
    findings, seen = [], {}
    with tempfile.TemporaryDirectory(prefix="programs") as folder:
        paths, wanted = {}, {}
        for seed in seeds:
            source = generate.program(seed)
            outcome = oracle.run_source(source, f"{seed}.py")
            if outcome.status < 0:
                continue  # too slow in CPython: check_generator.py counts these
            paths[seed] = os.path.join(folder, f"{seed}.py")
            wanted[seed] = outcome
            with open(paths[seed], "w", encoding="utf-8") as file:
                file.write(source)
        for mode in chosen:
            flags = modes.MODES[mode]
            limit = seconds * (10 if "gc" in mode else 1)
            if batch:
                seen[mode] = coverage.Coverage()
                outcomes = modes.run_batch(binary, flags, list(paths.values()), limit, seen[mode])
            for seed, path in paths.items():
                got = outcomes[path] if batch else modes.run_file(binary, flags, path, limit)
                problem = modes.difference(wanted[seed], got)
                if problem and batch:  # alone, it tells its exception too; and a batch must not matter
                    problem = modes.difference(wanted[seed], modes.run_file(binary, flags, path, limit)) or "only in a batch: " + problem
                if problem:
                    findings.append((seed, mode, problem))
    return len(paths), findings, seen


def keep(binary, seed, mode, seconds):
    """Shrinks a finding and writes it as a language test. Returns the path."""
    source = reduce.shrink(generate.program(seed), binary, modes.MODES[mode], seconds)
    folder = os.path.join(ROOT, "tests", "lang", "fuzz")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, f"seed_{seed}.py")
    with open(path, "w", encoding="utf-8") as file:
        file.write(source)
    subprocess.run([sys.executable, os.path.join(ROOT, "tests", "lang", "record.py"), f"fuzz/seed_{seed}"], stdout=subprocess.DEVNULL, check=False)
    return path


def show_one(binary, seed, chosen, seconds):
    source = generate.program(seed)
    wanted = oracle.run_source(source, f"{seed}.py")
    with tempfile.TemporaryDirectory(prefix="programs") as folder:
        path = os.path.join(folder, f"{seed}.py")
        with open(path, "w", encoding="utf-8") as file:
            file.write(source)
        failed = 0
        for mode in chosen:
            problem = modes.difference(wanted, modes.run_file(binary, modes.MODES[mode], path, seconds))
            failed += bool(problem)
            print(f"{mode}: {problem or 'agrees'}")
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--mode", action="append", choices=[*modes.MODES, "all"], default=[])
    parser.add_argument("--batch", type=int, default=0, help="programs in one process; 0: a process each")
    parser.add_argument("--seconds", type=float, default=10, help="time for one program")
    parser.add_argument("--keep", action="store_true", help="shrink findings into tests/lang/fuzz/")
    parser.add_argument("--stop-after", type=int, default=0, help="end after so many findings")
    parser.add_argument("--flags", default="", help="further flags for the binary in every mode, separated by spaces (--jit-disable=PASS)")
    parser.add_argument("--minutes", type=float, default=0, help="end after about this time, with the seeds run by then")
    parser.add_argument("--record", help="add the run to this table of long runs (docs/fuzzing.md)")
    parser.add_argument("-j", type=int, default=os.cpu_count())
    options = parser.parse_args()
    binary = os.path.abspath(options.binary)
    if not os.access(binary, os.X_OK):
        sys.exit(f"{binary}: no such program")
    chosen = options.mode or modes.EVERY_DAY
    if "all" in chosen:
        chosen = list(modes.MODES)
    for mode in chosen:
        modes.MODES[mode] = modes.MODES[mode] + options.flags.split()
    if options.seed is not None:
        return show_one(binary, options.seed, chosen, options.seconds)

    size = options.batch or 20
    seeds = range(options.first, options.first + options.count)
    jobs = [(seeds[at:at + size], binary, chosen, options.batch, options.seconds) for at in range(0, len(seeds), size)]
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    start, done, findings = time.monotonic(), 0, []
    ended = 0  # jobs
    seen = {mode: coverage.Coverage() for mode in chosen if mode != "no-jit"}
    with multiprocessing.Pool(options.j) as pool:
        for ran, found, reached in pool.imap(run_chunk, jobs):
            ended += 1
            done += ran
            for mode in seen.keys() & reached.keys():
                seen[mode].add(reached[mode])
            for seed, mode, problem in found:
                findings.append((seed, mode, problem))
                print(f"FAILED seed {seed} [{mode}]: {problem}", flush=True)
            out_of_time = options.minutes and time.monotonic() - start > 60 * options.minutes
            if out_of_time or options.stop_after and len(findings) >= options.stop_after:
                pool.terminate()
                break
    seconds = time.monotonic() - start
    kept = set()
    if options.keep:
        for seed, mode, _ in findings:
            if seed not in kept:
                kept.add(seed)
                print("kept", keep(binary, seed, mode, options.seconds), flush=True)
    by_mode = collections.Counter(mode for _, mode, _ in findings)
    last = jobs[ended - 1][0][-1] if ended else options.first
    different = len({seed for seed, _, _ in findings})
    if options.batch:
        print(coverage.summary(seen))
    if options.record:
        usual = seen.get("default", coverage.Coverage())
        row = [commit, f"{options.first}..{last}", " ".join(chosen), f"{done:,}", str(different), usual.share(usual.entered),
               usual.share(usual.left), f"{done * len(chosen) / seconds:.0f}"]
        coverage.record(options.record, row, seen)
    print(f"seeds {options.first}..{last}, modes {' '.join(chosen)}, commit {commit}: {done} programs, "
          f"{different} that differ {dict(by_mode) if by_mode else ''}, {done * len(chosen) / seconds:.0f} runs a second, {seconds:.0f} s")
    return 1 if findings or not done else 0


if __name__ == "__main__":
    sys.exit(main())
