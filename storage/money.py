"""Money of the programme: what is assigned to units by the documents in force, and what was stated to be spent of it.

In force on a day is, of a unit's documents of one kind, the one of the latest date by then; of one date, the later
version. What is assigned to a unit is taken from its own document, else from that of the nearest unit above it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from conversations.programme.ids import PersonId, UnitId
from conversations.programme.money import MoneyState, Planned, Spent, Work, latest
from conversations.programme.money_moves import Assigned, with_moves
from conversations.programme.unit import Level
from storage.money_moves import MOVES, UNSPENDABLE, moved_of, unspendable_of
from storage.purses import purse_of, stored_purse
from storage.statements import listed
from storage.times import day_or_none, millis
from storage.units import lineage, replaced_by, units_below, units_by_id
from storage.validity import known_by
from storage.work_contracts import CONTRACTS, newest_contracts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from conversations.programme.money import Contract, Purse
    from conversations.programme.money_moves import Moved
    from conversations.programme.unit import Unit
    from storage.database import Row, Transaction

AT_ONCE = 500
_WITH_MONEY = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.VILLAGE)
IN_FORCE = """
    d.dated_on <= :day AND d.recorded_at <= :known AND NOT EXISTS (
        SELECT 1 FROM money_document e
        WHERE e.unit = d.unit AND e.holds = d.holds AND e.dated_on <= :day AND e.recorded_at <= :known
        AND (e.dated_on > d.dated_on OR (e.dated_on = d.dated_on AND e.version > d.version))
    )
