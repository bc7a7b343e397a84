#!/usr/bin/python3.11
"""Compares our syntax errors with CPython's: type, message, positions and text.

compare_errors.py AST_DUMP cases               bad_sources.txt and the strings in CPython's own tests
compare_errors.py AST_DUMP record              renews the answers in bad_sources.txt
compare_errors.py AST_DUMP mutations N [SEED]  N pieces of library source, each damaged a little
"""
import ast
import glob
import os
import random
import re
import subprocess
import sys
import tokenize
import warnings

LIBRARY = "/usr/lib/python3.11"
BAD_SOURCES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "bad_sources.txt")
TESTS = """test_syntax test_exceptions test_fstring test_eof test_string_literals test_grammar test_named_expressions test_patma
    test_positional_only_arg test_unpack_ex test_except_star test_keywordonlyarg test_generators test_genexps test_listcomps
    test_dictcomps test_setcomps test_coroutines test_unparse test_compile test_codeop test_tokenize test_ast test_global test_scope
    test_funcattrs test_decorators test_with test_raise test_extcall test_complex test_unicode_identifiers test_future test_cmd_line_script
    test_parser test_peg_generator/test_pegen test_type_comments test_type_annotations test_flufl""".split()


def expected(source, mode):
    """CPython's answer, written as ast_dump writes ours."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(source, "<string>", mode, ast.PyCF_ONLY_AST, dont_inherit=True)
        return "ok"
    except SyntaxError as error:
        return (f"{type(error).__name__}|{error.msg!r}|{error.lineno}|{error.offset}|{error.end_lineno}|{error.end_offset}|"
                f"{error.text!r}")
    except MemoryError:
        return "MemoryError"
    except RecursionError:
        return "ok"  # the tree is too deep to be converted, not to be parsed
    except (ValueError, OverflowError) as error:
        return f"{type(error).__name__}|{str(error)!r}"


def ours(program, sources, mode):
    data = "\0".join(sources).encode("utf-8", "surrogatepass")
    output = subprocess.run([program, "--error", mode], input=data, stdout=subprocess.PIPE, check=True).stdout
    lines = output.decode("utf-8", "surrogatepass").splitlines()
    return [line.removeprefix("incomplete|") for line in output.decode("utf-8", "surrogatepass").split("\n")[:-1]] if lines else []


def same(mine, theirs):
    if theirs.startswith(("MemoryError", "ValueError", "OverflowError")):
        return mine.startswith(theirs.split("|")[0])
    return mine == theirs


def compare(program, sources, mode, limit=40):
    sources = [source for source in sources if source and "\0" not in source and "\r" not in source and is_encodable(source)]
    failures = valid = 0
    for source, mine in zip(sources, ours(program, sources, mode), strict=True):
        theirs = expected(source, mode)
        valid += theirs == "ok"
        if not same(mine, theirs):
            failures += 1
            if failures <= limit:
                print(f"--- {mode} {source!r}\n  ours:    {mine}\n  CPython: {theirs}")
    print(f"{mode}: {len(sources)} sources, {valid} valid, {failures} different")
    return failures


def is_encodable(source):
    try:
        source.encode()
        return True
    except UnicodeEncodeError:
        return False


def own_sources():
    """[(expected, source), ...]: each source of bad_sources.txt stands behind a line `=== expected`."""
    with open(BAD_SOURCES, encoding="utf-8", newline="") as file:
        parts = re.split(r"^=== (.*)\n", file.read(), flags=re.M)
    return list(zip(parts[1::2], parts[2::2]))


def record():
    """Writes what CPython says about bad_sources.txt into it; drops the sources that it finds valid."""
    sources = own_sources()
    with open(BAD_SOURCES, "w", encoding="utf-8", newline="") as file:
        for _, source in sources:
            answer = expected(source, "exec")
            if answer != "ok":
                file.write(f"=== {answer}\n{source}")


def strings_of(path):
    """All string constants of a file, and the examples in them."""
    with open(path, "rb") as file:
        tree = ast.parse(file.read())
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
            example = []
            for line in node.value.splitlines() + [""]:
                match = re.match(r"\s*(>>>|\.\.\.) ?(.*)", line)
                if match and (match[1] == "..." or not example):
                    example.append(match[2])
                else:
                    if example:
                        yield "\n".join(example) + "\n"
                    example = [match[2]] if match else []


def library_pieces(chooser):
    """Endless pieces of source: a few statements each, from any file."""
    paths = sorted(glob.glob(LIBRARY + "/*.py") + glob.glob(LIBRARY + "/test/test_[a-h]*.py") + glob.glob(LIBRARY + "/asyncio/*.py"))
    while True:
        with open(chooser.choice(paths), "rb") as file:
            try:
                source = file.read().decode()
            except UnicodeDecodeError:
                continue
        lines = source.splitlines(keepends=True)
        body = ast.parse(source).body
        if not body:
            continue
        for node in chooser.sample(body, min(len(body), 5)):
            piece = "".join(lines[node.lineno - 1:node.end_lineno])
            if len(piece) < 3000:
                yield piece


INSERTED = """( ) [ ] { } , : ; . = == := + - * ** / // @ -> ... ! ~ & | < > <> <= if else elif for while in is not and or lambda def class
    return yield from import as try except finally with async await match case _ None True False del global pass print x 1 0x1 0777 1_ 1e
    'a' "b' b'a' f'{x}' f'{x' f'{}' f'{a b}' '''""".split() + ["\n", "    ", "\t", "\\", "#", "é", "€", "\u00a0", "$", "?", "`"]


def damaged(source, chooser):
    """The source with a token or a few removed, doubled, exchanged or put in."""
    parts = re.findall(r"\w+|\s+|[^\w\s]", source)
    for _ in range(chooser.choice([1, 1, 1, 2])):
        index = chooser.randrange(len(parts))
        action = chooser.random()
        if action < 0.35:
            parts[index] = ""
        elif action < 0.45:
            parts[index] *= 2
        elif action < 0.6:
            other = chooser.randrange(len(parts))
            parts[index], parts[other] = parts[other], parts[index]
        elif action < 0.9:
            parts.insert(index, " " * chooser.randrange(2) + chooser.choice(INSERTED) + " " * chooser.randrange(2))
        else:
            del parts[index:]
            break
    return "".join(parts) or "x"


def main():
    program, what = sys.argv[1:3]
    sys.setrecursionlimit(5000)
    if what == "record":
        return record()
    if what == "cases":
        sources = [source for _, source in own_sources()]
        for name in TESTS:
            path = f"{LIBRARY}/test/{name}.py"
            if os.path.exists(path):
                sources += strings_of(path)
        sources = list(dict.fromkeys(sources))
        return 1 if sum(compare(program, sources, mode) for mode in ("exec", "eval", "single")) else 0
    count, seed = int(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 1
    chooser = random.Random(seed)
    pieces = library_pieces(chooser)
    return 1 if compare(program, [damaged(next(pieces), chooser) for _ in range(count)], "exec") else 0


sys.exit(main())
