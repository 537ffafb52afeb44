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
_OF_PERSON = f"""
SELECT {_COLUMNS} FROM audit a WHERE a.id < :before AND a.person = :person
UNION
SELECT {_COLUMNS} FROM audit a WHERE a.id < :before AND a.subject = :subject
ORDER BY 1 DESC LIMIT :limit
"""  # noqa: S608 - as above
# '/' follows '.': all subjects that begin with "report:12."
_OF_UNIT = f"""
SELECT {_COLUMNS} FROM audit a WHERE a.id < :before AND a.subject = :unit
UNION
SELECT {_COLUMNS} FROM audit a WHERE a.id < :before AND a.subject > :reports_from AND a.subject < :reports_to
UNION
SELECT {_COLUMNS} FROM role_grant g JOIN audit a ON a.subject = 'person:' || CAST(g.person AS TEXT)
WHERE g.unit = :number AND a.id < :before
ORDER BY 1 DESC LIMIT :limit
"""  # noqa: S608 - as above

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
            unit=f"unit:{unit}",
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