"""
_LINES = f"""
SELECT l.*, d.unit AS owner, d.dated_on
FROM money_line l JOIN money_document d ON d.id = l.document
WHERE l.unit IN ({{marks}}) AND {IN_FORCE}
ORDER BY d.dated_on, d.id, l.position
"""  # noqa: S608 - constants
_WORKS = f"""
SELECT w.code, l.*, '' AS nature, d.unit AS owner, d.dated_on
FROM work_line l JOIN money_document d ON d.id = l.document
JOIN work w ON w.id = l.work
WHERE l.unit IN ({{marks}}) AND {IN_FORCE}
ORDER BY d.dated_on, d.id, l.position
"""  # noqa: S608 - constants
_SPENT = """
SELECT s.* FROM money_spent s
WHERE s.unit IN ({marks}) AND s.on_day <= :day AND s.recorded_at <= :known
AND NOT EXISTS (SELECT 1 FROM report_statement r WHERE r.spent = s.id AND r.withdrawn_at <= :known)
ORDER BY s.on_day, s.id
"""


async def add_spent(
    tx: Transaction,
    *,
    unit: UnitId,
    purse: Purse,
    amount: int,
    on_day: date,
    at: datetime,
    estimate: bool = False,
    work: int | None = None,
    person: PersonId | None = None,
    document: int | None = None,
) -> int:
    """A statement: so many đồng of this money were spent up to and with that day since the beginning; its number.

    It replaces none before it; the latest day's counts, of one day the one recorded last.
    """
    row = await tx.one(
        """
        INSERT INTO money_spent (
            unit, programme, source, nature, year, work, amount, on_day, estimate, person, document, recorded_at
        )
        VALUES (
            :unit, :programme, :source, :nature, :year, :work, :amount, :on_day, :estimate, :person, :document, :at
        )
        RETURNING id
        """,
        unit=unit,
        **stored_purse(purse),
        work=work,
        amount=amount,
        on_day=on_day.isoformat(),
        estimate=int(estimate),
        person=person,
        document=document,
        at=millis(at),
    )
    if row is None:
        raise LookupError("money_spent")
    return int(row["id"])


async def any_money(tx: Transaction) -> bool:
    """Whether anything at all was ever said of money."""
    sql = "SELECT 1 AS there FROM money_document UNION ALL SELECT 1 FROM money_spent LIMIT 1"
    return await tx.one(sql) is not None


async def same_spent(
    tx: Transaction, *, unit: UnitId, purse: Purse, amount: int, on_day: date, work: int | None = None
) -> bool:
    """Whether the last statement about this money up to this very day says so already."""
    row = await tx.one(
        """
        SELECT amount FROM money_spent
        WHERE unit = :unit AND programme = :programme AND source = :source AND nature = :nature AND year = :year
        AND coalesce(work, 0) = :work AND on_day = :on_day
        ORDER BY id DESC LIMIT 1
        """,
        unit=unit,
        **stored_purse(purse),
        work=work or 0,
        on_day=on_day.isoformat(),
    )
    return row is not None and row["amount"] == amount


async def money_state(tx: Transaction, unit: UnitId, day: date, known: datetime | None = None) -> MoneyState:
    """What is assigned and spent of a unit and all below it, up to and with a day, as known at a moment.

    Units that others have since taken the place of stand below these.
    """
    line = await lineage(tx, unit, day=day, known=known)
    below = await units_below(tx, unit, day=day, known=known, levels=_WITH_MONEY)
    units = {one.id: one for one in (*line[:1], *below)}
    parents = {one.id: one.parent for one in below if one.parent is not None}
    before = await _replaced(tx, units, parents, day=day, known=known)
    units |= before
    lines: list[Row] = []
    works: list[Row] = []
    spent: list[Row] = []
    contracts: list[Row] = []
    unspendable: list[Row] = []
    moves: dict[int, Row] = {}
    numbers = tuple(units)
    values = {"day": day.isoformat(), "known": known_by(known)}
    for start in range(0, len(numbers), AT_ONCE):
        marks, named = listed(numbers[start : start + AT_ONCE])
        asked = (_LINES, _WORKS, _SPENT, CONTRACTS, UNSPENDABLE, MOVES)
        found = await tx.together(*((sql.format(marks=marks), {**values, **named}) for sql in asked))
        lines += found[0]
        works += found[1]
        spent += found[2]
        contracts += found[3]
        unspendable += found[4]
        moves |= {row["id"]: row for row in found[5]}
    said = latest(_spent(row) for row in spent)
    of_works = {one.work: one for one in said if one.work is not None}
    contracted = newest_contracts(contracts)
    above = [one.id for one in line]
    assigned = _nearest(lines, parents, above)
    moved = tuple(sorted((moved_of(row) for row in moves.values()), key=lambda one: (one.on_day, one.id)))
    planned = (Assigned(line=_planned(row), dated=date.fromisoformat(row["dated_on"])) for row in assigned)
    return MoneyState(
        unit=unit,
        day=day,
        units=units,
        parents=parents,
        lines=with_moves(planned, moved, parents),
        spent=said,
        works=tuple(
            _work(row, of_works.get(row["work"]), contracted.get(row["work"]))
            for row in _nearest(works, parents, above)
        ),
        moved=moved,
        elsewhere={one.id: one for one in await units_by_id(tx, _elsewhere(moved, units), day=day)},
        unspendable=tuple(unspendable_of(row) for row in unspendable),
        dated=max((date.fromisoformat(row["dated_on"]) for row in assigned), default=None),
    )


def _elsewhere(moved: Sequence[Moved], units: Mapping[UnitId, Unit]) -> list[UnitId]:
    return [one for one in {unit for move in moved for unit in (move.giver, move.taker)} if one not in units]


async def debts_of(
    tx: Transaction, units: Sequence[UnitId], day: date, known: datetime | None = None
) -> Mapping[UnitId, int]:
    """What each of these units itself owes for works, in đồng; only of units of which works are listed."""
    found: dict[UnitId, int] = {}
    values = {"day": day.isoformat(), "known": known_by(known)}
    for start in range(0, len(units), AT_ONCE):
        marks, named = listed(units[start : start + AT_ONCE])
        works, spent = await tx.together(*((sql.format(marks=marks), {**values, **named}) for sql in (_WORKS, _SPENT)))
        of_works = {one.work: one for one in latest(_spent(row) for row in spent) if one.work is not None}
        for work in (_work(row, of_works.get(row["work"])) for row in _nearest(works, {}, ())):
            found[work.unit] = found.get(work.unit, 0) + (work.owed_on(day) or 0)
    return found


async def _replaced(
    tx: Transaction,
    units: Mapping[UnitId, Unit],
    parents: dict[UnitId, UnitId],
    *,
    day: date,
    known: datetime | None,
) -> dict[UnitId, Unit]:
    """The units in whose place one of these stands alone, put below it."""
    after: dict[UnitId, list[UnitId]] = {}
    for before, successor in await replaced_by(tx, day=day, known=known):
        after.setdefault(before, []).append(successor)
    found: list[UnitId] = []
    waiting = list(units)
    while waiting:
        here = waiting.pop()
        for before, successors in after.items():
            if successors == [here] and before not in units and before not in found:
                parents[before] = here
                found.append(before)
                waiting.append(before)
    return {one.id: one for one in await units_by_id(tx, found, day=day)}


def _nearest(rows: Sequence[Row], parents: Mapping[UnitId, UnitId], above: Sequence[UnitId]) -> tuple[Row, ...]:
    """Of each unit the rows of one document: its own, else the nearest unit's above it, else the latest."""
    by_unit: dict[UnitId, dict[UnitId, list[Row]]] = {}
    for row in rows:
        by_unit.setdefault(UnitId(row["unit"]), {}).setdefault(UnitId(row["owner"]), []).append(row)
    found: list[Row] = []
    for unit, owners in by_unit.items():
        line = [unit]
        while line[-1] in parents:
            line.append(parents[line[-1]])
        nearest = next((one for one in (*line, *above) if one in owners), None)
        found += owners[next(reversed(owners)) if nearest is None else nearest]
    return tuple(found)


def _planned(row: Row) -> Planned:
    return Planned(unit=UnitId(row["unit"]), purse=purse_of(row), amount=row["amount"], part=bool(row["part"]))


def _spent(row: Row) -> Spent:
    return Spent(
        id=row["id"],
        unit=UnitId(row["unit"]),
        purse=purse_of(row),
        amount=row["amount"],
        on_day=date.fromisoformat(row["on_day"]),
        estimate=bool(row["estimate"]),
        work=row["work"],
        person=None if row["person"] is None else PersonId(row["person"]),
        document=row["document"],
    )


def _work(row: Row, spent: Spent | None, contract: Contract | None = None) -> Work:
    return Work(
        id=row["work"],
        code=row["code"],
        name=row["name"],
        unit=UnitId(row["unit"]),
        purse=purse_of(row),
        criterion=row["criterion"],
        allocated_on=day_or_none(row["allocated_on"]),
        cost=row["cost"],
        planned=row["planned"],
        debt=row["debt"],
        handed_over_on=day_or_none(row["handed_over_on"]),
        settled_on=day_or_none(row["settled_on"]),
        spent=spent,
        contract=contract,
    )
