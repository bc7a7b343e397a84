#!/usr/bin/python3.11
"""Shrinks a program that Tauraro runs differently from CPython: `reduce.py FILE BINARY [FLAGS...]` prints what is left.

Works on the syntax tree: leaves out statements (halves, quarters, ... single ones), puts a compound statement's body in its
place, makes expressions simpler. A step is kept when CPython still ends normally in time and the two still differ.
"""
import ast
import os
import sys
import tempfile
import time
import warnings

import modes
import oracle


class Oracle:
    """Tells whether a program still shows a difference, and one of the same kind as the first program did."""

    def __init__(self, binary, flags, seconds):
        self.binary, self.flags, self.seconds = binary, flags, seconds
        self.tests = 0
        self.seen = {}
        self.kind = None

    def differs(self, source):
        if source not in self.seen:
            self.tests += 1
            self.seen[source] = self.run(source)
        return self.seen[source]

    def run(self, source):
        wanted = oracle.run_source(source, "program.py", self.seconds)
        if wanted.status < 0:
            return False
        with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as file:
            file.write(source)
            file.flush()
            got = modes.run_file(self.binary, self.flags, file.name, self.seconds)
        if not modes.difference(wanted, got):
            return False
        kind = (wanted.status, got.status, wanted.stdout == got.stdout)
        self.kind = self.kind or kind
        return kind == self.kind


def blocks(tree):
    """Every list of statements in the tree."""
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                yield node, field, block


def text_of(tree):
    """The tree as source, or None where it makes no program."""
    try:
        source = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
        compile(source, "program.py", "exec")
        return source
    except (SyntaxError, ValueError, RecursionError, AttributeError, TypeError):
        return None


class Shrinker:
    def __init__(self, source, oracle_, deadline):
        self.source, self.oracle, self.deadline = source, oracle_, deadline

    def out_of_time(self):
        return time.monotonic() > self.deadline

    def accept(self, tree):
        source = text_of(tree)
        if source is None or len(source) >= len(self.source) or not self.oracle.differs(source):
            return False
        self.source = source
        return True

    def attempt(self, number, change):
        """Parses anew, applies change to the number-th block; False when there is no such block."""
        tree = ast.parse(self.source)
        found = list(blocks(tree))
        if number >= len(found):
            return None
        return self.accept(tree) if change(*found[number]) else False

    def remove_statements(self):
        changed = False
        number = 0
        while not self.out_of_time():
            tree = ast.parse(self.source)
            found = list(blocks(tree))
            if number >= len(found):
                break
            size = len(found[number][2])
            step = size
            while step >= 1:
                at = 0
                while at < self.block_size(number):
                    if self.out_of_time():
                        return changed
                    if self.attempt(number, lambda node, field, block: cut(node, field, block, at, step)):
                        changed = True
                    else:
                        at += step
                step //= 2
            number += 1
        return changed

    def block_size(self, number):
        found = list(blocks(ast.parse(self.source)))
        return len(found[number][2]) if number < len(found) else 0

    def unwrap(self):
        """Replaces a compound statement by its body."""
        changed = False
        number = 0
        while not self.out_of_time():
            tree = ast.parse(self.source)
            found = list(blocks(tree))
            if number >= len(found):
                return changed
            did = False
            for at, statement in enumerate(found[number][2]):
                body = getattr(statement, "body", None)
                if isinstance(body, list) and not isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
                    if self.attempt(number, lambda node, field, block: replace(block, at, body_of(block[at]))):
                        did = changed = True
                        break
            if not did:
                number += 1
        return changed

    def simplify_expressions(self):
        changed = False
        at = 0
        while not self.out_of_time():
            tree = ast.parse(self.source)
            places = [(parent, field, index) for parent in ast.walk(tree) for field, index in expression_fields(parent)]
            if at >= len(places):
                return changed
            parent, field, index = places[at]
            old = get(parent, field, index)
            did = False
            for new in simpler(old):
                put(parent, field, index, new)
                if self.accept(tree):
                    did = changed = True
                    break
            if not did:
                at += 1
        return changed


def cut(node, field, block, at, step):
    del block[at:at + step]
    if not block and field == "body":
        block.append(ast.Pass())
    return True


def body_of(statement):
    return statement.body


def replace(block, at, statements):
    block[at:at + 1] = statements
    return True


def expression_fields(node):
    for field, value in ast.iter_fields(node):
        if isinstance(value, ast.expr) and not isinstance(getattr(value, "ctx", ast.Load()), (ast.Store, ast.Del)):
            yield field, None
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, ast.expr) and not isinstance(getattr(item, "ctx", ast.Load()), (ast.Store, ast.Del)):
                    yield field, index


def get(parent, field, index):
    value = getattr(parent, field)
    return value if index is None else value[index]


def put(parent, field, index, new):
    if index is None:
        setattr(parent, field, new)
    else:
        getattr(parent, field)[index] = new


def simpler(node):
    """Smaller expressions that might do in place of this one."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr) and isinstance(getattr(child, "ctx", ast.Load()), ast.Load):
            yield child
    if not isinstance(node, ast.Constant) or node.value not in (0, 1):
        yield ast.Constant(1)
        yield ast.Constant(0)


def shrink(source, binary, flags, seconds, limit=120):
    """The smallest program found that still differs. Takes at most `limit` seconds."""
    warnings.simplefilter("ignore", SyntaxWarning)
    test = Oracle(binary, flags, seconds)
    normal = text_of(ast.parse(source))
    if not test.differs(normal):
        return source
    shrinker = Shrinker(normal, test, time.monotonic() + limit)
    while not shrinker.out_of_time():
        changed = shrinker.remove_statements()
        changed = shrinker.unwrap() or changed
        changed = shrinker.simplify_expressions() or changed
        if not changed:
            break
    return shrinker.source


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        source = file.read()
    print(shrink(source, os.path.abspath(sys.argv[2]), sys.argv[3:], 10, 600), end="")


if __name__ == "__main__":
    main()
