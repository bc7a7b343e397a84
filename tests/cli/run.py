#!/usr/bin/python3.11
"""Tests of the command: `tests/cli/run.py BINARY [WORDS...]`.

Each case is a function below whose name begins with `case_`. Most run the same command line with CPython 3.11 and with
Tauraro and compare standard output, standard error and exit code; no expectation is written by hand where CPython has one.
"""
import os
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import time

ORACLE = "/usr/bin/python3.11"
HERE = os.path.dirname(os.path.abspath(__file__))


class Failure(Exception):
    pass


class Result:
    def __init__(self, status, stdout, stderr):
        self.status, self.stdout, self.stderr = status, stdout, stderr

    def __eq__(self, other):
        return (self.status, self.stdout, self.stderr) == (other.status, other.stdout, other.stderr)

    def __repr__(self):
        return f"exit {self.status}, stdout {self.stdout[-400:]!r}, stderr {self.stderr[-600:]!r}"


def environment(**more):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    kept.update(PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1", LC_ALL="C.UTF-8", TERM="dumb")
    kept.update(more)
    return kept


def run(binary, arguments, stdin=None, cwd=None, timeout=30, **more):
    process = subprocess.run([binary, *arguments], input=stdin, stdin=subprocess.DEVNULL if stdin is None else None,
                             capture_output=True, cwd=cwd, timeout=timeout, env=environment(**more))
    return Result(process.returncode, process.stdout.decode("utf-8", "replace"), process.stderr.decode("utf-8", "replace"))


def neutral(result, binary):
    """Without what names the interpreter."""
    change = lambda text: re.sub(r"0x[0-9a-f]+", "0x", text.replace(binary, "<binary>"))
    return Result(result.status, change(result.stdout), change(result.stderr))


class Cli:
    """What a case works with: the binary under test, a folder of its own, and comparisons with the oracle."""

    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text.encode() if isinstance(text, str) else text)
        return path

    def same(self, arguments, stdin=None, stderr="all", **more):
        """Both interpreters do the same. stderr: "all", "last" (its last line), "none" (not compared)."""
        results = []
        for binary in (ORACLE, self.binary):
            result = neutral(run(binary, arguments, stdin, cwd=self.folder, **more), binary)
            if stderr == "last":
                result.stderr = result.stderr.strip().split("\n")[-1]
            elif stderr == "none":
                result.stderr = ""
            results.append(result)
        wanted, got = results
        if wanted != got:
            raise Failure(f"{arguments}: wanted {wanted}\n      got    {got}")
        return got

    def own(self, arguments, stdin=None, **more):
        return run(self.binary, arguments, stdin, cwd=self.folder, **more)


def expect(condition, text):
    if not condition:
        raise Failure(text)


# The program and its arguments

def case_file_and_arguments(cli):
    path = cli.write("a.py", "import sys\nprint(sys.argv, __name__, __file__)\nprint('done')\n")
    cli.same([path])
    cli.same([path, "x", "-y", "--z=1", "", "é"])
    cli.same(["a.py", "--", "-c"])
    cli.same(["./a.py", "--version", "-h"])


def case_tr_file(cli):
    cli.write("a.tr", "print(1 + 1)\n")
    result = cli.own(["a.tr"])
    expect(result.stdout == "2\n" and result.status == 0, repr(result))


def case_run_command(cli):
    cli.write("a.py", "import sys\nprint(sys.argv)\n")
    result = cli.own(["run", "a.py", "1", "-x"])
    expect(result.stdout == "['a.py', '1', '-x']\n" and result.status == 0, repr(result))


def case_dash_c(cli):
    cli.same(["-c", "import sys; print(sys.argv, __name__)", "a", "-b"])
    cli.same(["-c", "print(1)\nprint(2)\n\nif 1:\n  print(3)"])
    cli.same(["-c", ""])
    cli.same(["-c", "1/0"])
    cli.same(["-c", "def f():\n  return g()\ndef g():\n  raise ValueError('x')\nf()"])
    cli.same(["-c", "x = = 1"])
    cli.same(["-c", "print('é€😀')"])


