"""Named parameters for PostgreSQL: `:name` becomes `$n`, the same name the same number. SQLite reads `:name` itself.

Text in quotes, comments, dollar quotes and `::casts` are left alone. Each text is converted once and kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.database import Values

_PARTS = re.compile(
    r"""
      '(?:[^']|'')*'                    # a literal
    | "(?:[^"]|"")*"                    # a quoted name
    | --[^\n]*                          # a comment to the end of the line
    | /\*.*?\*/                         # a comment in brackets
    | \$([A-Za-z_]*)\$.*?\$\1\$         # a dollar quote
    | ::                                # a cast
    | :([A-Za-z_][A-Za-z0-9_]*)         # a parameter
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A statement with `$1 … $n` and the names that stand at these numbers."""

    sql: str
    names: tuple[str, ...]

    def arguments(self, values: Values) -> list[object]:
        """The values in the order of their numbers."""
        return [values[name] for name in self.names]


class Statements:
    """The statements converted so far. A program has a fixed number of them."""

    def __init__(self) -> None:
        self._converted: dict[str, Numbered] = {}

    def numbered(self, sql: str) -> Numbered:
        """The statement as PostgreSQL reads it."""
        known = self._converted.get(sql)
        if known is None:
            known = self._converted[sql] = numbered(sql)
        return known


def numbered(sql: str) -> Numbered:
    """Convert one statement."""
    numbers: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        name = found[2]
        if name is None:
            return found[0]
        return f"${numbers.setdefault(name, len(numbers) + 1)}"

    converted = _PARTS.sub(number, sql)
    return Numbered(sql=converted, names=tuple(numbers))


def listed(numbers: Sequence[int]) -> tuple[str, dict[str, int]]:
    """What stands between the brackets of `IN (…)` for these numbers, and its values; at most some hundreds at once."""
    named = {f"n_{place}": number for place, number in enumerate(numbers)}
    return ", ".join(f":{name}" for name in named) or "NULL", named
