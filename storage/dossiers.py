"""Dossiers and their steps. A step is added and never changed; the dossier's own row repeats the newest one.

Whoever adds a step names how many they had seen, so of two at once one wins and the other is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.dossier import DossierAct, DossierDates, DossierKind, DossierState, DossierStep
from conversations.programme.ids import DossierId, PersonId, UnitId
from conversations.programme.plan_targets import Standard
from storage.times import day_or_none, millis, moment
from storage.validity import known_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from storage.database import Row, Transaction

AT_ONCE = 500
"""Numbers named in one statement; every database takes so many."""

_COLUMNS = "d.id, d.unit, d.standard, d.kind, d.roadmap, d.year, d.first_by, d.second_by, d.state, d.steps"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDossier:
    """A dossier by the numbers of its unit and of the roadmap's version, without its steps."""

    id: DossierId
    unit: UnitId
    standard: Standard
    kind: DossierKind
    roadmap: int | None
    dates: DossierDates
    state: DossierState
    steps: int


async def open_dossier(
    tx: Transaction,
    *,
    unit: UnitId,
    standard: Standard,
    kind: DossierKind,
    dates: DossierDates,
    roadmap: int | None,
    now: datetime,
    by: PersonId | None = None,
    channel: str = "",
    source: str = "",
) -> DossierId:
    """A new one, with its first step. Whether there is one already is asked before, by `dossiers_of`; raises
    LookupError where one was opened since.

    roadmap None: a person or a list opens it, and its days are kept with the step. source: the list's name.
    """
    row = await tx.one(
        """
        INSERT INTO dossier (unit, standard, kind, roadmap, year, first_by, second_by, state, steps)
        VALUES (:unit, :standard, :kind, :roadmap, :year, :first_by, :second_by, 'preparing', 1)
        ON CONFLICT DO NOTHING RETURNING id
        """,
        unit=unit,
        standard=standard.value,
        kind=kind.value,
        roadmap=roadmap,
        **_days(dates),
    )
    if row is None:
        raise LookupError("dossier")
    number = DossierId(row["id"])
    first = DossierStep(number=1, act=DossierAct.OPEN, state=DossierState.PREPARING, at=now, by=by, roadmap=roadmap)
    _add_step(tx, number, first, channel=channel)
    if roadmap is None:
        _add_days(tx, number, 1, dates, source=source)
    return number


async def step_dossier(tx: Transaction, dossier: DossierId, step: DossierStep, *, channel: str = "") -> bool:
    """Add the step after those that were seen; False: somebody else was quicker, nothing is written."""
    changed = await tx.run(
        "UPDATE dossier SET state = :state, steps = :number WHERE id = :id AND steps = :seen",
        id=dossier,
        state=step.state.value,
        number=step.number,
        seen=step.number - 1,
    )
    if changed:
        _add_step(tx, dossier, step, channel=channel)
    return changed == 1


async def move_dossier(
    tx: Transaction,
    dossier: StoredDossier,
    dates: DossierDates,
    *,
    roadmap: int | None,
    text: str,
    now: datetime,
    by: PersonId | None = None,
    channel: str = "",
    source: str = "",
) -> bool:
    """Another year or other days; text: from what to what. roadmap, source: as above. False: as in `step_dossier`."""
    number = dossier.steps + 1
    step = DossierStep(
        number=number, act=DossierAct.MOVED, state=dossier.state, at=now, by=by, text=text, roadmap=roadmap
    )
    if not await step_dossier(tx, dossier.id, step, channel=channel):
        return False
    if roadmap is None:
        _add_days(tx, dossier.id, number, dates, source=source)
    await tx.run(
        """
        UPDATE dossier SET roadmap = :roadmap, year = :year, first_by = :first_by, second_by = :second_by
        WHERE id = :id
        """,
        id=dossier.id,
        roadmap=roadmap,
        **_days(dates),
    )
    return True


def _add_days(tx: Transaction, dossier: DossierId, step: int, dates: DossierDates, *, source: str) -> None:
    tx.later(
        """
        INSERT INTO dossier_days (dossier, step, year, first_by, second_by, source)
        VALUES (:dossier, :step, :year, :first_by, :second_by, :source)
        """,
        dossier=dossier,
        step=step,
        source=source,
        **_days(dates),
    )


