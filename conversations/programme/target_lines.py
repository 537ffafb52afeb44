"""The lines of a table of targets: how many units of a level reach a standard, in each place, by the end of a period.

Of each: what was reached before the period (result), what comes newly (planned), and both together (total).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conversations.programme.plan_targets import STANDARD_NAMES, Standard
from conversations.programme.table import Place
from conversations.programme.unit import Level

if TYPE_CHECKING:
    from conversations.programme.stated import Stated

LEVEL_NAMES: tuple[tuple[Level, str], ...] = (
    (Level.DISTRICT, "huyện"),
    (Level.COMMUNE, "xã"),
    (Level.VILLAGE, "thôn"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetKey:
    """What is counted: communes that reach NTM, villages that do, …"""

    level: Level
    standard: Standard

    @property
    def code(self) -> str:
        """Stable, for machines: "commune.nang_cao"."""
        return f"{self.level.value}.{self.standard.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFigures:
    """One column of one line as the document states it; an empty cell is None and counts as 0."""

    name: str
    """The place as the heading writes it; of the column of sums its heading."""
    result: Stated | None
    planned: Stated | None
    total: Stated | None
    place: Place = field(compare=False)

    @property
    def reached(self) -> int:
        """The result before the period."""
        return 0 if self.result is None else int(self.result.value)

    @property
    def added(self) -> int:
        """What comes newly within the period."""
        return 0 if self.planned is None else int(self.planned.value)

    @property
    def wanted(self) -> int:
        """The total by the end of the period, computed."""
        return self.reached + self.added


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLine:
    """One target with its figure in each place. whole: the document's own sums, where it has that column."""

    key: TargetKey
    title: str
    base_year: int | None
    """By whose end the result was reached."""
    by_year: int | None
    """By whose end the total is to be reached."""
    figures: tuple[TargetFigures, ...]
    whole: TargetFigures | None
    place: Place = field(compare=False)

    @property
    def result(self) -> int:
        """Over all places."""
        return sum(one.reached for one in self.figures)

    @property
    def planned(self) -> int:
        """Over all places."""
        return sum(one.added for one in self.figures)


def key_in_words(key: TargetKey) -> str:
    """As it stands in a sentence after a count: xã đạt chuẩn nông thôn mới nâng cao."""
    level = next((name for level, name in LEVEL_NAMES if level is key.level), key.level.value)
    standard = next(name for standard, name in STANDARD_NAMES if standard is key.standard)
    return f"{level} đạt chuẩn {standard}"
