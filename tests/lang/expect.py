"""What record.py and run.py share: finding the tests, running one, comparing two results."""
import dataclasses
import os
import re
import signal
import subprocess

ROOT = os.path.dirname(os.path.abspath(__file__))


@dataclasses.dataclass(frozen=True)
class Test:
    """One program. Its comments may hold directives, `# tests: WORD...`: `skip-MODE`, `thresholds=1,2,5`."""

    name: str  # path below tests/lang, without .py
    directives: tuple = ()

    @property
    def base(self):
        return os.path.join(ROOT, self.name)

    @property
    def thresholds(self):
        for word in self.directives:
            if word.startswith("thresholds="):
                return [int(part) for part in word[len("thresholds="):].split(",")]
        return []


@dataclasses.dataclass(frozen=True)
class Outcome:
    stdout: str
    stderr: str
    status: int
    timed_out: bool = False


def find_tests():
    """Every .py file in a folder below this one, packages and files whose names begin with `_` excepted."""
    tests = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name[0] not in "_."
                            and not os.path.exists(os.path.join(folder, name, "__init__.py"))
                            and not name.endswith("_data"))
        if folder == ROOT:
            continue
        for file in sorted(files):
            if file.endswith(".py") and file[0] != "_":
                path = os.path.join(folder, file)
                tests.append(Test(os.path.relpath(path, ROOT)[:-3], read_directives(path)))
    return tests


def read_directives(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        head = file.read(2000)
    return tuple(word for line in re.findall(r"^# tests: (.*)$", head, re.M) for word in line.split())


def run(command, test, timeout):
    folder, name = os.path.split(test.base + ".py")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment.update(PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1", LC_ALL="C.UTF-8", COLUMNS="80")
    process = subprocess.Popen(command + [name], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    timed_out = False
    try:
        stdout, stderr = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        timed_out = True
        os.killpg(process.pid, signal.SIGKILL)
        stdout, stderr = process.communicate()
    return Outcome(neutral(stdout, folder), neutral(stderr, folder), process.returncode, timed_out)


def neutral(data, folder):
    """The text without what differs between machines and runs: the checkout's path, addresses of objects."""
    text = data.decode("utf-8", "backslashreplace").replace(folder, "<folder>")
    return re.sub(r"\bat 0x[0-9a-f]+", "at 0x...", text)


def expected(test):
    with open(test.base + ".out", encoding="utf-8", newline="") as file:
        stdout = file.read()
    status, stderr = 0, ""
    if os.path.exists(test.base + ".err"):
        with open(test.base + ".err", encoding="utf-8", newline="") as file:
            first, _, stderr = file.read().partition("\n")
        status = int(first.removeprefix("exit "))
    return Outcome(stdout, stderr, status)


def difference(wanted, got):
    """The first difference in one line, or None."""
    if got.timed_out:
        return "timed out"
    if got.status < 0:
        return f"killed by {signal.Signals(-got.status).name}: {last_line(got.stderr)}"
    for what, left, right in (("output", wanted.stdout, got.stdout), ("error output", wanted.stderr, got.stderr)):
        if left != right:
            place = first_difference(left, right)
            if what == "output" and got.status != wanted.status:
                place += f" (exit {got.status}: {last_line(got.stderr)})"
            return f"{what} {place}"
    if wanted.status != got.status:
        return f"exit status {got.status}, wanted {wanted.status}"
    return None


def first_difference(wanted, got):
    left, right = wanted.split("\n"), got.split("\n")
    for number in range(max(len(left), len(right))):
        a = left[number] if number < len(left) else None
        b = right[number] if number < len(right) else None
        if a != b:
            return f"line {number + 1}: wanted {shorten(a)}, got {shorten(b)}"
    return "differs"


def shorten(line):
    if line is None:
        return "nothing"
    return repr(line if len(line) <= 150 else line[:147] + "...")


def last_line(text):
    lines = text.strip().split("\n")
    return lines[-1][:200]
