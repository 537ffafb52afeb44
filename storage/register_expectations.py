"""What documents expect of registers: kept under the unit that loaded it, for that unit and all below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.registers import shipped_kinds
from storage.registers.register_files import read_expected
from storage.statements import listed
from storage.times import millis
from storage.validity import known_by

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.programme.ids import UnitId
    from conversations.programme.register import Expectation
    from storage.database import Transaction


async def put_expected(tx: Transaction, unit: UnitId, *, name: str, body: str, at: datetime) -> bool:
    """From now on this file's expectations count there in place of those of the same name; False: they do already."""
    row = await tx.one(
        "SELECT id, body FROM register_expectation WHERE unit = :unit AND name = :name AND superseded_at IS NULL",
        unit=unit,
        name=name,
    )
    if row is not None and row["body"] == body:
        return False
    if row is not None:
        await tx.run("UPDATE register_expectation SET superseded_at = :at WHERE id = :id", id=row["id"], at=millis(at))
    await tx.run(
        """
        INSERT INTO register_expectation (unit, name, body, recorded_at) VALUES (:unit, :name, :body, :at)
        """,
        unit=unit,
        name=name,
        body=body,
        at=millis(at),
    )
    return True


async def expected_at(
    tx: Transaction, line: Sequence[UnitId], *, known: datetime | None = None
) -> tuple[Expectation, ...]:
    """What is expected of a unit, as known then. line: the unit itself and all above it."""
    marks, named = listed(line)
    rows = await tx.all(
        f"""
        SELECT name, body FROM register_expectation
        WHERE unit IN ({marks}) AND recorded_at <= :known AND (superseded_at IS NULL OR superseded_at > :known)
        ORDER BY id
        """,  # noqa: S608 - names of values
        known=known_by(known),
        **named,
    )
    kinds = shipped_kinds()
    return tuple(one for row in rows for one in read_expected(row["body"], name=row["name"], kinds=kinds).expected)
