"""The ways in which a program is run by Tauraro, and how their results are compared with CPython's."""
import dataclasses
import os
import re
import signal
import subprocess
import tempfile

import oracle

MODES = {
    "default": [],
    "no-jit": ["--no-jit"],
    "threshold": ["--jit-stress=threshold"],
    "exits": ["--jit-stress=exits"],
    "gc": ["--gc-stress"],
    "gc-jit": ["--gc-stress", "--jit-stress=threshold"],
}
EVERY_DAY = ["default", "no-jit", "threshold", "exits"]


def environment():
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return dict(kept, PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1", LC_ALL="C.UTF-8")


def run_file(binary, flags, path, seconds):
    """One program in a process of its own."""
    process = subprocess.Popen([binary, *flags, path], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               env=environment(), start_new_session=True)
    try:
        stdout, stderr = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        stdout, stderr = process.communicate()
        return oracle.Outcome(stdout, -9, f"no end after {seconds} s")
    lines = stderr.decode("utf-8", "replace").strip().split("\n")
    return oracle.Outcome(stdout, process.returncode, lines[-1])


def run_batch(binary, flags, paths, seconds_each, coverage=None):
    """Many programs in one process, a fresh VM each (`--batch`). What a crash leaves unrun is run in further processes."""
    outcomes = {}
    waiting = list(paths)
    if coverage is not None and "--no-jit" not in flags:
        flags = [*flags, "--jit-stats"]
    while waiting:
        done, crashed = run_one_batch(binary, flags, waiting, seconds_each, coverage)
        outcomes.update(done)
        waiting = [path for path in waiting if path not in outcomes]
        if crashed and waiting:
            outcomes[waiting[0]] = crashed
            waiting = waiting[1:]
    return outcomes


def run_one_batch(binary, flags, paths, seconds_each, coverage):
    """(path -> outcome of those that ended, the outcome of the one that did not)."""
    with tempfile.NamedTemporaryFile("w", suffix=".list") as listing:
        listing.write("".join(path + "\n" for path in paths))
        listing.flush()
        process = subprocess.Popen([binary, *flags, "--batch", listing.name], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env=environment(), start_new_session=True)
        limit = max(10, seconds_each * len(paths) / 10)
        try:
            stdout, stderr = process.communicate(timeout=limit)
            status = process.returncode
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            stdout, stderr = process.communicate()
            status = -9
    if coverage is not None and "--no-jit" not in flags:
        coverage.read(stderr.decode("utf-8", "replace"))
    done = {}
    pattern = rb"\x01BEGIN ([^\n]*)\n(.*?)(?:\n)?\x01END ([^\n]*) (-?\d+)\n"
    for match in re.finditer(pattern, stdout, re.S):
        done[match.group(1).decode()] = oracle.Outcome(match.group(2), int(match.group(4)))
    crashed = None
    if len(done) < len(paths):
        lines = stderr.decode("utf-8", "replace").strip().split("\n")
        crashed = oracle.Outcome(b"", status if status else -1, lines[-1])
    return done, crashed


def neutral(data):
    """Without addresses of objects."""
    return re.sub(rb" at 0x[0-9a-f]+", b" at 0x", data)


def difference(wanted, got):
    """Why the two outcomes differ, in one line, or None."""
    wanted, got = (dataclasses.replace(outcome, stdout=neutral(outcome.stdout)) for outcome in (wanted, got))
    if got.status < 0:
        return f"crashed or never ended (status {got.status}): {got.error}"
    if got.stdout.rstrip(b"\n") != wanted.stdout.rstrip(b"\n"):
        return "output " + first_difference(wanted.stdout, got.stdout) + (f" ({got.error})" if got.error else "")
    if got.status != wanted.status:
        return f"exit status {got.status}, wanted {wanted.status}" + (f" ({got.error})" if got.error else "")
    if wanted.status and got.error is not None and wanted.error is not None and got.error != wanted.error:
        return f"exception {got.error!r}, wanted {wanted.error!r}"
    return None


def first_difference(wanted, got):
    left, right = wanted.split(b"\n"), got.split(b"\n")
    for number in range(max(len(left), len(right))):
        a = left[number] if number < len(left) else b"<end>"
        b = right[number] if number < len(right) else b"<end>"
        if a != b:
            return f"line {number + 1}: wanted {a[:120]!r}, got {b[:120]!r}"
    return "differs"
