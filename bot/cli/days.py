"""Days and moments as a person types them after an option: 5/6/2023 or 2023-06-05; a moment with its zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.clock import ZONE, Clock
from conversations.programme.problem import Problem

if TYPE_CHECKING:
    from bot.settings import Settings

_VIETNAMESE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def read_day(text: str, *, option: str) -> date:
    """The day. Raises Problem: it is none, or the calendar has no such day."""
    found = _VIETNAMESE.fullmatch(text.strip())
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text.strip())
    except ValueError:
        raise Problem(
            code="date_wrong",
            where=option,
            message=f"“{text}” không phải là ngày có trong lịch.",
            remedy="Hãy ghi dạng 5/6/2023 hoặc 2023-06-05.",
        ) from None


def read_moment(text: str, *, option: str) -> datetime:
    """A moment; of a bare day its last one, so that all that was recorded on that day counts. Raises Problem."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        at = None
    if at is None or len(text.strip()) <= len("2023-06-05"):
        day = read_day(text, option=option)
        return datetime.combine(day + timedelta(days=1), time(), ZONE) - timedelta(milliseconds=1)
    return at if at.tzinfo is not None else at.replace(tzinfo=ZONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """What a verb with `--as-of` and `--known-at` is asked about. known None: nothing was typed."""

    clock: Clock
    day: date
    known: datetime | None


def read_as_of(settings: Settings, as_of: str | None, known_at: str | None) -> AsOf:
    """Both options as typed; without a day today's by the clock of the settings. Raises Problem."""
    clock = Clock(settings.clock)
    return AsOf(
        clock=clock,
        day=clock.today() if as_of is None else read_day(as_of, option="--as-of"),
        known=None if known_at is None else read_moment(known_at, option="--known-at"),
    )
