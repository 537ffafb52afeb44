"""Changes of units that can be taken back: every row that one touches is kept as it was and as it became.

Taking back puts each row back as it was, the last one first. It is refused where a row is no longer as the change left
it, or where something new names a unit that would be gone.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import orjson

from conversations.programme.ids import PersonId, UnitId
from conversations.programme.unit_change import Made
from conversations.programme.wanted_change import ChangeKind
from storage.times import millis, moment, moment_or_none

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
    from datetime import datetime

    from storage.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class _Table:
    key: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.key, *self.rest)


def _table(key: str, rest: str = "") -> _Table:
    return _Table(tuple(key.split()), tuple(rest.split()))


TABLES: Mapping[str, _Table] = {
    "unit": _table("id", "kind name folded region valid_from valid_to recorded_at ended_at"),
    "unit_name": _table("id", "unit kind name valid_to recorded_at"),
    "unit_alias": _table("unit folded", "name recorded_at"),
    "unit_parent": _table("id", "unit parent valid_from valid_to recorded_at superseded_at"),
    "programme_leave": _table("unit", "valid_from recorded_at"),
    "unit_succession": _table("predecessor successor", "kind on_day source recorded_at"),
    "role_grant": _table("id", "person unit role post valid_from valid_to granted_by recorded_at ended_by ended_at"),
    "assignment": _table("id", "unit indicator post valid_from valid_to person recorded_at superseded_at"),
    "absence": _table("id", "person unit substitute first_day last_day recorded_at ended_at"),
    "not_in_charge": _table("id", "person unit recorded_at ended_at"),
    "digest_hours": _table("unit", "weekday manager_at group_at daily_at"),
    "digest_subscription": _table("person unit", "wanted at"),
    "plan": _table("id", "unit set_id set_version version digest title number file_name dated_on recorded_at"),
    "plan_row": _table("plan unit", "position"),
    "plan_cell": _table("plan unit criterion", "met target_year"),
    "plan_target": _table("plan unit standard", "year kept"),
    "indicator_owner": _table(
        "id", "unit set_id indicator office source plan valid_from valid_to recorded_at superseded_at"
    ),
    "reporting_rule": _table("id", "unit code"),
    "reporting_rule_version": _table(
        "rule version",
        """title owes only_units form set_id cycle span operator due_year due_month due_day due_shift remind_before
        remind_after remind_every via copies source grace_days lock_days plan valid_from valid_to recorded_at""",
    ),
    "report": _table(
        "id",
        """unit rule period set_id set_version state leader_note stamp opened_by opened_at sent_at opened_above_at""",
    ),
    "item_review": _table("report indicator", "state office reviewer version reason fell final wished together since"),
    "starting_value": _table("unit set_id indicator", "rule state value numerator denominator on_day"),
}
"""What a change of units may touch: key columns and all others."""

Scope = tuple[str, dict[str, Any]]
"""A table and the values of some of its columns: the rows that are watched."""


class Touched(Exception):
    """A row is not as the change left it."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


class Journal:
    """Keeps what one change does to rows. Whatever is to be taken back exactly happens inside `watching`."""

    def __init__(self, tx: Transaction, change: int, *, number: int = 0) -> None:
        self._tx = tx
        self._change = change
        self._number = number

    @asynccontextmanager
    async def watching(self, *scopes: Scope) -> AsyncIterator[None]:
        """Keep what becomes of the rows of these scopes."""
        before = {scope[0] + _text(scope[1]): await _rows(self._tx, *scope) for scope in scopes}
        yield
        for table, values in scopes:
            was, became = before[table + _text(values)], await _rows(self._tx, table, values)
            for key in dict.fromkeys((*was, *became)):
                if was.get(key) != became.get(key):
                    self._keep(table, key, was.get(key), became.get(key))

    async def appeared(self, table: str, **values: Any) -> None:  # noqa: ANN401 - the columns' types are the schema's
        """Keep that these rows are new."""
        for key, row in (await _rows(self._tx, table, values)).items():
            self._keep(table, key, None, row)

    async def insert(self, table: str, **values: Any) -> None:  # noqa: ANN401 - as above
        """A new row whose key is among the values, or a number that the database gives."""
        columns = tuple(values)
        row = await self._tx.one(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(f':{column}' for column in columns)})"  # noqa: S608 - names out of TABLES
            f" RETURNING {', '.join(TABLES[table].columns)}",
            **values,
        )
        if row is None:
            raise LookupError(table)
        kept = _as_dict(row, TABLES[table])
        self._keep(table, _key(kept, TABLES[table]), None, kept)

    def _keep(self, table: str, key: str, was: Mapping[str, Any] | None, became: Mapping[str, Any] | None) -> None:
        self._number += 1
        self._tx.later(
            """
            INSERT INTO unit_change_row (change, number, of_table, row_key, was, became)
            VALUES (:change, :number, :of_table, :row_key, :was, :became)
            """,
            change=self._change,
            number=self._number,
            of_table=table,
            row_key=key,
            was=None if was is None else _text(was),
            became=None if became is None else _text(became),
        )


