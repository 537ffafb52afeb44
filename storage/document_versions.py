"""Versions of imported documents, whatever they hold. Each kind has a table of its own, all of these columns: id, unit,
version, digest, title, number, file_name, dated_on, recorded_at; and some more.

In force on a day is the version of the latest document dated by then; of two of one date, the later one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from storage.times import millis
from storage.validity import known_by

if TYPE_CHECKING:
    from datetime import date, datetime

    from conversations.programme.ids import UnitId
    from storage.database import Row, Transaction

Table = Literal["plan", "target_document", "roadmap", "money_document", "goal_document"]
"""Which documents; further columns that tell versions apart (a plan's set, a paper's source) are given as `own`."""


async def newest_version(tx: Transaction, table: Table, unit: UnitId, **own: str) -> Row | None:
    """The version imported last, whatever its document's date."""
    alike = "".join(f" AND {column} = :{column}" for column in own)
    return await tx.one(
        f"SELECT * FROM {table} WHERE unit = :unit{alike} ORDER BY version DESC LIMIT 1",  # noqa: S608 - names from code
        unit=unit,
        **own,
    )


async def version_in_force(
    tx: Transaction, table: Table, unit: UnitId, *, day: date, known: datetime | None = None
) -> Row | None:
    """The version that counts on that day, as known at a moment; None: the unit has none by then."""
    return await tx.one(
        f"""
        SELECT * FROM {table} WHERE unit = :unit AND dated_on <= :day AND recorded_at <= :known
        ORDER BY dated_on DESC, version DESC LIMIT 1
        """,  # noqa: S608 - as above
        unit=unit,
        day=day.isoformat(),
        known=known_by(known),
    )


async def add_version(
    tx: Transaction,
    table: Table,
    *,
    unit: UnitId,
    version: int,
    digest: str,
    title: str,
    number: str,
    file_name: str,
    dated_on: date,
    at: datetime,
    **own: str | int | None,
) -> int:
    """Keep a version, without what it holds; its id."""
    values = {
        "unit": unit,
        "version": version,
        "digest": digest,
        "title": title,
        "number": number,
        "file_name": file_name,
        "dated_on": dated_on.isoformat(),
        "recorded_at": millis(at),
        **own,
    }
    row = await tx.one(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join(f':{one}' for one in values)}) RETURNING id",  # noqa: S608 - as above
        **values,
    )
    if row is None:
        raise LookupError(table)
    return int(row["id"])
