"""program -- a PHP program as a tree of statements, so that it can be printed, and made smaller.

A statement is a list of parts: text, and blocks (lists of statements) between
them.  Whatever is taken out of such a tree, the rest computes its own truth: a
program that PHP compiles is a test.
"""
import copy
import dataclasses


@dataclasses.dataclass
class Statement:
    parts: list  # of str and Block, as ["try {", Block, "} finally {", Block, "}"]
    simpler: tuple = ()  # texts of statements that may stand in its place


@dataclasses.dataclass
class Block:
    statements: list = dataclasses.field(default_factory=list)


def line(text, simpler=()):
    return Statement([text], tuple(simpler))


def render(block, depth=0):
    """The block's source, a line for each statement's text."""
    out = []
    indent = "    " * depth
    for statement in block.statements:
        for part in statement.parts:
            if isinstance(part, Block):
                out += render(part, depth + 1)
            else:
                out.append(indent + part)
    return out


def source(block):
    return "\n".join(["<?php", "require __DIR__ . '/prelude.php';", *render(block), ""])


def size(block):
    return len(render(block))


def smaller(block):
    """Smaller programs, the boldest cuts first: each a copy."""
    paths = list(_blocks(block, ()))
    for path in paths:
        yield from _without_runs(block, path)
    for path in paths:
        yield from _replaced(block, path)


def _blocks(block, path):
    """The ways to every block: (index of a statement, index of a part), …; the outer ones first."""
    yield path
    for i, statement in enumerate(block.statements):
        for j, part in enumerate(statement.parts):
            if isinstance(part, Block):
                yield from _blocks(part, path + ((i, j),))


def _at(block, path):
    for i, j in path:
        block = block.statements[i].parts[j]
    return block


def _without_runs(block, path):
    """Halves, quarters, … and at last single statements go."""
    count = len(_at(block, path).statements)
    run = count
    while run >= 1:
        for start in range(0, count, run):
            cut = copy.deepcopy(block)
            del _at(cut, path).statements[start:start + run]
            yield cut
        run //= 2


def _replaced(block, path):
    """A statement gives way to what stands inside it, loses one of its blocks, or becomes a simpler one."""
    for i, statement in enumerate(_at(block, path).statements):
        for new in _alternatives(statement):
            cut = copy.deepcopy(block)
            _at(cut, path).statements[i:i + 1] = copy.deepcopy(new)
            yield cut


def _alternatives(statement):
    for j, part in enumerate(statement.parts):
        if not isinstance(part, Block):
            continue
        yield part.statements
        if j > 1:  # with the text before it: a catch, a finally
            yield [Statement(statement.parts[:j - 1] + statement.parts[j + 1:])]
    for text in statement.simpler:
        yield [line(text)]
