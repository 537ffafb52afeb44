"""Who is late, told to the level above as one list: units, never persons. And what was not sent after an outage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.links import progress_place
from conversations.engine.screen import Link, Message
from conversations.reading.show import show_date, show_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.engine.words import Words
    from conversations.programme.calendar import Period
    from conversations.programme.ids import UnitId

NAMED = 20
"""Units in a list; more are counted."""


def late_units(
    period: Period,
    units: Sequence[tuple[str, int, int, bool]],
    *,
    above: UnitId,
    at: datetime,
    late: bool,
    words: Words,
) -> Message:
    """units: title, items given, items in all, whether somebody holds the role there; in Vietnamese order."""
    head = words.count(
        "escalation",
        "{title}: đến {at}, còn {n} đơn vị chưa gửi (hạn đã hết ngày {day}).",
        "{title}: đến {at}, còn {n} đơn vị chưa gửi (hạn đã hết ngày {day}).",
        len(units),
        title=period.title,
        at=f"{at.hour}:{at.minute:02} {show_day(at.date())}",
        day=show_day(period.last_good_day),
    )
    lines = [f"• {_unit(*unit, words=words)}" for unit in units[:NAMED]]
    if len(units) > NAMED:
        rest = len(units) - NAMED
        lines.append(words.count("escalation", "và {n} đơn vị nữa", "và {n} đơn vị nữa", rest))
    if late:
        lines.append(words.say("escalation", "(Tin này gửi muộn vì hệ thống vừa tạm dừng.)"))
    link = Link(place=progress_place(above), label=words.say("escalation", "Xem tiến độ"), command="tiendo")
    return Message(name="escalation", text="\n".join((head, *lines)), links=(link,))


def _unit(title: str, given: int, total: int, held: bool, *, words: Words) -> str:  # noqa: FBT001 - a row of a list
    if not held:
        return words.say("escalation", "{unit}: chưa có người phụ trách trong hệ thống", unit=title)
    if not total:
        return title
    if given >= total:
        return words.say("escalation", "{unit}: đã đủ số, chưa gửi", unit=title)
    return words.say("escalation", "{unit}: có {given}/{total}", unit=title, given=given, total=total)


def not_sent(number: int, *, since: datetime, until: datetime, words: Words) -> Message:
    """To whoever runs the system: reminders and digests that had become too old while nothing ran."""
    text = words.count(
        "escalation",
        "Hệ thống không chạy trong khoảng {since} - {until}. {n} tin nhắc quá 48 giờ nên không gửi nữa.",
        "Hệ thống không chạy trong khoảng {since} - {until}. {n} tin nhắc quá 48 giờ nên không gửi nữa.",
        number,
        since=_moment(since),
        until=_moment(until),
    )
    return Message(name="escalation.not_sent", text=text)


def _moment(at: datetime) -> str:
    return f"{at.hour}:{at.minute:02} {show_date(at.date())}"
