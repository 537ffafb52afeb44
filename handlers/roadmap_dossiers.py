"""The dossiers that follow from a roadmap: opened once, moved by a later version while they are open, never closed.

One of a unit that is no more goes on as its successor's, as long as it is open; what was recognised ends with the unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.dossier_plan import difference
from storage.dossiers import dossiers_of, move_dossier, open_dossier
from storage.units import replaced_by

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.dossier import DossierKind
    from conversations.programme.ids import UnitId
    from conversations.programme.plan_targets import Standard
    from conversations.programme.unit import Unit
    from storage.database import Transaction
    from storage.dossiers import StoredDossier
    from storage.roadmaps import StoredEntry

DossierKey = tuple["UnitId", "Standard", "DossierKind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A dossier whose year or days the new version sets otherwise. text: from what to what."""

    unit: Unit
    standard: Standard
    text: str


async def keep_dossiers(
    tx: Transaction,
    units: Mapping[UnitId, Unit],
    entries: Sequence[StoredEntry],
    roadmap: int,
    *,
    source: str,
    now: datetime,
) -> tuple[int, tuple[Moved, ...]]:
    """Open those that are not there, move those still open; how many were opened, and what was moved.

    roadmap: the version's number; source: what it is called in a sentence.
    """
    there = await dossiers_there(tx, tuple(units), day=now.date())
    wanted: dict[DossierKey, StoredEntry] = {}
    for entry in entries:  # of a unit named twice the first place counts
        wanted.setdefault((entry.unit, entry.standard, entry.kind), entry)
    opened, moved = 0, []
    for key, entry in wanted.items():
        dossier = there.get(key)
        if dossier is None:
            await open_dossier(
                tx,
                unit=entry.unit,
                standard=entry.standard,
                kind=entry.kind,
                dates=entry.dates,
                roadmap=roadmap,
                now=now,
            )
            opened += 1
        elif dossier.state.open and dossier.dates != entry.dates:
            text = f"{difference(dossier.dates, entry.dates)} (theo {source})"
            if await move_dossier(tx, dossier, entry.dates, roadmap=roadmap, text=text, now=now):
                moved.append(Moved(unit=units[entry.unit], standard=entry.standard, text=text))
    return opened, tuple(moved)


async def dossiers_there(tx: Transaction, units: Sequence[UnitId], *, day: date) -> Mapping[DossierKey, StoredDossier]:
    """The dossiers of these units; where one has none, the open one of a unit in whose place it stands."""
    stands_for = await stand_for(tx, units, day=day)
    found: dict[DossierKey, StoredDossier] = {}
    before: list[tuple[DossierKey, StoredDossier]] = []
    for one in await dossiers_of(tx, (*units, *stands_for)):
        unit = stands_for.get(one.unit)
        if unit is None:
            found[one.unit, one.standard, one.kind] = one
        elif one.state.open:
            before.append(((unit, one.standard, one.kind), one))
    for key, one in before:
        found.setdefault(key, one)
    return found


async def stand_for(tx: Transaction, units: Collection[UnitId], *, day: date) -> Mapping[UnitId, UnitId]:
    """The units that are no more, by which of these stands in their place."""
    after = dict(await replaced_by(tx, day=day))
    found: dict[UnitId, UnitId] = {}
    for unit in after:
        last, steps = unit, 0
        while last in after and last not in units and steps < len(after):
            last, steps = after[last], steps + 1
        if last in units and last != unit:
            found[unit] = last
    return found