def case_dash_c_without_argument(cli):
    got = cli.own(["-c"])
    expect(got.status == 2 and "-c" in got.stderr, repr(got))


def case_dash_m(cli):
    cli.write("mod.py", "import sys\nprint(__name__, sys.argv[1:], __spec__.name)\n")
    cli.write("pack/__init__.py", "print('init')\n")
    cli.write("pack/__main__.py", "import sys\nprint('main', __name__, __package__, sys.argv[1:])\n")
    cli.write("pack/sub.py", "from . import __name__ as n\nprint(n, __name__)\n")
    cli.same(["-m", "mod", "a", "-b"])
    cli.same(["-m", "pack", "x"])
    cli.same(["-m", "pack.sub"])
    cli.same(["-m", "no_such_module_at_all"])
    cli.same(["-m", "pack.nothing"])


def case_stdin(cli):
    cli.same(["-"], stdin=b"import sys\nprint(sys.argv, __name__)\n")
    cli.same(["-", "a", "b"], stdin=b"import sys\nprint(sys.argv)\n")
    cli.same([], stdin=b"print('from stdin')\nprint(2)\n")
    cli.same([], stdin=b"")
    cli.same([], stdin=b"print(1)\nx = = 2\n")
    cli.same([], stdin=b"print(1)\n1/0\n")
    cli.same(["-c", "import sys; print(sys.stdin.read().upper())"], stdin=b"some text\n")
    cli.same(["-c", "print(input() + input())"], stdin=b"one\ntwo\n")
    cli.same(["-c", "input()"], stdin=b"", stderr="last")


def case_missing_file(cli):
    cli.same(["no_such_file.py"])
    cli.same(["/no/such/folder/file.py", "x"])


def case_directory(cli):
    os.makedirs(os.path.join(cli.folder, "empty"))
    cli.same(["empty"])
    cli.write("app/__main__.py", "import sys, os\nprint(__name__, sys.argv, os.path.basename(sys.path[0]))\nimport other\n")
    cli.write("app/other.py", "print('other')\n")
    cli.same(["app", "x"])


def case_unreadable(cli):
    if os.geteuid() == 0:
        return
    path = cli.write("secret.py", "print(1)")
    os.chmod(path, 0)
    cli.same(["secret.py"])


def case_syntax_errors(cli):
    for text in ("x = = 1\n", "def f(:\n", "print('a\n", "if True:\nprint(1)\n", "  x = 1\n", "x = (1,\n", "a b\n", "f(a=1, 2)\n", "'''never\n",
                 "for i in range(3) print(i)\n", "class\n", "return 1\n", "x = 5 +\n", "\tx\n  y\n", "é = \n", "print 'x'\n", "None = 1\n", "x = {1: 2, **3 4}\n"):
        cli.write("bad.py", text)
        cli.same(["bad.py"])


def case_binary_garbage(cli):
    for data in (b"\x00\x01\x02\xff\xfe" * 50, bytes(range(256)), b"print(1)\x00\n", b"x = 1\n\xff\xfe\n", b"\xef\xbb\xbfprint('bom')\n", b"\x7fELF\x02\x01\x01" + b"\0" * 60,
                 b"# -*- coding: latin-1 -*-\nprint('\xe9')\n", b"# coding: nonsense\nprint(1)\n", b"", b"\n\n\n", b"#", b"print(1)\r\nprint(2)\r\n", b"print(1)\rprint(2)\r", b"\x1a", b"print(1)", b"if 1:\n  print(1)"):
        cli.write("odd.py", data)
        cli.same(["odd.py"], stderr="last")


def case_deep_nesting(cli):
    for text in ("x = " + "(" * 150 + "1" + ")" * 150 + "\nprint(x)\n", "x = " + "(" * 1000 + "1" + ")" * 1000 + "\n", "[" * 300, "print(" + "-" * 90 + "1)\n",
                 "".join("    " * i + "if 1:\n" for i in range(99)) + " " * 4 * 99 + "print('deep')\n",
                 "".join(" " * i + "if 1:\n" for i in range(101)) + " " * 101 + "pass\n", "x = " + "+".join(["1"] * 3000) + "\nprint(x)\n"):
        cli.write("deep.py", text)
        cli.same(["deep.py"], stderr="last")


