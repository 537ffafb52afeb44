"""Tables of targets as they were imported: every version is kept, dated by its document and by when it was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from conversations.programme.ids import UnitId
from conversations.programme.plan_targets import Standard
from conversations.programme.target_lines import TargetKey
from conversations.programme.unit import Level
from storage.document_versions import add_version, newest_version, version_in_force
from storage.units import COLUMNS, units_of
from storage.validity import known_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from conversations.programme.unit import Unit
    from storage.database import Row, Transaction

_UNITS = f"""
SELECT {COLUMNS}, NULL AS parent FROM unit u
WHERE u.id IN (SELECT f.unit FROM target_figure f WHERE f.document = :document)
ORDER BY u.id
"""  # noqa: S608 - a constant of column names


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTargets:
    """One version of a unit's targets, without its lines."""

    id: int
    unit: UnitId
    version: int
    digest: str
    title: str
    number: str
    dated_on: date
    floor: int | None
    average: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFigure:
    """What one unit is to reach: result before the period, planned within it."""

    unit: UnitId
    result: int
    planned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLine:
    """One target; figures in the document's order."""

    key: TargetKey
    title: str
    base_year: int | None
    by_year: int | None
    figures: tuple[StoredFigure, ...]


async def newest_targets(tx: Transaction, unit: UnitId) -> StoredTargets | None:
    """The version imported last, whatever its document's date."""
    row = await newest_version(tx, "target_document", unit)
    return None if row is None else _targets(row)


async def targets_in_force(
    tx: Transaction, unit: UnitId, *, day: date, known: datetime | None = None
) -> StoredTargets | None:
    """The table that counts on that day, as known at a moment; None: the unit has none by then."""
    row = await version_in_force(tx, "target_document", unit, day=day, known=known)
    return None if row is None else _targets(row)


async def target_lines(tx: Transaction, document: int) -> tuple[StoredLine, ...]:
    """The lines of a version in the document's order."""
    lines, figures = await tx.together(
        ("SELECT * FROM target_line WHERE document = :document ORDER BY position", {"document": document}),
        ("SELECT * FROM target_figure WHERE document = :document ORDER BY position", {"document": document}),
    )
    by_key: dict[tuple[str, str], list[StoredFigure]] = {}
    for row in figures:
        by_key.setdefault((row["level"], row["standard"]), []).append(
            StoredFigure(unit=UnitId(row["unit"]), result=row["result"], planned=row["planned"])
        )
    return tuple(
        StoredLine(
            key=TargetKey(level=Level(row["level"]), standard=Standard(row["standard"])),
            title=row["title"],
            base_year=row["base_year"],
            by_year=row["by_year"],
            figures=tuple(by_key.get((row["level"], row["standard"]), ())),
        )
        for row in lines
    )


async def target_units(tx: Transaction, document: int, *, day: date) -> Mapping[UnitId, Unit]:
    """The units a version names, under the names they bear on that day, whether or not they exist then."""
    rows = await tx.all(_UNITS, document=document, day=day.isoformat(), known=known_by(None))
    return {unit.id: unit for unit in units_of(rows)}


async def add_targets(
    tx: Transaction,
    *,
    unit: UnitId,
    version: int,
    digest: str,
    title: str,
    number: str,
    file_name: str,
    dated_on: date,
    floor: int | None,
    average: Decimal | None,
    lines: Sequence[StoredLine],
    at: datetime,
) -> None:
    """Keep a version whole."""
    document = await add_version(
        tx,
        "target_document",
        unit=unit,
        version=version,
        digest=digest,
        title=title,
        number=number,
        file_name=file_name,
        dated_on=dated_on,
        floor=floor,
        average=None if average is None else str(average),
        at=at,
    )
    for position, line in enumerate(lines, start=1):
        key = {"document": document, "level": line.key.level.value, "standard": line.key.standard.value}
        tx.later(
            """
            INSERT INTO target_line (document, level, standard, position, title, base_year, by_year)
            VALUES (:document, :level, :standard, :position, :title, :base_year, :by_year)
            """,
            **key,
            position=position,
            title=line.title,
            base_year=line.base_year,
            by_year=line.by_year,
        )
        for place, figure in enumerate(line.figures, start=1):
            tx.later(
                """
                INSERT INTO target_figure (document, level, standard, unit, position, result, planned)
                VALUES (:document, :level, :standard, :unit, :position, :result, :planned)
                """,
                **key,
                unit=figure.unit,
                position=place,
                result=figure.result,
                planned=figure.planned,
            )


def _targets(row: Row) -> StoredTargets:
    return StoredTargets(
        id=row["id"],
        unit=UnitId(row["unit"]),
        version=row["version"],
        digest=row["digest"],
        title=row["title"],
        number=row["number"],
        dated_on=date.fromisoformat(row["dated_on"]),
        floor=row["floor"],
        average=None if row["average"] is None else Decimal(row["average"]),
    )
