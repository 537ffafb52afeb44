"""Documents about money as they were imported: every version with its lines or its works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.ids import UnitId
from conversations.programme.money import Planned
from storage.document_versions import NewVersion, Version, add_version, head_of, newest_version
from storage.purses import purse_of, stored_purse
from storage.times import day_or_none, stored_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conversations.programme.money import Purse
    from storage.database import Row, Transaction

LINES, WORKS = "lines", "works"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWork:
    """A work as one version lists it; amounts in đồng, None: not stated."""

    code: str
    """Under which it is found again: its own, or its folded name with its unit."""
    unit: UnitId
    name: str
    purse: Purse
    criterion: str
    allocated_on: date | None
    cost: int | None
    planned: int | None
    debt: int | None
    handed_over_on: date | None
    settled_on: date | None


async def newest_money(tx: Transaction, unit: UnitId, holds: str) -> Version | None:
    """The version imported last, whatever its document's date. holds: LINES or WORKS."""
    row = await newest_version(tx, "money_document", unit, holds=holds)
    return None if row is None else Version(**head_of(row))


async def add_money_document(tx: Transaction, new: NewVersion, *, holds: str) -> int:
    """Keep a version; its lines or works follow."""
    return await add_version(tx, "money_document", new, holds=holds)


def add_lines(tx: Transaction, document: int, lines: Sequence[Planned]) -> None:
    """The lines of a version, in their order."""
    for position, line in enumerate(lines, start=1):
        tx.later(
            """
            INSERT INTO money_line (document, position, unit, programme, source, nature, year, amount, part)
            VALUES (:document, :position, :unit, :programme, :source, :nature, :year, :amount, :part)
            """,
            document=document,
            position=position,
            unit=line.unit,
            **stored_purse(line.purse),
            amount=line.amount,
            part=int(line.part),
        )


async def lines_of_document(tx: Transaction, document: int) -> tuple[Planned, ...]:
    """In the document's order."""
    rows = await tx.all("SELECT * FROM money_line WHERE document = :document ORDER BY position", document=document)
    return tuple(
        Planned(unit=UnitId(row["unit"]), purse=purse_of(row), amount=row["amount"], part=bool(row["part"]))
        for row in rows
    )


async def add_works(tx: Transaction, document: int, unit: UnitId, works: Sequence[ListedWork]) -> None:
    """The works of a version of this unit, in their order; a work keeps its number through all versions."""
    numbers = await work_numbers(tx, unit)
    for position, work in enumerate(works, start=1):
        tx.later(
            """
            INSERT INTO work_line (
                document, work, position, unit, name, programme, source, year, criterion, allocated_on, cost, planned,
                debt, handed_over_on, settled_on
            )
            VALUES (
                :document, :work, :position, :unit, :name, :programme, :source, :year, :criterion, :allocated_on, :cost,
                :planned, :debt, :handed_over_on, :settled_on
            )
            """,
            document=document,
            work=numbers.get(work.code) or await _add_work(tx, unit, work.code),
            position=position,
            unit=work.unit,
            name=work.name,
            **{column: value for column, value in stored_purse(work.purse).items() if column != "nature"},
            criterion=work.criterion,
            allocated_on=stored_day(work.allocated_on),
            cost=work.cost,
            planned=work.planned,
            debt=work.debt,
            handed_over_on=stored_day(work.handed_over_on),
            settled_on=stored_day(work.settled_on),
        )


async def work_numbers(tx: Transaction, unit: UnitId) -> Mapping[str, int]:
    """The code of every work this unit has ever listed, to its number."""
    rows = await tx.all("SELECT id, code FROM work WHERE unit = :unit", unit=unit)
    return {row["code"]: row["id"] for row in rows}


async def works_of_document(tx: Transaction, document: int) -> Mapping[str, ListedWork]:
    """By code, in the document's order."""
    rows = await tx.all(
        """
        SELECT w.code, l.*, '' AS nature FROM work_line l JOIN work w ON w.id = l.work
        WHERE l.document = :document ORDER BY l.position
        """,
        document=document,
    )
    return {row["code"]: _listed(row) for row in rows}


async def _add_work(tx: Transaction, unit: UnitId, code: str) -> int:
    row = await tx.one("INSERT INTO work (unit, code) VALUES (:unit, :code) RETURNING id", unit=unit, code=code)
    if row is None:
        raise LookupError("work")
    return int(row["id"])


def _listed(row: Row) -> ListedWork:
    return ListedWork(
        code=row["code"],
        unit=UnitId(row["unit"]),
        name=row["name"],
        purse=purse_of(row),
        criterion=row["criterion"],
        allocated_on=day_or_none(row["allocated_on"]),
        cost=row["cost"],
        planned=row["planned"],
        debt=row["debt"],
        handed_over_on=day_or_none(row["handed_over_on"]),
        settled_on=day_or_none(row["settled_on"]),
    )
