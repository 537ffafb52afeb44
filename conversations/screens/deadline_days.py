"""The three dates of a period in words: the last good day, how long grace lasts, from when it is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.reading.show import show_date

if TYPE_CHECKING:
    from conversations.engine.words import Words
    from conversations.programme.calendar import Period


def three_dates(period: Period, words: Words) -> str:
    """In one line: "chậm nhất hết ngày 9/6/2023, không gia hạn, khóa từ ngày 8/8/2023"."""
    last, locks = show_date(period.last_good_day), show_date(period.locks_on)
    if period.grace_ends_on > period.last_good_day:
        return words.say(
            "deadline_days",
            "chậm nhất hết ngày {last}, gia hạn đến hết ngày {grace}, khóa từ ngày {locks}",
            last=last,
            grace=show_date(period.grace_ends_on),
            locks=locks,
        )
    return words.say(
        "deadline_days", "chậm nhất hết ngày {last}, không gia hạn, khóa từ ngày {locks}", last=last, locks=locks
    )


def covered(period: Period, words: Words) -> str:
    """The time the figures are of: "số liệu từ 1/1/2023 đến 30/6/2023"."""
    return words.say(
        "deadline_days",
        "số liệu từ {first} đến {last}",
        first=show_date(period.covers_from),
        last=show_date(period.covers_to),
    )