def case_no_crash_on_monsters(cli):
    """CPython itself gives up in its own ways here; what counts is an orderly end."""
    for text in ("x = " + "-" * 100000 + "1\n", "x = " + "[" * 100000 + "\n", "x" + ".a" * 50000 + "\n", "x" + "()" * 50000 + "\n", "(" * 100000, "lambda: " * 20000 + "1\n",
                 "f" + "(f" * 199 + ")" * 199 + "\n", "not " * 50000 + "1\n", "{" * 100000, "x = " + "1 if 1 else " * 20000 + "1\n", "a = " * 20000 + "1\n", "x = '" + "a" * 3000000 + "'\nprint(len(x))\n", "x = " + "9" * 100000 + "\n", "1 ** " * 20000 + "1\n"):
        cli.write("monster.py", text)
        got = cli.own(["monster.py"], timeout=60)
        expect(got.status in (0, 1), f"{text[:30]!r}...: {got}")


def case_recursion(cli):
    cli.same(["-c", "def f(): f()\nf()"], stderr="last")
    cli.same(["-c", "def f(n): return f(n + 1) + 1\ntry:\n f(0)\nexcept RecursionError as e: print(e)"])
    cli.same(["-c", "import sys\nsys.setrecursionlimit(10**6)\ndef f(n): return n if n == 0 else f(n - 1)\nprint(f(20000))"], stderr="none")
    got = cli.own(["-c", "import sys\nsys.setrecursionlimit(10**9)\ndef f(n): return f(n + 1) + 1\ntry:\n f(0)\nexcept (RecursionError, MemoryError) as e: print('stopped')"], timeout=60)
    expect(got.status == 0 and got.stdout == "stopped\n", repr(got))


def case_huge_numbers(cli):
    cli.same(["-c", "print(len(str(10**4000)), (2**100000) % 1000007)"])
    cli.same(["-c", "print(10**5000)"], stderr="last")
    cli.same(["-c", "print(1 << (1 << 70))"], stderr="last")
    cli.same(["-c", "'a' * 2**70"], stderr="last")
    cli.same(["-c", "[0] * 2**62"], stderr="last")
    cli.same(["-c", "x = 10.0 ** 400"], stderr="last")
    cli.same(["-c", "print(len(range(2**63)))"], stderr="last")


# Exit codes

def case_exit_codes(cli):
    for code in ("import sys; sys.exit()", "import sys; sys.exit(None)", "import sys; sys.exit(3)", "import sys; sys.exit(0)", "import sys; sys.exit(256)", "import sys; sys.exit(-1)",
                 "import sys; sys.exit(2**40)", "import sys; sys.exit('bye')", "import sys; sys.exit((1, 2))", "import sys; sys.exit(True)", "import sys; sys.exit(2.5)", "raise SystemExit", "raise SystemExit(4)", "exit(5)", "quit()",
                 "exit('text')", "import os; os._exit(7)", "try:\n raise SystemExit(1)\nfinally:\n print('cleanup')", "import sys\ntry:\n sys.exit(3)\nexcept SystemExit as e:\n print('caught', e.code)",
                 "raise KeyError('x')", "raise Exception", "raise BaseException('b')", "raise KeyboardInterrupt", "raise GeneratorExit", "assert 0, 'no'", "import sys; print('out'); sys.stderr.write('err\\n'); sys.exit(9)",
                 "class E(SystemExit): pass\nraise E(6)", "import sys\nsys.exit([1])", "import atexit, sys\natexit.register(print, 'at exit')\nsys.exit(2)", "import atexit\natexit.register(lambda: 1/0)\nprint(1)"):
        cli.same(["-c", code], stderr="none" if "KeyboardInterrupt" in code or "atexit.register(lambda" in code else "all")


