"""When a unit's digests go, and who wants them."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from conversations.programme.digest_times import DigestHours
from conversations.programme.ids import PersonId, UnitId
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from storage.database import Transaction


async def digest_hours(tx: Transaction) -> Mapping[UnitId, DigestHours]:
    """The units that have hours of their own."""
    rows = await tx.all("SELECT unit, weekday, manager_at, group_at, daily_at FROM digest_hours")
    return {
        UnitId(row["unit"]): DigestHours(
            weekday=row["weekday"],
            manager=time.fromisoformat(row["manager_at"]),
            group=time.fromisoformat(row["group_at"]),
            daily=tuple(time.fromisoformat(hour) for hour in row["daily_at"].split()),
        )
        for row in rows
    }


def set_digest_hours(tx: Transaction, unit: UnitId, hours: DigestHours) -> None:
    """From now on the unit's digests go at these hours."""
    tx.later(
        """
        INSERT INTO digest_hours (unit, weekday, manager_at, group_at, daily_at)
        VALUES (:unit, :weekday, :manager, :in_group, :daily)
        ON CONFLICT (unit) DO UPDATE SET weekday = excluded.weekday, manager_at = excluded.manager_at,
            group_at = excluded.group_at, daily_at = excluded.daily_at
        """,
        unit=unit,
        weekday=hours.weekday,
        manager=f"{hours.manager:%H:%M}",
        in_group=f"{hours.group:%H:%M}",
        daily=" ".join(f"{hour:%H:%M}" for hour in hours.daily),
    )


async def subscriptions(tx: Transaction, unit: UnitId) -> Mapping[PersonId, bool]:
    """Whoever has said whether they want the unit's digests."""
    rows = await tx.all("SELECT person, wanted FROM digest_subscription WHERE unit = :unit", unit=unit)
    return {PersonId(row["person"]): row["wanted"] == 1 for row in rows}


def subscribe(tx: Transaction, person: PersonId, unit: UnitId, *, wanted: bool, now: datetime) -> None:
    """Want them from now on, or no longer."""
    tx.later(
        """
        INSERT INTO digest_subscription (person, unit, wanted, at) VALUES (:person, :unit, :wanted, :at)
        ON CONFLICT (person, unit) DO UPDATE SET wanted = excluded.wanted, at = excluded.at
        """,
        person=person,
        unit=unit,
        wanted=int(wanted),
        at=millis(now),
    )
