"""Which units everybody may read of, now; what was open before is kept as history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.ids import UnitId
from storage.times import millis

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.ids import PersonId
    from storage.database import Transaction


async def open_page(tx: Transaction, unit: UnitId, *, by: PersonId | None, now: datetime) -> bool:
    """From now on everybody may read of the unit; False: they may already."""
    row = await tx.one(
        """
        INSERT INTO public_page (unit, opened_at, opened_by) VALUES (:unit, :at, :by)
        ON CONFLICT (unit) WHERE closed_at IS NULL DO NOTHING RETURNING id
        """,
        unit=unit,
        at=millis(now),
        by=by,
    )
    return row is not None


async def close_page(tx: Transaction, unit: UnitId, *, by: PersonId | None, now: datetime) -> bool:
    """From now on nobody may any more; False: nobody could."""
    row = await tx.one(
        "UPDATE public_page SET closed_at = :at, closed_by = :by WHERE unit = :unit AND closed_at IS NULL RETURNING id",
        unit=unit,
        at=millis(now),
        by=by,
    )
    return row is not None


async def open_pages(tx: Transaction) -> tuple[UnitId, ...]:
    """All units that were opened, in the order in which they were."""
    rows = await tx.all("SELECT unit FROM public_page WHERE closed_at IS NULL ORDER BY id")
    return tuple(UnitId(row["unit"]) for row in rows)
