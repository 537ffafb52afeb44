"""conversations/ is pure. This finds what import-linter cannot: waiting, files, the clock, changed state."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bot.checks.sources import dotted, parsed_files, reads_the_clock

FORBIDDEN_CALLS: Final = frozenset({"open", "print", "input", "eval", "exec", "__import__", "breakpoint"})


def impurities(house: Path) -> Sequence[str]:
    """Everything in conversations/ that waits, reads the clock, or touches the world."""
    return [
        f"{name}:{line}: {what}"
        for name, tree in parsed_files(house, ("conversations",))
        for line, what in find_impurities(tree)
    ]


def find_impurities(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and reason of each."""
    for node in ast.walk(tree):
        match node:
            case ast.AsyncFunctionDef() | ast.Await() | ast.AsyncFor() | ast.AsyncWith():
                yield node.lineno, "waits; the conversation is decided at once"
            case ast.Global():
                yield node.lineno, "changes the module's state; state is an argument and a result"
            case ast.Call() if reads_the_clock(node):
                yield node.lineno, "reads the clock; the time is an argument"
            case ast.Call() if dotted(node.func) in FORBIDDEN_CALLS:
                yield node.lineno, f"calls {dotted(node.func)}; effects are values"
            case _:
                pass
