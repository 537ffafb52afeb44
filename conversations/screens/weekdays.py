"""The days of the week by name, as documents write them: thứ Hai … Chủ nhật."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.engine.words import Words


def weekday(number: int, words: Words) -> str:
    """number: 1 is Monday, 7 is Sunday."""
    names = (
        words.say("weekday", "thứ Hai"),
        words.say("weekday", "thứ Ba"),
        words.say("weekday", "thứ Tư"),
        words.say("weekday", "thứ Năm"),
        words.say("weekday", "thứ Sáu"),
        words.say("weekday", "thứ Bảy"),
        words.say("weekday", "Chủ nhật"),
    )
    return names[number - 1]
