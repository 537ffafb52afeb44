"""The audit log read backwards, narrowed to a person or a unit. Only acts and what they were done to come out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from conversations.programme.ids import PersonId
from storage.times import moment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from conversations.programme.ids import UnitId
    from storage.database import Row, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as it stands. kind, number: the subject in its two parts, as in "report" and "12.3.2023-H1"."""

    id: int
    at: datetime
    person: PersonId | None
    act: str
    kind: str
    number: str
    detail: Mapping[str, Any]


_COLUMNS = "a.id, a.at, a.person, a.act, a.subject, a.detail"
_ALL = f"SELECT {_COLUMNS} FROM audit a WHERE a.id < :before ORDER BY a.id DESC LIMIT :limit"  # noqa: S608 - the text above
# each part finds the ids alone, which stand in its index, and is cut before the parts are put together
_PART = """SELECT * FROM (
    SELECT a.id FROM audit a WHERE {where} AND a.id < :before ORDER BY {order} DESC LIMIT :limit
) AS {name}"""
_BY = _PART.format(where="a.person = :person", order="a.id", name="done_by")
_TO = _PART.format(where="a.subject = :subject", order="a.id", name="done_to")
# '/' follows '.': all subjects that begin with "report:12."; "+" keeps SQLite from walking the whole log instead
_REPORTS = _PART.format(where="a.subject > :reports_from AND a.subject < :reports_to", order="+a.id", name="of_reports")
_PEOPLE = _PART.format(
    where="a.subject IN (SELECT 'person:' || CAST(g.person AS TEXT) FROM role_grant g WHERE g.unit = :number)",
    order="+a.id",
    name="of_people",
)
_FOUND = "SELECT {columns} FROM audit a WHERE a.id IN ({ids}) ORDER BY a.id DESC LIMIT :limit"
_OF_PERSON = _FOUND.format(columns=_COLUMNS, ids=f"{_BY} UNION {_TO}")
_OF_UNIT = _FOUND.format(columns=_COLUMNS, ids=f"{_TO} UNION {_REPORTS} UNION {_PEOPLE}")

NEWEST = 2**62
"""Before this every entry is."""


async def entries_before(
    tx: Transaction, before: int, *, limit: int, person: PersonId | None = None, unit: UnitId | None = None
) -> tuple[Entry, ...]:
    """Newest first. person: what they did and what was done to them. unit: its reports, itself, its people."""
    if person is not None:
        rows = await tx.all(_OF_PERSON, before=before, limit=limit, person=person, subject=f"person:{person}")
    elif unit is not None:
        rows = await tx.all(
            _OF_UNIT,
            before=before,
            limit=limit,
            number=unit,
            subject=f"unit:{unit}",
            reports_from=f"report:{unit}.",
            reports_to=f"report:{unit}/",
        )
    else:
        rows = await tx.all(_ALL, before=before, limit=limit)
    return tuple(_entry(row) for row in rows)


def _entry(row: Row) -> Entry:
    kind, _, number = row["subject"].partition(":")
    detail = orjson.loads(row["detail"])
    return Entry(
        id=row["id"],
        at=moment(row["at"]),
        person=None if row["person"] is None else PersonId(row["person"]),
        act=row["act"],
        kind=kind,
        number=number,
        detail=detail if isinstance(detail, dict) else {},
    )
