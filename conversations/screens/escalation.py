"""Who is late, told to the level above as one list: units, never persons. And what was not sent after an outage."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LateUnits:
    """The late units of one period. units: title, items given, items in all, whether somebody holds the role there."""

    period: Period
    units: Sequence[tuple[str, int, int, bool]]


def late_list(parts: Sequence[LateUnits], *, above: UnitId, at: datetime, late: bool, words: Words) -> Message:
    """All that is late below a unit, as one list. late: it should have left earlier, but the assistant was down."""
    text = "\n\n".join(_part(part, at, words) for part in parts)
    if late:
        text += "\n" + words.say("escalation", "(Tin này gửi muộn vì hệ thống vừa tạm dừng.)")
    link = Link(place=progress_place(above), label=words.say("escalation", "Xem tiến độ"), command="tiendo")
    return Message(name="escalation", text=text, links=(link,))


def _part(part: LateUnits, at: datetime, words: Words) -> str:
    head = words.count(
        "escalation",
        "{title}: đến {at}, còn {n} đơn vị chưa gửi (hạn đã hết ngày {day}).",
        "{title}: đến {at}, còn {n} đơn vị chưa gửi (hạn đã hết ngày {day}).",
        len(part.units),
        title=part.period.title,
        at=f"{at.hour}:{at.minute:02} {show_day(at.date())}",
        day=show_day(part.period.last_good_day),
    )
    lines = [f"• {_unit(*unit, words=words)}" for unit in part.units[:NAMED]]
    if len(part.units) > NAMED:
        rest = len(part.units) - NAMED
        lines.append(words.count("escalation", "và {n} đơn vị nữa", "và {n} đơn vị nữa", rest))
    return "\n".join((head, *lines))


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
