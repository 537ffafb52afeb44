"""Villages by standard and year: which are registered for it, which have a dossier, which were recognised, which are
reviewed again; and which communes have none in a year.

Registered is what communes wrote in their registers; recognised is what stands behind a dossier. What was recognised
before anything was recorded here is not known, so it is not counted. Source of the questions: Quảng Hòa's plan of 2022
(villages registered for each year, one or two a year in each commune), Quảng Nam's of 2024 (kept villages reviewed).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conversations.programme.dossier import DossierAct, DossierKind, DossierState
from conversations.programme.plan_targets import Standard
from conversations.programme.recognition import GIVES, Recognition, held_on, holds
from conversations.programme.unit import Level
from conversations.programme.unit_marks import mark_key
from conversations.reading.fold import name_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from conversations.programme.dossier import Dossier
    from conversations.programme.ids import UnitId
    from conversations.programme.register import Entry
    from conversations.programme.unit import Unit

REGISTER: Final = "thon-dang-ky"
SORTS: Final[Mapping[str, Standard]] = {"dat-chuan": Standard.NTM, "kieu-mau": Standard.MODEL}
"""For which standard an entry of each sort registers a village."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageYear:
    """One standard in one year. named: dossiers for it; recognised: by papers of that year, whatever was named."""

    standard: Standard
    year: int
    registered: int = 0
    named: int = 0
    recognised: int = 0
    to_review: int = 0
    """Dossiers of keeping for that year …"""
    kept: int = 0
    """… and those of which a notice says so by a paper of that year."""
    not_kept: int = 0
    """… or that it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedVillages:
    """Villages of one group: how many there are, and how many hold each standard."""

    name: str
    villages: int
    holding: Mapping[Standard, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageProgress:
    """Of a unit and all below it, as of a day. villages: so many are known. word: what they are called there."""

    unit: Unit
    as_of: date
    word: str
    villages: int
    years: tuple[VillageYear, ...]
    holding: Mapping[Standard, int]
    """How many hold each standard, itself or by a higher one; only those held by any."""
    marked: tuple[MarkedVillages, ...]
    """Those of each mark that any of them bears, themselves or by their commune."""
    without: tuple[Unit, ...]
    """Communes with villages none of which was recognised in the year of the day, where one has a dossier at all."""


def held_by(dossiers: Iterable[Dossier], day: date) -> Mapping[UnitId, Mapping[Standard, Recognition]]:
    """What each unit holds by its own dossiers on that day; of a unit that was merged, nothing."""
    facts: dict[UnitId, list[Recognition]] = {}
    for one in dossiers:
        if one.opened_for.id == one.unit.id:
            facts.setdefault(one.unit.id, []).extend(
                Recognition(
                    standard=one.standard,
                    day=step.paper_day or step.at.date(),
                    act=step.act,
                    paper_number=step.paper_number,
                )
                for step in one.steps
                if step.act in GIVES or step.act is DossierAct.REVOKE
            )
    return {unit: held_on(found, day) for unit, found in facts.items()}


def village_progress(
    unit: Unit,
    villages: Sequence[Unit],
    communes: Sequence[Unit],
    *,
    dossiers: Iterable[Dossier],
    entries: Iterable[Entry],
    marks: Mapping[str, frozenset[UnitId]],
    word: str,
    day: date,
) -> VillageProgress:
    """villages, communes: all below the unit, or itself. dossiers, entries: of these; others are left out. marks: by
    name, which of the villages bear it.
    """
    there = {one.id: one for one in villages}
    mine = [one for one in dossiers if one.unit.id in there]
    held = held_by(mine, day)
    counts: dict[tuple[Standard, int], Counter[str]] = {}
    gained: set[UnitId | None] = set()
    for entry in entries:
        standard = SORTS.get(entry.said.sub)
        if entry.kind == REGISTER and standard is not None and entry.there(day):
            counts.setdefault((standard, entry.said.amount), Counter())["registered"] += 1
    for one in mine:
        named = one.kind is DossierKind.RECOGNITION
        if one.dates.year is not None:
            counts.setdefault((one.standard, one.dates.year), Counter())["named" if named else "to_review"] += 1
        decided = _decided(one)
        if decided is not None:
            what, year = decided
            counts.setdefault((one.standard, year), Counter())[what] += 1
            if what == "recognised" and year == day.year:
                gained.add(there[one.unit.id].parent)
    known = {one.parent for one in villages}
    return VillageProgress(
        unit=unit,
        as_of=day,
        word=word,
        villages=len(villages),
        years=tuple(
            VillageYear(standard=standard, year=year, **found)
            for (standard, year), found in sorted(counts.items(), key=lambda pair: (pair[0][1], pair[0][0]))
        ),
        holding=_holding(held, frozenset(there)),
        marked=tuple(
            MarkedVillages(name=name, villages=len(marks[name]), holding=_holding(held, marks[name]))
            for name in sorted(marks, key=mark_key)
        ),
        without=tuple(
            sorted(
                (one for one in communes if mine and one.id in known and one.id not in gained),
                key=lambda one: name_order(one.name),
            )
        ),
    )


def _holding(held: Mapping[UnitId, Mapping[Standard, Recognition]], among: frozenset[UnitId]) -> Mapping[Standard, int]:
    """How many of these hold each standard, itself or by a higher one; only those held by any."""
    counts = {standard: sum(1 for unit in among if holds(held.get(unit, {}), standard)) for standard in Standard}
    return {standard: count for standard, count in counts.items() if count}


def _decided(dossier: Dossier) -> tuple[str, int] | None:
    """What was decided, and in which year; None: nothing stands now."""
    step = dossier.since
    year = (step.paper_day or step.at.date()).year
    match dossier.state:
        case DossierState.RECOGNISED:
            return "recognised", year
        case DossierState.KEPT:
            return "kept", year
        case DossierState.REFUSED if dossier.kind is DossierKind.KEEPING:
            return "not_kept", year
        case _:
            return None


def levels_of(below: Sequence[Unit], unit: Unit, level: Level) -> tuple[Unit, ...]:
    """Those of that level, the unit itself among them."""
    return tuple(one for one in (unit, *below) if one.kind.level is level)
