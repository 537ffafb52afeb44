"""Versions of imported documents, whatever they hold. Each kind has a table of its own, all of these columns: id, unit,
version, digest, title, number, file_name, dated_on, recorded_at; and some more.

In force on a day is the version of the latest document dated by then; of two of one date, the later one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from conversations.programme.ids import UnitId
from storage.times import millis
from storage.units import COLUMNS, units_of
from storage.validity import known_by

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from conversations.programme.unit import Unit
    from storage.database import Row, Transaction

Table = Literal["plan", "target_document", "roadmap", "money_document", "goal_document"]
"""Which documents; further columns that tell versions apart (a plan's set, a paper's source) are given as `own`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a unit's document, without what it holds."""

    id: int
    unit: UnitId
    version: int
    digest: str
    title: str
    number: str
    dated_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """One that is to be kept. file_name: of what it was read from. at: when it came."""

    unit: UnitId
    version: int
    digest: str
    title: str
    number: str
    file_name: str
    dated_on: date
    at: datetime


V = TypeVar("V", bound=Version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents(Generic[V]):
    """Documents of one kind of which the latest counts. of: a version, made of its own columns besides all others'.

    named: the tables whose rows name units for a version, which they call `key`.
    """

    table: Table
    of: type[V]
    own: Callable[[Row], Mapping[str, Any]]
    key: str
    named: tuple[str, ...]

    async def newest(self, tx: Transaction, unit: UnitId) -> V | None:
        """The version imported last, whatever its document's date."""
        return self._version(await newest_version(tx, self.table, unit))

    async def in_force(self, tx: Transaction, unit: UnitId, *, day: date, known: datetime | None = None) -> V | None:
        """The version that counts on that day, as known at a moment; None: the unit has none by then."""
        row = await tx.one(
            f"""
            SELECT * FROM {self.table} WHERE unit = :unit AND dated_on <= :day AND recorded_at <= :known
            ORDER BY dated_on DESC, version DESC LIMIT 1
            """,  # noqa: S608 - names from code
            unit=unit,
            day=day.isoformat(),
            known=known_by(known),
        )
        return self._version(row)

    async def units(self, tx: Transaction, version: int, *, day: date) -> Mapping[UnitId, Unit]:
        """The units a version names, under the names they bear on that day, whether or not they exist then."""
        naming = " UNION ".join(f"SELECT unit FROM {one} WHERE {self.key} = :version" for one in self.named)  # noqa: S608 - as above
        rows = await tx.all(
            f"SELECT {COLUMNS}, NULL AS parent FROM unit u WHERE u.id IN ({naming}) ORDER BY u.id",  # noqa: S608 - as above
            version=version,
            day=day.isoformat(),
            known=known_by(None),
        )
        return {unit.id: unit for unit in units_of(rows)}

    def _version(self, row: Row | None) -> V | None:
        return None if row is None else self.of(**head_of(row), **self.own(row))


def head_of(row: Row) -> dict[str, Any]:
    """What every version has."""
    return {
        "id": row["id"],
        "unit": UnitId(row["unit"]),
        "version": row["version"],
        "digest": row["digest"],
        "title": row["title"],
        "number": row["number"],
        "dated_on": date.fromisoformat(row["dated_on"]),
    }


async def newest_version(tx: Transaction, table: Table, unit: UnitId, **own: str) -> Row | None:
    """The version imported last, whatever its document's date."""
    alike = "".join(f" AND {column} = :{column}" for column in own)
    return await tx.one(
        f"SELECT * FROM {table} WHERE unit = :unit{alike} ORDER BY version DESC LIMIT 1",  # noqa: S608 - names from code
        unit=unit,
        **own,
    )


async def add_version(tx: Transaction, table: Table, new: NewVersion, **own: str | int | None) -> int:
    """Keep a version, without what it holds; its id."""
    values = {
        "unit": new.unit,
        "version": new.version,
        "digest": new.digest,
        "title": new.title,
        "number": new.number,
        "file_name": new.file_name,
        "dated_on": new.dated_on.isoformat(),
        "recorded_at": millis(new.at),
        **own,
    }
    row = await tx.one(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join(f':{one}' for one in values)}) RETURNING id",  # noqa: S608 - as above
        **values,
    )
    if row is None:
        raise LookupError(table)
    return int(row["id"])
