"""Roadmaps as they were imported: every version is kept, dated by its document and by when it was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from conversations.programme.dossier import DossierDates, DossierKind
from conversations.programme.ids import UnitId
from conversations.programme.plan_targets import Standard
from conversations.programme.roadmap import Goal
from conversations.programme.unit import Level
from storage.document_versions import Documents, NewVersion, Version, add_version
from storage.times import day_or_none, stored_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from storage.database import Row, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEntry:
    """One dossier of the roadmap. together: districts that are one with the unit before it goes up."""

    unit: UnitId
    standard: Standard
    kind: DossierKind
    backlog: bool
    dates: DossierDates
    early_by: date | None = None
    together: tuple[UnitId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapText:
    """What a version says besides its entries and goals."""

    floor: int | None
    """By the end no commune under so many criteria."""
    covers_all: bool
    """By the end no district without a recognised commune."""
    bare: tuple[UnitId, ...]
    """Districts that have none, as the document says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRoadmap(Version):
    """One version of a unit's roadmap, without its entries and goals."""

    floor: int | None
    covers_all: bool


def _own(row: Row) -> Mapping[str, Any]:
    return {"floor": row["floor"], "covers_all": bool(row["covers_all"])}


ROADMAPS: Final = Documents(
    table="roadmap",
    of=StoredRoadmap,
    own=_own,
    key="roadmap",
    named=("roadmap_entry", "roadmap_together", "roadmap_bare"),
)


async def roadmap_entries(tx: Transaction, roadmap: int) -> tuple[StoredEntry, ...]:
    """The entries of a version in the document's order."""
    entries, others = await tx.together(
        ("SELECT * FROM roadmap_entry WHERE roadmap = :roadmap ORDER BY position", {"roadmap": roadmap}),
        ("SELECT * FROM roadmap_together WHERE roadmap = :roadmap ORDER BY position, unit", {"roadmap": roadmap}),
    )
    together: dict[int, list[UnitId]] = {}
    for row in others:
        together.setdefault(row["position"], []).append(UnitId(row["unit"]))
    return tuple(
        StoredEntry(
            unit=UnitId(row["unit"]),
            standard=Standard(row["standard"]),
            kind=DossierKind(row["kind"]),
            backlog=bool(row["backlog"]),
            dates=DossierDates(
                year=row["year"], first_by=day_or_none(row["first_by"]), second_by=day_or_none(row["second_by"])
            ),
            early_by=day_or_none(row["early_by"]),
            together=tuple(together.get(row["position"], ())),
        )
        for row in entries
    )


async def roadmap_goals(tx: Transaction, roadmap: int) -> tuple[Goal, ...]:
    """What a version wants to be reached, in the document's order."""
    rows = await tx.all("SELECT * FROM roadmap_goal WHERE roadmap = :roadmap ORDER BY position", roadmap=roadmap)
    return tuple(
        Goal(
            level=Level(row["level"]),
            standard=Standard(row["standard"]),
            part=row["part"],
            by_year=row["by_year"],
            added=row["added"],
            kept=row["kept"],
            total_low=row["total_low"],
            total_high=row["total_high"],
            share=None if row["numerator"] is None else Fraction(row["numerator"], row["denominator"]),
            of_count=row["of_count"],
            to_find=row["to_find"],
            review_first_by=day_or_none(row["first_by"]),
            review_second_by=day_or_none(row["second_by"]),
            notice_by=day_or_none(row["notice_by"]),
            notice_again_by=day_or_none(row["notice_again_by"]),
            recognise_by=day_or_none(row["recognise_by"]),
        )
        for row in rows
    )


async def roadmap_bare(tx: Transaction, roadmap: int) -> tuple[UnitId, ...]:
    """The districts of which the version says that none of their communes is recognised."""
    rows = await tx.all("SELECT unit FROM roadmap_bare WHERE roadmap = :roadmap ORDER BY unit", roadmap=roadmap)
    return tuple(UnitId(row["unit"]) for row in rows)


async def add_roadmap(
    tx: Transaction,
    new: NewVersion,
    *,
    text: RoadmapText,
    entries: Sequence[StoredEntry],
    goals: Sequence[Goal],
) -> int:
    """Keep a version whole; its number."""
    roadmap = await add_version(tx, "roadmap", new, floor=text.floor, covers_all=int(text.covers_all))
    for position, entry in enumerate(entries, start=1):
        _add_entry(tx, roadmap, position, entry)
    for position, goal in enumerate(goals, start=1):
        _add_goal(tx, roadmap, position, goal)
    for bare in text.bare:
        tx.later("INSERT INTO roadmap_bare (roadmap, unit) VALUES (:roadmap, :unit)", roadmap=roadmap, unit=bare)
    return roadmap


def _add_entry(tx: Transaction, roadmap: int, position: int, entry: StoredEntry) -> None:
    tx.later(
        """
        INSERT INTO roadmap_entry (
            roadmap, position, unit, standard, kind, year, backlog, first_by, second_by, early_by
        )
        VALUES (:roadmap, :position, :unit, :standard, :kind, :year, :backlog, :first_by, :second_by, :early_by)
        """,
        roadmap=roadmap,
        position=position,
        unit=entry.unit,
        standard=entry.standard.value,
        kind=entry.kind.value,
        backlog=int(entry.backlog),
        year=entry.dates.year,
        first_by=stored_day(entry.dates.first_by),
        second_by=stored_day(entry.dates.second_by),
        early_by=stored_day(entry.early_by),
    )
    for unit in entry.together:
        tx.later(
            "INSERT INTO roadmap_together (roadmap, position, unit) VALUES (:roadmap, :position, :unit)",
            roadmap=roadmap,
            position=position,
            unit=unit,
        )


def _add_goal(tx: Transaction, roadmap: int, position: int, goal: Goal) -> None:
    tx.later(
        """
        INSERT INTO roadmap_goal (
            roadmap, position, level, standard, part, by_year, added, kept, total_low, total_high,
            numerator, denominator, of_count, to_find, first_by, second_by, notice_by,
            notice_again_by, recognise_by
        )
        VALUES (
            :roadmap, :position, :level, :standard, :part, :by_year, :added, :kept, :total_low, :total_high,
            :numerator, :denominator, :of_count, :to_find, :first_by, :second_by, :notice_by,
            :notice_again_by, :recognise_by
        )
        """,
        roadmap=roadmap,
        position=position,
        level=goal.level.value,
        standard=goal.standard.value,
        part=goal.part,
        by_year=goal.by_year,
        added=goal.added,
        kept=goal.kept,
        total_low=goal.total_low,
        total_high=goal.total_high,
        numerator=None if goal.share is None else goal.share.numerator,
        denominator=None if goal.share is None else goal.share.denominator,
        of_count=goal.of_count,
        to_find=goal.to_find,
        first_by=stored_day(goal.review_first_by),
        second_by=stored_day(goal.review_second_by),
        notice_by=stored_day(goal.notice_by),
        notice_again_by=stored_day(goal.notice_again_by),
        recognise_by=stored_day(goal.recognise_by),
    )