async def days_before(tx: Transaction, dossier: DossierId) -> frozenset[DossierDates]:
    """All years and days that people and lists have ever set for it."""
    rows = await tx.all("SELECT year, first_by, second_by FROM dossier_days WHERE dossier = :dossier", dossier=dossier)
    return frozenset(
        DossierDates(year=row["year"], first_by=day_or_none(row["first_by"]), second_by=day_or_none(row["second_by"]))
        for row in rows
    )


def _add_step(tx: Transaction, dossier: DossierId, step: DossierStep, *, channel: str) -> None:
    tx.later(
        """
        INSERT INTO dossier_step (
            dossier, number, act, state, paper_number, paper_day, text, roadmap, person, channel, at
        )
        VALUES (:dossier, :number, :act, :state, :paper, :day, :text, :roadmap, :person, :channel, :at)
        """,
        dossier=dossier,
        number=step.number,
        act=step.act.value,
        state=step.state.value,
        paper=step.paper_number,
        day=None if step.paper_day is None else step.paper_day.isoformat(),
        text=step.text,
        roadmap=step.roadmap,
        person=step.by,
        channel=channel,
        at=millis(step.at),
    )


async def dossier_numbered(tx: Transaction, number: DossierId) -> StoredDossier | None:
    """The dossier of that number; None: there is none."""
    row = await tx.one(f"SELECT {_COLUMNS} FROM dossier d WHERE d.id = :id", id=number)  # noqa: S608 - a constant
    return None if row is None else _dossier(row)


async def dossiers_of(tx: Transaction, units: Sequence[UnitId]) -> tuple[StoredDossier, ...]:
    """All of these units, by unit, standard and kind."""
    found: list[Row] = []
    for first in range(0, len(units), AT_ONCE):
        named = {f"u{at}": unit for at, unit in enumerate(units[first : first + AT_ONCE])}
        marks = ", ".join(f":{name}" for name in named)
        found += await tx.all(
            f"SELECT {_COLUMNS} FROM dossier d WHERE d.unit IN ({marks}) ORDER BY d.unit, d.standard, d.kind",  # noqa: S608 - names of values
            **named,
        )
    return tuple(_dossier(row) for row in found)


async def steps_of(
    tx: Transaction, dossiers: Sequence[DossierId], *, known: datetime | None = None
) -> Mapping[DossierId, tuple[DossierStep, ...]]:
    """The steps of each, oldest first, as known at a moment."""
    found: dict[DossierId, list[DossierStep]] = {one: [] for one in dossiers}
    for first in range(0, len(dossiers), AT_ONCE):
        named = {f"d{at}": one for at, one in enumerate(dossiers[first : first + AT_ONCE])}
        marks = ", ".join(f":{name}" for name in named)
        rows = await tx.all(
            f"SELECT * FROM dossier_step WHERE dossier IN ({marks}) AND at <= :known ORDER BY dossier, number",  # noqa: S608 - names of values
            known=known_by(known),
            **named,
        )
        for row in rows:
            found[DossierId(row["dossier"])].append(_step(row))
    return {one: tuple(steps) for one, steps in found.items()}


def _days(dates: DossierDates) -> dict[str, int | str | None]:
    return {
        "year": dates.year,
        "first_by": None if dates.first_by is None else dates.first_by.isoformat(),
        "second_by": None if dates.second_by is None else dates.second_by.isoformat(),
    }


def _dossier(row: Row) -> StoredDossier:
    return StoredDossier(
        id=DossierId(row["id"]),
        unit=UnitId(row["unit"]),
        standard=Standard(row["standard"]),
        kind=DossierKind(row["kind"]),
        roadmap=row["roadmap"],
        dates=DossierDates(
            year=row["year"], first_by=day_or_none(row["first_by"]), second_by=day_or_none(row["second_by"])
        ),
        state=DossierState(row["state"]),
        steps=row["steps"],
    )


def _step(row: Row) -> DossierStep:
    return DossierStep(
        number=row["number"],
        act=DossierAct(row["act"]),
        state=DossierState(row["state"]),
        at=moment(row["at"]),
        by=None if row["person"] is None else PersonId(row["person"]),
        paper_number=row["paper_number"],
        paper_day=day_or_none(row["paper_day"]),
        text=row["text"],
        roadmap=row["roadmap"],
    )