async def begin_change(
    tx: Transaction,
    *,
    kind: ChangeKind,
    on: date,
    said: str,
    source: str,
    person: PersonId | None,
    at: datetime,
    units: Iterable[tuple[UnitId, str]],
) -> tuple[int, Journal]:
    """A change about to be made: its number and its journal. units: those before it and those below that go along."""
    row = await tx.one(
        """
        INSERT INTO unit_change (kind, on_day, said, source, person, recorded_at)
        VALUES (:kind, :on_day, :said, :source, :person, :at) RETURNING id
        """,
        kind=kind.value,
        on_day=on.isoformat(),
        said=said,
        source=source,
        person=person,
        at=millis(at),
    )
    if row is None:
        raise LookupError("unit_change")
    change: int = row["id"]
    for unit, part in units:
        note_unit(tx, change, unit, part)
    return change, Journal(tx, change)


async def reopened(tx: Transaction, change: int) -> Journal:
    """The journal of a change that was made before, to go on with what waited for its day."""
    row = await tx.one("SELECT max(number) AS last FROM unit_change_row WHERE change = :change", change=change)
    return Journal(tx, change, number=0 if row is None else row["last"] or 0)


async def to_settle(tx: Transaction, *, day: date) -> tuple[int, ...]:
    """The changes whose day has come and that were not looked at since, in the order of their days."""
    rows = await tx.all(
        """
        SELECT id FROM unit_change
        WHERE settled_at IS NULL AND undone_at IS NULL AND on_day <= :day ORDER BY on_day, id
        """,
        day=day.isoformat(),
    )
    return tuple(row["id"] for row in rows)


async def settled(tx: Transaction, change: int, *, now: datetime) -> bool:
    """From now on it counts as looked at; False: it did already."""
    marked = await tx.run(
        "UPDATE unit_change SET settled_at = :at WHERE id = :change AND settled_at IS NULL",
        change=change,
        at=millis(now),
    )
    return marked == 1


def note_unit(tx: Transaction, change: int, unit: UnitId, part: str) -> None:
    """Keep that the change is about this unit. part: before, after or below."""
    tx.later(
        """
        INSERT INTO unit_change_unit (change, unit, part) VALUES (:change, :unit, :part)
        ON CONFLICT (change, unit, part) DO NOTHING
        """,
        change=change,
        unit=unit,
        part=part,
    )


async def change_of(tx: Transaction, change: int) -> Made | None:
    """One change, taken back or not."""
    row = await tx.one(f"SELECT {_MADE} FROM unit_change c WHERE c.id = :change", change=change)  # noqa: S608 - constants
    return None if row is None else _made(row, await _units_of(tx, change))


async def changes_of(tx: Transaction, units: Sequence[UnitId], *, limit: int = 20) -> tuple[Made, ...]:
    """What was changed of these units and not taken back, the latest first."""
    found = await tx.together(*((_MADE_OF_UNIT, {"unit": unit, "limit": limit}) for unit in units))
    rows = {row["id"]: row for listed in found for row in listed}
    ordered = sorted(rows, reverse=True)[:limit]
    return tuple([_made(rows[change], await _units_of(tx, change)) for change in ordered])


_MADE = "c.id, c.kind, c.on_day, c.said, c.source, c.recorded_at, c.undone_at"
_MADE_OF_UNIT = f"""
SELECT {_MADE} FROM unit_change c
WHERE c.undone_at IS NULL AND c.id IN (SELECT u.change FROM unit_change_unit u WHERE u.unit = :unit)
ORDER BY c.id DESC LIMIT :limit
"""  # noqa: S608 - a constant of column names


