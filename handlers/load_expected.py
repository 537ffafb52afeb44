"""A document's expectations of registers, loaded for a unit and all below it: by name, every version kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.trial import writing
from storage.audit import note_later
from storage.register_expectations import put_expected
from storage.times import millis
from storage.unit_names import unit_named

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.unit import Unit
    from storage.database import Database


async def load_expected(
    database: Database, *, unit: str, name: str, body: str, at: datetime, dry_run: bool = False
) -> tuple[Unit, bool]:
    """The unit, and whether anything changed. body: the file, which was read already. Raises Problem: no such unit."""
    async with writing(database, keep=not dry_run) as tx:
        named = await unit_named(tx, unit, day=at.date())
        changed = await put_expected(tx, named.id, name=name, body=body, at=at)
        if changed:
            note_later(
                tx,
                at=millis(at),
                person=None,
                act="register_expected",
                subject=f"unit:{named.id}",
                detail={"name": name},
            )
    return named, changed
