"""`duties.md` holds every duty once, and what it says shows a duty is a test that is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DUTIES = 156
DUTY = re.compile(r"^(\d+)\. (\S.*)$")
SHOWN = re.compile(r"^ +- `(tests/[\w/]+\.py)::(test_\w+)`$")
LATER = re.compile(r"^ +- later: (\S.{9,})$")

Shown = tuple[str, str]


class Duty:
    """One entry: its number, the tests named under it, whether a part is left for later with a reason."""

    __slots__ = ("later", "number", "tests")

    def __init__(self, number: int) -> None:
        self.number = number
        self.tests: list[Shown] = []
        self.later = False


def read(text: str) -> list[Duty]:
    """Raises: ValueError on a line below a duty that is neither test nor reason."""
    duties: list[Duty] = []
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        if found := DUTY.match(line):
            duties.append(Duty(int(found[1])))
        elif not duties:
            continue
        elif found := SHOWN.match(line):
            duties[-1].tests.append((found[1], found[2]))
        elif LATER.match(line):
            duties[-1].later = True
        else:
            raise ValueError(line)
    return duties


@cache
def names_in(path: str) -> frozenset[str]:
    """The tests of a file as pytest finds them: on its top level."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    body = ast.parse(file.read_text(encoding="utf-8")).body
    return frozenset(one.name for one in body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))


LISTED = read((ROOT / "tests" / "duties.md").read_text(encoding="utf-8"))


def test_every_duty_is_listed_once_in_its_order() -> None:
    assert [duty.number for duty in LISTED] == list(range(1, DUTIES + 1))


def test_every_duty_is_shown_or_left_for_later_with_a_reason() -> None:
    assert [duty.number for duty in LISTED if not duty.tests and not duty.later] == []


def test_every_test_that_is_named_exists() -> None:
    named = [(duty.number, path, name) for duty in LISTED for path, name in duty.tests]
    assert named
    assert [one for one in named if one[2] not in names_in(one[1])] == []


@pytest.mark.parametrize(
    "line",
    ["   - later: ", "   - later: soon", "   - `tests/test_duties.py`", "   - shown somewhere"],
)
def test_a_line_that_says_nothing_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=re.escape(line.strip())):
        read(f"1. A duty.\n{line}\n")
