"""Who is late, told to the level above as one list: units, never persons. And what was not sent after an outage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.engine.links import progress_place
from conversations.engine.screen import Link, Message
from conversations.programme.report import ReportState
from conversations.programme.unit import Level
from conversations.reading.show import show_date, show_day
from conversations.screens.paging import clip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.engine.words import Words
    from conversations.programme.calendar import Period
    from conversations.programme.ids import UnitId
    from conversations.programme.owed import OwedReport, Unattended

NAMED = 20
"""Units in a list; more are counted."""


PERIODS = 4
"""Periods in a list; so many with all their units still fit one message."""
REASON = 60
"""Characters of a reason in a list; whoever wants it all reads the notice that came with the promise."""


@dataclass(frozen=True, slots=True)
class LateUnit:
    """One line of the list. unattended: why nobody is reminded of it; None: somebody is."""

    report: OwedReport
    unattended: Unattended | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LateUnits:
    """The late units of one period, in Vietnamese order."""

    period: Period
    units: Sequence[LateUnit]


def late_list(parts: Sequence[LateUnits], *, above: UnitId, at: datetime, late: bool, words: Words) -> Message:
    """All that is late below a unit, as one list. late: it should have left earlier, but the assistant was down."""
    text = "\n\n".join(_part(part, at, words) for part in parts[:PERIODS])
    if len(parts) > PERIODS:
        rest = len(parts) - PERIODS
        text += "\n\n" + words.count("escalation", "và {n} kỳ báo cáo nữa", "và {n} kỳ báo cáo nữa", rest)
    if late:
        text += "\n" + words.say("escalation", "(Tin này gửi muộn vì hệ thống vừa tạm dừng.)")
    to_commune = any(unit.report.unit.kind.level is Level.VILLAGE for part in parts for unit in part.units)
    command = "tiendo" if to_commune else "tonghop"
    link = Link(place=progress_place(above), label=words.say("escalation", "Xem tiến độ"), command=command)
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
    lines = [f"• {_unit(unit, words)}" for unit in part.units[:NAMED]]
    if len(part.units) > NAMED:
        rest = len(part.units) - NAMED
        lines.append(words.count("escalation", "và {n} đơn vị nữa", "và {n} đơn vị nữa", rest))
    return "\n".join((head, *lines))


def _unit(late: LateUnit, words: Words) -> str:
    report = late.report
    line = words.say("escalation", "{unit}: {stands}", unit=report.unit.title, stands=_stands(late, words))
    if report.promised is None:
        return line
    day, reason = show_day(report.promised.day), clip(report.promised.reason, REASON)
    return words.say("escalation", "{line}; hẹn {day}: “{reason}”", line=line, day=day, reason=reason)


def _stands(late: LateUnit, words: Words) -> str:
    report = late.report
    if late.unattended is not None:
        return nobody_there(late.unattended, words)
    if report.state is ReportState.WAITING_FOR_LEADER:
        return words.say("escalation", "đang chờ lãnh đạo duyệt")
    if not report.total:
        return words.say("escalation", "chưa gửi")
    if not report.missing():
        return words.say("escalation", "đã đủ số, chưa gửi")
    return words.say("escalation", "có {given}/{total}", given=len(report.given), total=report.total)


def nobody_there(unattended: Unattended, words: Words) -> str:
    """Why nobody is reminded, for whoever can change it."""
    match unattended.why:
        case "left":
            return words.say("escalation", "người phụ trách báo đã thôi việc này")
        case "away" if unattended.until is not None:
            return words.say(
                "escalation", "người phụ trách nghỉ đến hết {day}, chưa có người thay", day=show_day(unattended.until)
            )
        case _:
            return words.say("escalation", "chưa có người phụ trách trong hệ thống")


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
