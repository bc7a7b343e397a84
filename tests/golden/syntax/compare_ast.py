#!/usr/bin/python3.11
"""Compares our syntax trees with CPython's: compare_ast.py AST_DUMP [--all | FILE...]. Without files: a sample of the library."""
import ast
import os
import subprocess
import sys
import warnings

LIBRARY = "/usr/lib/python3.11"
SAMPLE = """
    argparse.py ast.py asyncio/base_events.py asyncio/tasks.py bdb.py calendar.py cmd.py codecs.py collections/__init__.py
    configparser.py contextlib.py copy.py csv.py ctypes/util.py dataclasses.py datetime.py decimal.py difflib.py dis.py doctest.py
    email/_header_value_parser.py email/message.py enum.py fractions.py functools.py heapq.py html/entities.py http/client.py
    importlib/_bootstrap.py inspect.py json/decoder.py keyword.py locale.py logging/__init__.py opcode.py optparse.py pathlib.py
    pickle.py pprint.py random.py re/_compiler.py shutil.py statistics.py subprocess.py symtable.py tarfile.py threading.py
    tokenize.py traceback.py types.py typing.py unittest/mock.py urllib/parse.py uuid.py xml/dom/minidom.py zipfile.py
    test/test_fstring.py test/test_grammar.py test/test_patma.py test/test_positional_only_arg.py test/test_except_star.py
    test/test_unicode_identifiers.py test/test_string_literals.py test/test_coroutines.py
""".split()


def all_files():
    for folder, folders, names in os.walk(LIBRARY):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".py"):
                yield os.path.join(folder, name)


def expected(path):
    """CPython's dump, or None where it rejects the file."""
    with open(path, "rb") as file:
        source = file.read()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.dump(ast.parse(source), include_attributes=True)
    except (SyntaxError, ValueError):
        return None


def is_error(line):
    return line.split("|")[0] in ("SyntaxError", "IndentationError", "TabError", "ValueError", "UnicodeDecodeError")


def difference(ours, theirs):
    """The beginning of what differs, with a little of what comes before."""
    position = len(os.path.commonprefix([ours, theirs]))
    begin = max(0, position - 100)
    return f"  ours:    {ours[begin:position + 100]}\n  CPython: {theirs[begin:position + 100]}"


def main():
    program, arguments = sys.argv[1], sys.argv[2:]
    if arguments == ["--all"]:
        files = list(all_files())
    else:
        files = arguments or [path for path in (os.path.join(LIBRARY, name) for name in SAMPLE) if os.path.exists(path)]
    ours = subprocess.Popen([program, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
                            errors="surrogatepass")
    sys.setrecursionlimit(20000)
    same = rejected = 0
    different = []
    for path in files:
        ours.stdin.write(path + "\n")
        ours.stdin.close() if path == files[-1] else ours.stdin.flush()
        theirs = expected(path)
        line = ours.stdout.readline().rstrip("\n")
        if theirs is None and is_error(line):
            rejected += 1
        elif line == theirs:
            same += 1
        else:
            different.append(path)
            print(f"{path} differs")
            print(difference(line, theirs or "(rejected)"))
    print(f"{len(files)} files: {same} the same, {rejected} rejected by both, {len(different)} different")
    return 1 if different else 0


sys.exit(main())
