"""Why something would be sent, in a line for whoever checks the schedule before it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.digest import Audience, DigestKind
from conversations.programme.report import ReportState
from conversations.reading.show import show_date
from conversations.screens.dossier_reminder import waiting_words
from conversations.screens.escalation import nobody_there
from conversations.screens.paging import and_more

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from conversations.engine.words import Words
    from conversations.programme.digest_times import DigestSlot
    from conversations.programme.dossier import Dossier
    from conversations.programme.ids import DifficultyId
    from conversations.programme.owed import OwedReport, Unattended

NAMED = 5
CLIMBING_NAMED = 8


def why_reminded(report: OwedReport, unattended: Unattended | None, *, on: date, words: Words, wished: str = "") -> str:
    """What is missing, how long there is still time, and whether anybody is there to be reminded. wished: "snoozed",
    "promised", or "" for a slot of the calendar.
    """
    parts = [_standing(report, words), _time(report, on, words)]
    if wished == "snoozed":
        parts.append(words.say("forecast", "người phụ trách nhờ nhắc lại"))
    if report.promised is not None:
        parts.append(words.say("forecast", "đã hẹn {day}", day=show_date(report.promised.day)))
    if unattended is not None:
        parts.append(nobody(words) if unattended.why == "nobody" else nobody_there(unattended, words))
    return "; ".join(parts)


def why_escalated(units: Sequence[str], *, held: bool, words: Words) -> str:
    """Which units are late."""
    named = and_more(", ".join(units[:NAMED]), len(units) - NAMED, words)
    told = words.count(
        "forecast",
        "{n} đơn vị quá hạn chưa gửi: {units}",
        "{n} đơn vị quá hạn chưa gửi: {units}",
        len(units),
        units=named,
    )
    return told if held else f"{told}; {nobody(words)}"


def why_digested(slot: DigestSlot, *, held: bool, words: Words) -> str:
    """Which digest it is."""
    match slot.audience, slot.kind:
        case Audience.GROUP, _:
            said = words.say("forecast", "tổng hợp tuần cho nhóm")
            return said if held else words.say("forecast", "{what}; chưa có nhóm nào gắn với đơn vị này", what=said)
        case _, DigestKind.DAILY:
            day = show_date(slot.period.last_good_day) if slot.period else ""
            said = words.say("forecast", "tổng hợp hằng ngày trước hạn {day}", day=day)
        case _:
            said = words.say("forecast", "tổng hợp tuần cho người quản lý")
    return said if held else f"{said}; {nobody(words)}"


def nobody(words: Words) -> str:
    """Nobody holds the role, so nobody is told."""
    return words.say("forecast", "chưa ai giữ vai trò này trong hệ thống")


def _standing(report: OwedReport, words: Words) -> str:
    if report.state is ReportState.WAITING_FOR_LEADER:
        return words.say("forecast", "chờ lãnh đạo duyệt")
    if not report.total:
        return words.say("forecast", "chưa gửi; bộ tiêu chí chưa có chỉ tiêu để nhập nên không nhắc")
    return words.say("forecast", "chưa gửi, đã có {given}/{total}", given=len(report.given), total=report.total)


def _time(report: OwedReport, on: date, words: Words) -> str:
    left, day = report.period.days_left(on), show_date(report.period.last_good_day)
    if left > 0:
        return words.count("forecast", "còn {n} ngày, hạn hết {day}", "còn {n} ngày, hạn hết {day}", left, day=day)
    if left == 0:
        return words.say("forecast", "hôm nay là ngày cuối, hạn hết {day}", day=day)
    return words.count("forecast", "quá hạn {n} ngày, hạn hết {day}", "quá hạn {n} ngày, hạn hết {day}", -left, day=day)


def why_dossier(dossier: Dossier, on: date, words: Words, *, handing: bool) -> str:
    """A dossier that is not handed in, or not passed up or decided."""
    return words.say("forecast", "hồ sơ {waiting}", waiting=waiting_words(dossier, on, words, handing=handing))


def why_climbs(numbers: Sequence[DifficultyId], words: Words) -> str:
    """Difficulties that nobody answers by their day."""
    named = ", ".join(str(number) for number in numbers[:CLIMBING_NAMED])
    if len(numbers) > CLIMBING_NAMED:
        named = f"{named}…"
    return words.count(
        "forecast",
        "{n} khó khăn quá hạn nếu chưa được trả lời thì chuyển lên: số {numbers}",
        "{n} khó khăn quá hạn nếu chưa được trả lời thì chuyển lên: số {numbers}",
        len(numbers),
        numbers=named,
    )
