"""When a unit's digests go: looked at, and set to other hours by whoever runs the system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from conversations.programme.digest_times import DigestHours
from conversations.programme.due import AWAKE_FROM, AWAKE_UNTIL
from conversations.programme.problem import Problem
from handlers.schedule.digest_slots import DIGESTED
from storage.audit import note_later
from storage.digests import digest_hours, set_digest_hours
from storage.times import millis
from storage.unit_names import unit_named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.programme.unit import Unit
    from storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursOfUnit:
    """own: set for this unit; otherwise the usual ones."""

    unit: Unit
    hours: DigestHours
    own: bool


async def digest_hours_of(
    database: Database,
    *,
    unit: str,
    weekday: int | None,
    manager: str | None,
    group: str | None,
    daily: str | None,
    now: datetime,
) -> HoursOfUnit:
    """The unit's hours, changed where something is given. Raises Problem: no such unit, weekday or hour."""
    async with database.write() as tx:
        named = await unit_named(tx, unit, day=now.date())
        if named.kind.level not in DIGESTED:
            raise Problem(
                code="digest_hours_of_unit",
                where=named.title,
                message="Chỉ huyện và tỉnh có bản tổng hợp.",
                remedy="Hãy ghi tên một huyện hoặc tỉnh.",
            )
        known = (await digest_hours(tx)).get(named.id)
        before = known or DigestHours()
        hours = DigestHours(
            weekday=before.weekday if weekday is None else weekday,
            manager=before.manager if manager is None else _hour(manager),
            group=before.group if group is None else _hour(group),
            daily=before.daily if daily is None else _hours(daily.split(",")),
        )
        changed = hours != before
        if changed:
            set_digest_hours(tx, named.id, hours)
            note_later(
                tx, at=millis(now), person=None, act="digest_hours_set", subject=f"unit:{named.id}",
                detail={"weekday": hours.weekday, "manager": f"{hours.manager:%H:%M}"},
            )  # fmt: skip
    return HoursOfUnit(unit=named, hours=hours, own=changed or known is not None)


def _hours(texts: Sequence[str]) -> tuple[time, ...]:
    return tuple(sorted({_hour(text) for text in texts if text.strip()}))


def _hour(text: str) -> time:
    try:
        hour, _, minute = text.strip().replace("h", ":").partition(":")
        found = time(int(hour), int(minute or 0))
    except ValueError:
        found = None
    if found is None or not AWAKE_FROM <= found <= AWAKE_UNTIL:
        raise Problem(
            code="hour_wrong",
            where=f"“{text.strip()}”",
            message=f"Giờ gửi phải trong khoảng {AWAKE_FROM:%H:%M} đến {AWAKE_UNTIL:%H:%M}.",
            remedy="Ví dụ: 7:00, 7:30, 14:00.",
        )
    return found
