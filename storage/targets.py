"""Tables of targets as they were imported: every version is kept, dated by its document and by when it was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from conversations.programme.ids import UnitId
from conversations.programme.plan_targets import Standard
from conversations.programme.target_lines import TargetKey
from conversations.programme.unit import Level
from storage.document_versions import Documents, NewVersion, Version, add_version

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from storage.database import Row, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTargets(Version):
    """One version of a unit's targets, without its lines."""

    floor: int | None
    average: Decimal | None


def _own(row: Row) -> Mapping[str, Any]:
    return {"floor": row["floor"], "average": None if row["average"] is None else Decimal(row["average"])}


TARGETS: Final = Documents(
    table="target_document", of=StoredTargets, own=_own, key="document", named=("target_figure",)
)


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


async def add_targets(
    tx: Transaction, new: NewVersion, *, floor: int | None, average: Decimal | None, lines: Sequence[StoredLine]
) -> None:
    """Keep a version whole."""
    document = await add_version(
        tx, "target_document", new, floor=floor, average=None if average is None else str(average)
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