async def _units_of(tx: Transaction, change: int) -> Sequence[Row]:
    return await tx.all("SELECT unit, part FROM unit_change_unit WHERE change = :change ORDER BY unit", change=change)


def _made(row: Row, units: Sequence[Row]) -> Made:
    return Made(
        id=row["id"],
        kind=ChangeKind(row["kind"]),
        on=date.fromisoformat(row["on_day"]),
        said=row["said"],
        source=row["source"],
        at=moment(row["recorded_at"]),
        undone_at=moment_or_none(row["undone_at"]),
        before=tuple(UnitId(one["unit"]) for one in units if one["part"] == "before"),
        after=tuple(UnitId(one["unit"]) for one in units if one["part"] == "after"),
        below=tuple(UnitId(one["unit"]) for one in units if one["part"] == "below"),
    )


async def later_changes(tx: Transaction, change: int) -> tuple[Made, ...]:
    """Changes made after this one, not taken back, that touched a row of it; the latest first."""
    rows = await tx.all(
        f"""
        SELECT {_MADE} FROM unit_change c WHERE c.id > :change AND c.undone_at IS NULL AND EXISTS (
            SELECT 1 FROM unit_change_row r JOIN unit_change_row l ON l.of_table = r.of_table AND l.row_key = r.row_key
            WHERE r.change = :change AND l.change = c.id
        ) ORDER BY c.id DESC
        """,  # noqa: S608 - a constant of column names
        change=change,
    )
    return tuple([_made(row, await _units_of(tx, row["id"])) for row in rows])


async def take_back(tx: Transaction, change: int, *, person: PersonId | None, at: datetime) -> None:
    """Put every row back as it was. Raises Touched: one of them is not as the change left it any more."""
    for kept in await tx.all(
        "SELECT of_table, row_key, was, became FROM unit_change_row WHERE change = :change ORDER BY number DESC",
        change=change,
    ):
        table = TABLES[kept["of_table"]]
        key = dict(zip(table.key, orjson.loads(kept["row_key"]), strict=True))
        was = None if kept["was"] is None else orjson.loads(kept["was"])
        became = None if kept["became"] is None else orjson.loads(kept["became"])
        there = await _rows(tx, kept["of_table"], key)
        if there.get(kept["row_key"]) != became:
            raise Touched(kept["of_table"])
        await _put_back(tx, kept["of_table"], key, was=was, there=became is not None)
    await tx.run(
        "UPDATE unit_change SET undone_at = :at, undone_by = :person WHERE id = :change",
        change=change,
        person=person,
        at=millis(at),
    )


async def _put_back(
    tx: Transaction, table: str, key: Mapping[str, Any], *, was: Mapping[str, Any] | None, there: bool
) -> None:
    where = " AND ".join(f"{column} = :{column}" for column in key)
    if was is None:
        await tx.run(f"DELETE FROM {table} WHERE {where}", **key)  # noqa: S608 - names out of TABLES
    elif there:
        changed = ", ".join(f"{column} = :{column}" for column in TABLES[table].rest)
        await tx.run(f"UPDATE {table} SET {changed} WHERE {where}", **was)  # noqa: S608 - as above
    else:
        columns = TABLES[table].columns
        values = ", ".join(f":{column}" for column in columns)
        await tx.run(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values})", **was)  # noqa: S608 - as above


async def _rows(tx: Transaction, table: str, values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Key, as JSON, to the whole row."""
    known = TABLES[table]
    where = " AND ".join(f"{column} = :{column}" for column in values)
    rows = await tx.all(
        f"SELECT {', '.join(known.columns)} FROM {table} WHERE {where} ORDER BY {', '.join(known.key)}",  # noqa: S608 - as above
        **values,
    )
    found = [_as_dict(row, known) for row in rows]
    return {_key(row, known): row for row in found}


def _as_dict(row: Row, table: _Table) -> dict[str, Any]:
    return {column: row[column] for column in table.columns}


def _key(row: Mapping[str, Any], table: _Table) -> str:
    return orjson.dumps([row[column] for column in table.key]).decode()


def _text(values: Mapping[str, Any]) -> str:
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS).decode()
