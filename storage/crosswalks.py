"""Crosswalks between criteria sets, every version kept: the newest that is valid on a day counts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import orjson

from conversations.programme.crosswalk import Crosswalk, CrosswalkItem, Relation
from storage.times import millis
from storage.validity import known_by

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Row, Transaction


async def crosswalk_between(
    tx: Transaction, old_set: str, new_set: str, *, day: date, known: datetime | None = None
) -> Crosswalk | None:
    """The newest version valid on the day, as known at a moment."""
    row = await tx.one(
        """
        SELECT old_set, new_set, valid_from, body FROM crosswalk
        WHERE old_set = :old_set AND new_set = :new_set AND valid_from <= :day AND recorded_at <= :known
        ORDER BY version DESC LIMIT 1
        """,
        old_set=old_set,
        new_set=new_set,
        day=day.isoformat(),
        known=known_by(known),
    )
    return None if row is None else _crosswalk(row)


async def crosswalked(tx: Transaction, set_id: str, *, day: date) -> tuple[str, ...]:
    """The sets that a loaded crosswalk joins with this one on that day: those after it, then those before it."""
    rows = await tx.all(
        """
        SELECT old_set, new_set, max(version) AS version FROM crosswalk
        WHERE (old_set = :set_id OR new_set = :set_id) AND valid_from <= :day
        GROUP BY old_set, new_set ORDER BY old_set, new_set
        """,
        set_id=set_id,
        day=day.isoformat(),
    )
    after = [row["new_set"] for row in rows if row["old_set"] == set_id]
    return (*after, *(row["old_set"] for row in rows if row["new_set"] == set_id))


async def add_crosswalk(tx: Transaction, walk: Crosswalk, *, digest: str, file_name: str, at: datetime) -> int | None:
    """Keep it as the next version; its number. None: the newest says just this already."""
    newest = await tx.one(
        """
        SELECT version, digest FROM crosswalk WHERE old_set = :old_set AND new_set = :new_set
        ORDER BY version DESC LIMIT 1
        """,
        old_set=walk.old_set,
        new_set=walk.new_set,
    )
    if newest is not None and newest["digest"] == digest:
        return None
    version = 1 if newest is None else int(newest["version"]) + 1
    await tx.run(
        """
        INSERT INTO crosswalk (old_set, new_set, version, digest, valid_from, file_name, body, recorded_at)
        VALUES (:old_set, :new_set, :version, :digest, :valid_from, :file_name, :body, :at)
        """,
        old_set=walk.old_set,
        new_set=walk.new_set,
        version=version,
        digest=digest,
        valid_from=walk.valid_from.isoformat(),
        file_name=file_name,
        body=body_of(walk),
        at=millis(at),
    )
    return version


def body_of(walk: Crosswalk) -> str:
    """Equal for equal items, in whatever file they come."""
    items = [
        {"relation": item.relation.value, "old": list(item.old), "new": list(item.new), "source": item.source}
        for item in walk.items
    ]
    return orjson.dumps(items).decode()


def _crosswalk(row: Row) -> Crosswalk:
    return Crosswalk(
        old_set=row["old_set"],
        new_set=row["new_set"],
        valid_from=date.fromisoformat(row["valid_from"]),
        items=tuple(
            CrosswalkItem(
                relation=Relation(item["relation"]),
                old=tuple(item["old"]),
                new=tuple(item["new"]),
                source=item["source"],
            )
            for item in orjson.loads(row["body"])
        ),
    )
