"""Imports a table of targets: its units, its figures; in one transaction or not at all.

The same targets again change nothing, in whatever file they come; changed ones become a new version beside the old.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.programme.name_warnings import issuer_warnings, spelling_warnings
from conversations.programme.target_document import canonical_targets, read_target_document
from conversations.programme.target_recompute import target_totals, target_warnings
from handlers.target_places import target_places
from handlers.trial import Outcome, writing
from storage.document_versions import NewVersion
from storage.targets import TARGETS, StoredFigure, StoredLine, add_targets, target_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from conversations.programme.ids import UnitId
    from conversations.programme.source_warning import SourceWarning
    from conversations.programme.table import Document
    from conversations.programme.target_document import TargetDocument
    from conversations.programme.target_lines import TargetKey
    from conversations.programme.unit import Unit
    from handlers.target_places import TargetPlaces
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetChange:
    """What a new version sets otherwise for one unit; (result, planned), None: not named."""

    unit: Unit
    key: TargetKey
    before: tuple[int, int] | None
    after: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetImport:
    """What was read, and what it changed."""

    outcome: Outcome
    version: int
    unit: Unit
    document: TargetDocument
    dated: date
    """From which day the targets count; of a document without a date, as the version before, else the day it came."""
    places: Mapping[str, Unit]
    """The units by the name as the heading writes it."""
    created: tuple[Unit, ...]
    totals: Mapping[str, int]
    warnings: tuple[SourceWarning, ...]
    changes: tuple[TargetChange, ...] = ()


async def import_targets(
    database: Database,
    document: Document,
    *,
    unit: str,
    now: datetime,
    answers: Sequence[str] = (),
    dry_run: bool = False,
) -> TargetImport:
    """Import a document as the targets of a unit. answers: as in `keep_answers`. Raises Problem and changes nothing
    where anything in it is wrong.
    """
    read = read_target_document(document)
    async with writing(database, keep=not dry_run) as tx:
        # units are looked for as they were on the document's day: an old table names districts that are no more
        day = read.source.dated or now.date()
        found = await target_places(tx, read, unit=unit, day=day, at=now, answers=answers)
        return await _import(tx, read, found, file_name=document.name, now=now)


async def _import(
    tx: Transaction, read: TargetDocument, found: TargetPlaces, *, file_name: str, now: datetime
) -> TargetImport:
    source = read.source
    before = await TARGETS.newest(tx, found.unit.id)
    dated = source.dated or (before.dated_on if before else now.date())
    done = TargetImport(
        outcome=Outcome.UNCHANGED if before else Outcome.FIRST,
        version=before.version if before else 1,
        unit=found.unit,
        document=read,
        dated=dated,
        places=found.places,
        created=found.created,
        totals=target_totals(read),
        warnings=(*_name_warnings(read, found), *target_warnings(read)),
    )
    names = {name: str(unit.id) for name, unit in found.places.items()}
    digest = hashlib.sha256(canonical_targets(read, names).encode()).hexdigest()
    if before is not None and before.digest == digest:
        return replace(done, dated=before.dated_on)
    lines = _lines(read, found)
    if before is not None:
        old = await target_lines(tx, before.id)
        units = {one.id: one for one in found.places.values()}
        changes = tuple(_changes(old, lines, units))
        done = replace(done, outcome=Outcome.CHANGED, version=before.version + 1, changes=changes)
    await add_targets(
        tx,
        NewVersion(
            unit=found.unit.id,
            version=done.version,
            digest=digest,
            title=source.title,
            number=source.number,
            file_name=file_name,
            dated_on=dated,
            at=now,
        ),
        floor=read.floor,
        average=read.average,
        lines=lines,
    )
    return done


def _lines(read: TargetDocument, found: TargetPlaces) -> tuple[StoredLine, ...]:
    return tuple(
        StoredLine(
            key=line.key,
            title=line.title,
            base_year=line.base_year,
            by_year=line.by_year,
            figures=tuple(
                StoredFigure(unit=found.places[one.name].id, result=one.reached, planned=one.added)
                for one in line.figures
            ),
        )
        for line in read.lines
    )


def _changes(
    old: Sequence[StoredLine], new: Sequence[StoredLine], units: Mapping[UnitId, Unit]
) -> Iterator[TargetChange]:
    """Of the units that the new version names."""
    before, after = _by_unit(old), _by_unit(new)
    for at in dict.fromkeys((*after, *before)):
        key, unit = at
        if unit in units and before.get(at) != after.get(at):
            yield TargetChange(unit=units[unit], key=key, before=before.get(at), after=after.get(at))


def _by_unit(lines: Sequence[StoredLine]) -> dict[tuple[TargetKey, UnitId], tuple[int, int]]:
    return {(line.key, one.unit): (one.result, one.planned) for line in lines for one in line.figures}


def _name_warnings(read: TargetDocument, found: TargetPlaces) -> Iterator[SourceWarning]:
    yield from issuer_warnings(read.source.issued_by, found.unit)
    yield from spelling_warnings((one.name, one.place, found.places[one.name]) for one in read.lines[0].figures)