def case_closed_stdout(cli):
    for code in ("for i in range(100000): print(i)", "print('x' * 1000000)", "import sys\nwhile True: sys.stdout.write('line\\n')"):
        results = []
        for binary in (ORACLE, cli.binary):
            process = subprocess.Popen([binary, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
            process.stdout.read(10)
            process.stdout.close()
            errors = process.stderr.read().decode()
            results.append((process.wait(30), errors.strip().split("\n")[-1]))
        expect(results[0] == results[1], f"{code}: wanted {results[0]}, got {results[1]}")


def case_full_device(cli):
    results = []
    for binary in (ORACLE, cli.binary):
        with open("/dev/full", "w") as full:
            process = subprocess.run([binary, "-c", "print('x')"], stdout=full, stderr=subprocess.PIPE, env=environment())
        results.append((process.returncode, process.stderr.decode().strip().split("\n")[-1]))
    expect(results[0] == results[1], f"wanted {results[0]}, got {results[1]}")


def case_interrupt(cli):
    for code in ("while True: pass", "i = 0\nwhile True: i += 1", "import time\ntime.sleep(20)", "x = []\nwhile True:\n  x.append(1)\n  if len(x) > 1000: x.clear()", "def f(n):\n  while True: n = (n * 3 + 1) % 1000003\nf(1)",
                 "for i in range(10**18): pass", "def g():\n  while True: yield 1\nsum(g())", "import itertools\nfor x in itertools.count(): pass"):
        status, errors, took = interrupt(cli.binary, ["-c", "print('ready', flush=True)\n" + code])
        expect(status == -signal.SIGINT or status == 130, f"{code!r}: exit {status}, {errors!r}")
        expect(errors.strip().endswith("KeyboardInterrupt"), f"{code!r}: {errors!r}")
        expect(took < 2, f"{code!r}: took {took:.1f} s")
    for code in ("i = 0\ntry:\n while True: i += 1\nexcept KeyboardInterrupt: print('caught')", "try:\n for i in range(10**18): pass\nfinally: print('finally')"):
        status, errors, took = interrupt(cli.binary, ["-c", "print('ready', flush=True)\n" + code])
        expect(status == (0 if "caught" in code else -signal.SIGINT) and took < 2, f"{code!r}: exit {status}, {errors!r}, {took}")


def interrupt(binary, arguments):
    process = subprocess.Popen([binary, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
    process.stdout.readline()
    time.sleep(0.4)
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
    errors = process.stderr.read().decode()
    return process.wait(), errors, time.monotonic() - start


def case_terminated(cli):
    results = []
    for binary in (ORACLE, cli.binary):
        process = subprocess.Popen([binary, "-c", "print('ready', flush=True)\nwhile True: pass"], stdout=subprocess.PIPE, env=environment())
        process.stdout.readline()
        process.terminate()
        results.append(process.wait(20))
        process.stdout.close()
    expect(results[0] == results[1], f"{results}")


# Streams

def case_encodings(cli):
    cli.same(["-c", "import sys; print(sys.stdout.encoding, sys.stdin.encoding, sys.stderr.encoding, sys.stdout.errors, sys.stderr.errors)"])
    cli.same(["-c", "print('\\ud800')"], stderr="last")
    cli.same(["-c", "import sys; print(ascii(sys.stdin.read()))"], stdin=b"\xc3\xa9\n")
    cli.same(["-c", "import sys; print(sys.stdin.buffer.read())"], stdin=b"\xff\x00")
    cli.same(["-c", "import sys; sys.stdout.buffer.write(b'\\xff\\n'); print('x')"], stderr="none")
    cli.same(["-c", "import sys; print(ascii(sys.argv[1]))", b"\xff".decode("utf-8", "surrogateescape")])
    cli.same(["-c", "import sys; print('a', end=''); sys.stderr.write('b'); print('c')"])
    cli.same(["-c", "print('é')"], PYTHONIOENCODING="ascii:replace")
    cli.same(["-c", "import sys; sys.stderr.write('\\ud800é\\n')"])


def case_visible_names(cli):
    for code in ("print(sorted(n for n in dir(__builtins__)))", "print(sorted(globals()))", "print(exit, quit)", "print(__name__, __doc__, __spec__, __package__)", "print(type(help).__name__, type(copyright).__name__)",
                 "import sys; print([p for p in sys.path if 'python3' in p or p == ''])", "import sys; print(sys.flags.optimize, sys.argv, sys.orig_argv[1:], sys.dont_write_bytecode)",
                 "import sys; print(sys.version_info[:3] >= (3, 11), sys.version_info.releaselevel, sys.hexversion >> 16 == 0x030b)", "import sys; print(sys.prefix, sys.maxsize, sys.byteorder, sys.platform)"):
        cli.same(["-c", code])


def case_environment(cli):
    cli.write("lib/extra_module.py", "print('extra')\n")
    cli.same(["-c", "import extra_module"], PYTHONPATH=os.path.join(cli.folder, "lib"))
    cli.same(["-c", "print({'a', 'b', 'c', 'd', 'e'}, hash('abc'))"])
    cli.same(["-c", "import os; print(os.environ['MARK'])"], MARK="yes")
    cli.same(["-B", "-c", "import sys; print(sys.dont_write_bytecode)"])
    cli.same(["-E", "-c", "print(1)"])
    cli.same(["-I", "-c", "import sys; print(sys.flags.isolated)"])
    cli.same(["-S", "-c", "print(1)"])
    cli.same(["-O", "-c", "assert 0; print(__debug__)"])
    cli.write("asserting.py", "assert 0\nprint(__debug__)\n")
    cli.same(["-O", "-c", "import asserting"])
    cli.same(["-c", "import asserting"], stderr="last")
    cli.same(["-u", "-c", "print(1)"])
    cli.same(["-q", "-c", "print(1)"])
    cli.same(["-W", "ignore", "-c", "print(1)"])
    cli.same(["-X", "utf8", "-c", "print(1)"])


# Tauraro's own

def case_version_and_help(cli):
    got = cli.own(["--version"])
    expect(got.status == 0 and re.match(r"(?i)tauraro \d+\.\d+", got.stdout) and "3.11" in got.stdout, repr(got))
    expect(cli.own(["-V"]).stdout == got.stdout, "-V differs from --version")
    for flag in ("--help", "-h"):
        got = cli.own([flag])
        expect(got.status == 0 and "--no-jit" in got.stdout and "-c" in got.stdout and not got.stderr, repr(got)[:200])
    got = cli.own(["--no-such-option"])
    expect(got.status == 2 and "--no-such-option" in got.stderr and not got.stdout, repr(got))


def case_code_store(cli):
    """Modules' code is kept, renewed when the source changes, and done without when it is damaged or may not be kept."""
    store = os.path.join(cli.folder, "store")
    kept = os.path.join(store, cli.folder.replace("/", "%") + "%stored_module.py")
    use = ["-c", "import stored_module; print(stored_module.value, stored_module.f.__code__.co_filename.rsplit('/')[-1])"]

    def check(value):
        got = cli.own(use, TAURARO_CACHE=store, PYTHONDONTWRITEBYTECODE="")
        expect(got == Result(0, f"{value} stored_module.py\n", ""), repr(got))

    cli.write("stored_module.py", "value = 1\ndef f(): pass\n")
    check(1)
    expect(os.path.exists(kept), "nothing was kept: " + repr(os.listdir(store) if os.path.isdir(store) else None))
    check(1)
    cli.write("stored_module.py", "value = 22\ndef f(): pass\n")
    check(22)
    for damage in (b"", b"Taurcode", os.urandom(500)):
        with open(kept, "wb") as file:
            file.write(damage)
        check(22)
    with open(kept, "r+b") as file:
        file.seek(200)
        file.write(b"\xff\x00\xff")
    check(22)
    os.remove(kept)
    got = cli.own(use, TAURARO_CACHE=store)  # with PYTHONDONTWRITEBYTECODE
    expect(got.status == 0 and not os.path.exists(kept), "kept although that was forbidden")
    got = cli.own(use, TAURARO_CACHE="/proc/nowhere", PYTHONDONTWRITEBYTECODE="")
    expect(got == Result(0, "22 stored_module.py\n", ""), repr(got))


def case_jit_log(cli):
    cli.write("loop.py", "total = 0\nfor i in range(10000):\n    total = total + i\nprint(total)\n")
    for flags in (["--jit-threshold", "10000"], ["--jit-threshold", "1"], []):
        got = cli.own([*flags, "--jit-log", "loop.py"])
        expect(got.stdout == "49995000\n" and got.status == 0, repr(got))
        if flags != []:
            expect(re.search(r"^JIT: Compiled loop in <module> at PC \d+", got.stderr, re.M), f"{flags}: {got.stderr!r}")
    expect(all(line.startswith("JIT: ") for line in got.stderr.splitlines()), got.stderr)
    got = cli.own(["--no-jit", "--jit-log", "loop.py"])
    expect("Compiled" not in got.stderr and got.stdout == "49995000\n", repr(got))
    got = cli.own(["--jit-stats", "--jit-threshold", "100", "loop.py"])
    expect(got.stdout == "49995000\n" and got.stderr.strip(), repr(got))


def case_dis_and_dumps(cli):
    cli.write("d.py", "def f(a):\n    return a + 1\nfor i in range(3):\n    f(i)\n")
    got = cli.own(["dis", "d.py"])
    expect(got.status == 0 and "f" in got.stdout and len(got.stdout.splitlines()) > 8, repr(got))
    got = cli.own(["--dump=bytecode", "d.py"])
    expect(got.status == 0 and not got.stdout and got.stderr, repr(got)[:200])


def case_limits(cli):
    for flags, code, status in ((["--max-time", "0.3"], "while True: pass", 124), (["--max-time", "0.3"], "try:\n while True: pass\nexcept BaseException: print('caught')\nfinally: print('finally')", 124),
                                (["--max-time", "0.5"], "x = 3\nwhile True: x = x * x % 10**4000", 124), (["--max-time", "0.3"], "sum(iter(int, 1))", 124),
                                (["--fuel", "100000"], "while True: pass", 125), (["--fuel", "100000"], "def f():\n while 1: yield 1\nfor x in f(): pass", 125)):
        got = cli.own([*flags, "-c", code], timeout=30)
        expect(got.status == status and not got.stdout and len(got.stderr.strip().splitlines()) == 1, f"{flags} {code!r}: {got}")
    got = cli.own(["--max-heap", "64M", "-c", "try:\n x = []\n while True: x.append('y' * 100000 + str(len(x)))\nexcept MemoryError: x = None; print('memory error')"], timeout=60)
    expect(got.status == 0 and got.stdout == "memory error\n", repr(got))
    got = cli.own(["--max-heap", "64M", "-c", "bytes(10**9)"], timeout=60)
    expect(got.status == 1 and got.stderr.strip().endswith("MemoryError"), repr(got))
    got = cli.own(["--fuel", "100000000", "--max-time", "20", "-c", "print(sum(range(1000)))"])
    expect(got.status == 0 and got.stdout == "499500\n", repr(got))


# The REPL, through a terminal

class Terminal:
    def __init__(self, binary, *arguments):
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.execve(binary, [binary, *arguments], environment(HOME="/nonexistent"))
        self.seen = ""

    def wait_for(self, text, seconds=15):
        end = time.monotonic() + seconds
        while text not in self.seen:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.terminal], [], [], left)[0]:
                raise Failure(f"no {text!r} in {self.seen[-500:]!r}")
            try:
                data = os.read(self.terminal, 4096)
            except OSError:
                raise Failure(f"ended without {text!r}: {self.seen[-500:]!r}") from None
            self.seen += data.decode("utf-8", "replace").replace("\r\n", "\n")
        before, _, self.seen = self.seen.partition(text)
        return before

    def send(self, text):
        os.write(self.terminal, text.encode())

    def close(self):
        try:
            os.kill(self.child, signal.SIGKILL)
        except ProcessLookupError:
            pass
        os.close(self.terminal)
        return os.waitpid(self.child, 0)[1]

    def ended(self, seconds=15):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([self.terminal], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self.terminal, 4096).decode("utf-8", "replace")
                except OSError:
                    pass
            pid, status = os.waitpid(self.child, os.WNOHANG)
            if pid:
                os.close(self.terminal)
                return os.waitstatus_to_exitcode(status)
        raise Failure("the REPL does not end")


def case_repl(cli):
    terminal = Terminal(cli.binary)
    terminal.wait_for(">>> ")
    for line, wanted in (("1 + 1", "2\n"), ("_ * 10", "20\n"), ("x = 5", None), ("x", "5\n"), ("'text'", "'text'\n"), ("None", None), ("print('shown')", "shown\n"), ("[1,\n2]", "[1, 2]\n"),
                         ("1/0", "ZeroDivisionError: division by zero\n"), ("x = = 1", "SyntaxError: invalid syntax\n"), ("undefined", "NameError: name 'undefined' is not defined\n"), ("import sys; sys.ps1", "'>>> '\n")):
        terminal.send(line + "\n")
        if wanted:
            terminal.wait_for(wanted)
        terminal.wait_for(">>> ")
    terminal.send("def f(a):\n")
    terminal.wait_for("... ")
    terminal.send("    return a * 2\n")
    terminal.wait_for("... ")
    terminal.send("\n")
    terminal.wait_for(">>> ")
    terminal.send("f(21)\n")
    terminal.wait_for("42\n")
    terminal.wait_for(">>> ")
    terminal.send("while True: pass\n")
    terminal.wait_for("... ")
    terminal.send("\n")
    time.sleep(0.5)
    terminal.send("\x03")
    terminal.wait_for("KeyboardInterrupt")
    terminal.wait_for(">>> ")
    terminal.send("exit(3)\n")
    status = terminal.ended()
    expect(status == 3, f"exit status {status}")


def case_repl_end_of_file(cli):
    terminal = Terminal(cli.binary)
    terminal.wait_for(">>> ")
    terminal.send("\x04")
    expect(terminal.ended() == 0, "status")
    terminal = Terminal(cli.binary, "-i", "-c", "y = 7")
    terminal.wait_for(">>> ")
    terminal.send("y\n")
    terminal.wait_for("7\n")
    terminal.send("\x04")
    expect(terminal.ended() == 0, "status with -i")


def case_exit_from_interrupt_in_terminal(cli):
    terminal = Terminal(cli.binary, "-c", "print('ready', flush=True)\nwhile True: pass")
    terminal.wait_for("ready")
    terminal.send("\x03")
    status = terminal.ended()
    expect(status in (-signal.SIGINT, 130), f"status {status}")


def main():
    binary, words = os.path.abspath(sys.argv[1]), sys.argv[2:]
    cases = [(name[5:], function) for name, function in globals().items() if name.startswith("case_")]
    cases = [case for case in cases if not words or any(word in case[0] for word in words)]
    with open(os.path.join(HERE, "known_failures.txt"), encoding="utf-8") as file:
        known = {line.split("#")[0].strip() for line in file} - {""}
    failed, fixed = [], []
    for name, function in cases:
        with tempfile.TemporaryDirectory(prefix="cli") as folder:
            try:
                function(Cli(binary, os.path.realpath(folder)))
                if name in known:
                    fixed.append(name)
            except (Failure, subprocess.TimeoutExpired) as failure:
                if name in known:
                    continue
                failed.append(name)
                print(f"FAILED {name}: {failure}")
    print(f"{len(cases)} cases: {len(cases) - len(failed)} passed, {len(failed)} failed {' '.join(failed)}")
    for name in fixed:
        print(f"PASSED, but known_failures.txt lists it: {name}")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
