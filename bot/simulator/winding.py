"""Winding the demo's clock: forward only, the bot's and Telegram's together."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from bot.clock import ZONE

MORNING: Final = time(7, 0)
LONGEST: Final = timedelta(days=3 * 366)


def wound_to(now: datetime, wish: dict[str, object]) -> datetime:
    """{"hours": 1}, {"days": 1}, {"to": "morning"} or {"at": "2023-06-09T07:00"}: where the clock goes. ValueError."""
    match wish:
        case {"hours": int() | float() as hours}:
            then = now + timedelta(hours=hours)
        case {"days": int() | float() as days}:
            then = now + timedelta(days=days)
        case {"to": "morning"}:
            today = datetime.combine(now.astimezone(ZONE).date(), MORNING, ZONE)
            then = today if today > now else today + timedelta(days=1)
        case {"at": str() as text}:
            given = datetime.fromisoformat(text)
            then = given if given.tzinfo is not None else given.replace(tzinfo=ZONE)
        case _:
            raise ValueError("Không rõ vặn đồng hồ tới đâu.")
    if then < now:
        raise ValueError("Đồng hồ chỉ vặn tới. Muốn bắt đầu lại, hãy chạy ntm demo lần nữa.")
    if then > now + LONGEST:
        raise ValueError("Mỗi lần vặn không quá ba năm.")
    return then
