"""Runs programs in this CPython: a forked child for each, so that one starts in well under a millisecond."""
import contextlib
import dataclasses
import os
import resource
import select
import signal
import sys
import time
import traceback


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What a program did. `error` is the last line of its traceback, or None where that was not seen."""

    stdout: bytes
    status: int
    error: str = None
    seconds: float = 0.0


OUTPUT_LIMIT = 1 << 20


def run_source(source, path="program.py", seconds=5.0):
    out_read, out_write = os.pipe()
    error_read, error_write = os.pipe()
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.close(out_read)
        os.close(error_read)
        run_child(source, path, out_write, error_write)
    os.close(out_write)
    os.close(error_write)
    output, status = collect(child, [out_read, error_read], start + seconds)
    took = time.perf_counter() - start
    lines = output[error_read].decode("utf-8", "replace").strip().split("\n")
    return Outcome(output[out_read], status, lines[-1], took)


def collect(child, ends, deadline):
    """What comes out of `ends` until they close or the deadline passes, and the child's status (-9 when it was killed)."""
    output = {end: b"" for end in ends}
    waiting = list(ends)
    while waiting:
        left = deadline - time.perf_counter()
        readable = select.select(waiting, [], [], max(0, left))[0] if left > 0 else []
        if not readable or sum(map(len, output.values())) > OUTPUT_LIMIT:
            os.kill(child, signal.SIGKILL)
            break
        for end in readable:
            data = os.read(end, 65536)
            output[end] += data
            if not data:
                waiting.remove(end)
    for end in ends:
        os.close(end)
    return output, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def run_child(source, path, out_write, error_write):
    status = 0
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
        sys.stdout = open(out_write, "w", encoding="utf-8", errors="surrogateescape")
        sys.stderr = open(error_write, "w", encoding="utf-8", errors="backslashreplace")
        sys.argv = [path]
        module = type(sys)("__main__")
        sys.modules["__main__"] = module
        exec(compile(source, path, "exec"), module.__dict__)
    except SystemExit as stop:
        status = stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 1
    except BaseException:
        status = 1
        traceback.print_exc()
    with contextlib.suppress(BaseException):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status & 0xFF)
