"""bot/clock.py is the only place that reads the clock; everything else is told the time."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bot.checks.house import FOLDERS
from bot.checks.sources import parsed_files, reads_the_clock

ALLOWED: Final = "bot/clock.py"


def clock_readers(house: Path) -> Sequence[str]:
    """Every call elsewhere that reads the clock, and every import that would hide one."""
    return [
        finding for name, tree in parsed_files(house, FOLDERS) if name != ALLOWED for finding in _readers(name, tree)
    ]


def _readers(name: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call() if reads_the_clock(node):
                yield f"{name}:{node.lineno}: reads the clock; ask the clock that is an argument"
            case ast.ImportFrom(module="time", names=names) if any(
                alias.name in {"time", "time_ns"} for alias in names
            ):
                yield f"{name}:{node.lineno}: imports time's clock; ask the clock that is an argument"
            case _:
                pass
