"""A roadmap: which units are to be recognised at which standard in which year, and by when their dossiers go up.

All as a document says it; what it does not say is None or empty. Source: Quảng Nam's plan 2024-2025, II.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conversations.programme.plan_targets import STANDARD_NAMES, Standard
from conversations.programme.table import Place
from conversations.programme.target_lines import LEVEL_NAMES
from conversations.programme.unit import Level

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from conversations.programme.calendar import Deadline
    from conversations.programme.dossier import DossierKind


UnitKey = tuple[Level, str]
"""A unit as a document writes it: its level, and its name with the district where that is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What is to be reached at one standard by units of one level. part: of which of them ("miền núi"); "": of all."""

    level: Level
    standard: Standard
    part: str = ""
    by_year: int | None = None
    added: int | None = None
    """At least so many newly …"""
    kept: int | None = None
    """… besides those that had reached it before and keep it …"""
    total_low: int | None = None
    """… make so many together, or within a range …"""
    total_high: int | None = None
    share: Fraction | None = None
    """… which is at least this share …"""
    of_count: int | None = None
    """… of so many units."""
    to_find: int | None = None
    """So many of the new ones are still to be named."""
    review_first_by: date | None = None
    """Last good day for those that keep it to hand in that they do."""
    review_second_by: date | None = None
    """Last good day for the level above to pass it on."""
    notice_by: date | None = None
    """Last good day for the notice that they keep it …"""
    notice_again_by: date | None = None
    """… and for those that did not by then."""
    recognise_by: date | None = None
    """Last good day for recognising the new ones, where it is one for all."""
    place: Place = field(compare=False, default=Place())


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapEntry:
    """One unit named for one standard, as the document writes it."""

    name: str
    """Perhaps with its kind before it."""
    district: str = ""
    """In which it lies, where that is said."""
    level: Level
    standard: Standard
    kind: DossierKind
    year: int | None
    backlog: bool = False
    """Left over from that year and still to be finished."""
    first: Deadline | None = None
    """For the unit itself: a commune to its district, a district to its province."""
    second: Deadline | None = None
    """For the level above to pass it on."""
    early: Deadline | None = None
    """Until then it may come a year early."""
    centre: Deadline | None = None
    """For the province to pass a district's on to the centre, where the document says it a second time."""
    together: tuple[str, ...] = ()
    """Districts that are to be one with it before the one dossier goes up."""
    place: Place = field(compare=False)

    @property
    def called(self) -> str:
        """By which it is told from others: "Đại Sơn" or "Đại Sơn, Đại Lộc"."""
        return f"{self.name}, {self.district}" if self.district else self.name

    @property
    def key(self) -> UnitKey:
        """By which its unit is looked up."""
        return self.level, self.called


def reached_in_words(level: Level, standard: Standard) -> str:
    """As it stands in a sentence after a count: xã đạt chuẩn nông thôn mới nâng cao."""
    name = next((name for one, name in LEVEL_NAMES if one is level), level.value)
    return f"{name} đạt chuẩn {standard_in_words(standard)}"


def standard_in_words(standard: Standard) -> str:
    """As it stands in a sentence: nông thôn mới nâng cao."""
    return next(name for one, name in STANDARD_NAMES if one is standard)
