"""The Python files of the house, parsed once for each rule that reads them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.checks.house import FOLDERS


def python_files(house: Path, folders: Sequence[str] = (*FOLDERS, "tests")) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((house / folder).rglob("*.py"))


def parsed_files(house: Path, folders: Sequence[str]) -> Iterator[tuple[str, ast.Module]]:
    """Each file's path from the house, and its tree."""
    for file in python_files(house, folders):
        yield file.relative_to(house).as_posix(), ast.parse(file.read_text(encoding="utf-8"))


def dotted(node: ast.expr) -> str:
    """`datetime.datetime.now` as it stands in the code; empty for what is no plain dotted name."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attribute):
            before = dotted(value)
            return f"{before}.{attribute}" if before else ""
        case _:
            return ""


def reads_the_clock(call: ast.Call) -> bool:
    """A call that asks the machine for the time of day; stopwatches (monotonic, perf_counter) are none."""
    *before, last = dotted(call.func).split(".")
    match (before[-1] if before else ""), last:
        case (("datetime" | "date" | "dt"), ("now" | "utcnow" | "today")):
            return True
        case "time", ("time" | "time_ns" | "localtime" | "gmtime" | "ctime"):
            return last in {"time", "time_ns"} or not call.args
        case _:
            return False
