"""Reminders: how many days are left, what is missing, one tap to the first open item. Never blame; always a way on.

One message a person and wave: one report is told in full, several in a line each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.links import answer_place, approve_place, report_place
from conversations.engine.screen import Link, Message
from conversations.programme.report import ReportState
from conversations.programme.unit import Level
from conversations.reading.show import show_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from conversations.engine.words import Words
    from conversations.programme.owed import OwedReport

NAMED = 5
"""Codes in a line; more are counted."""
LINKS = 6
"""Buttons of a list; a person with more reports finds them all in the menu."""


def reminder(
    owed: Sequence[tuple[OwedReport, str]], *, today: date, late: bool, help_line: str, words: Words
) -> Message:
    """owed: reports, most urgent first, each with the post the person answers for ("": all of it). late: it should
    have left earlier, but the assistant was down. help_line: whom to ring, or "".
    """
    if len(owed) == 1:
        report, post = owed[0]
        text = _whole(report, post, today=today, help_line=help_line, words=words)
        links = _links(report, words)
    else:
        head = words.count(
            "reminder", "⏰ Anh/chị còn {n} báo cáo chưa gửi:", "⏰ Anh/chị còn {n} báo cáo chưa gửi:", len(owed)
        )
        text = "\n".join((head, *(f"• {_line(report, post, today=today, words=words)}" for report, post in owed)))
        links = tuple(_go_on(report, report.unit.title) for report, _ in owed[:LINKS])
    if late:
        note = words.say("reminder", "(Tin này gửi muộn vì hệ thống vừa tạm dừng, mong anh/chị thông cảm.)")
        text = f"{text}\n{note}"
    return Message(name="reminder", text=text, links=links)


def _whole(report: OwedReport, post: str, *, today: date, help_line: str, words: Words) -> str:
    left = report.period.days_left(today)
    if report.state is ReportState.WAITING_FOR_LEADER:
        return f"⏰ {_head(report, left, words)}\n{words.say('reminder', 'Báo cáo đang chờ anh/chị duyệt.')}"
    if left >= 0:
        lines = (f"⏰ {_head(report, left, words)}", _given(report, post, words))
        return "\n".join(line for line in lines if line)
    return "\n".join(line for line in (_overdue(report, post, words), help_line) if line)


def _head(report: OwedReport, left: int, words: Words) -> str:
    day = show_day(report.period.last_good_day)
    title = _small(report.period.title)
    if left < 0:
        return words.say("reminder", "Đã qua hạn {day}: {title} · {unit}", day=day, title=title, unit=report.unit.title)
    if left == 0:
        return words.say(
            "reminder",
            "Hôm nay là ngày cuối: {title} · {unit} (hết ngày {day})",
            title=title,
            unit=report.unit.title,
            day=day,
        )
    return words.count(
        "reminder",
        "Còn {n} ngày: {title} · {unit} (chậm nhất hết ngày {day})",
        "Còn {n} ngày: {title} · {unit} (chậm nhất hết ngày {day})",
        left,
        title=title,
        unit=report.unit.title,
        day=day,
    )


def _given(report: OwedReport, post: str, words: Words) -> str:
    """What is there and what is missing; nothing where the form is not known."""
    missing = report.missing(post)
    if not report.total:
        return ""
    if post:
        return words.say(
            "reminder", "Phần của anh/chị ({post}) còn: {codes}", post=post, codes=_codes(missing, report, words)
        )
    given = len(report.given)
    if not missing:
        return words.say("reminder", "Đã trả lời đủ, chỉ còn gửi đi.")
    if not given:
        return _none_yet(report, words)
    if _plain(report):
        counted = words.say("reminder", "Đã trả lời {given}/{total} câu.", given=given, total=report.total)
    else:
        counted = words.say("reminder", "Đã có {given}/{total} chỉ tiêu.", given=given, total=report.total)
    still = words.say("reminder", "Còn: {codes}", codes=_codes(missing, report, words))
    return f"{counted} {still}"


def _none_yet(report: OwedReport, words: Words) -> str:
    if _plain(report):
        return words.say("reminder", "Chưa trả lời câu nào trong {total} câu.", total=report.total)
    return words.say("reminder", "Chưa có chỉ tiêu nào trong {total} chỉ tiêu.", total=report.total)


def _overdue(report: OwedReport, post: str, words: Words) -> str:
    day, missing = show_day(report.period.last_good_day), len(report.missing(post))
    title, unit = _small(report.period.title), report.unit.title
    if not report.total:
        return words.say("reminder", "Đã qua hạn {day}, {title} của {unit} chưa gửi.", day=day, title=title, unit=unit)
    if not missing:
        return words.say(
            "reminder",
            "Đã qua hạn {day}, {title} của {unit} đã đủ số, chỉ còn gửi đi.",
            day=day,
            title=title,
            unit=unit,
        )
    if _plain(report):
        told = words.say(
            "reminder",
            "Đã qua hạn {day}, {title} của {unit} còn {n} câu chưa trả lời.",
            day=day,
            title=title,
            unit=unit,
            n=missing,
        )
    else:
        told = words.say(
            "reminder",
            "Đã qua hạn {day}, {title} của {unit} còn {n} chỉ tiêu chưa có số.",
            day=day,
            title=title,
            unit=unit,
            n=missing,
        )
    if not report.given:
        return told
    way = words.say("reminder", "Anh/chị có thể gửi trước phần đã có để kịp tổng hợp, phần còn lại hẹn ngày.")
    return f"{told} {way}"


def help_line(name: str, phone: str, words: Words) -> str:
    """Whom to ring; "" where nobody with a telephone number is known."""
    return words.say("reminder", "Cần hỗ trợ xin gọi {name}, {phone}.", name=name, phone=phone) if phone else ""


def _line(report: OwedReport, post: str, *, today: date, words: Words) -> str:
    head = _head(report, report.period.days_left(today), words)
    if report.state is ReportState.WAITING_FOR_LEADER:
        return words.say("reminder", "{head}, chờ anh/chị duyệt", head=head)
    missing = len(report.missing(post))
    if not missing:
        return head
    if _plain(report):
        return words.say("reminder", "{head}, còn {n} câu", head=head, n=missing)
    return words.say("reminder", "{head}, còn {n} chỉ tiêu", head=head, n=missing)


def _links(report: OwedReport, words: Words) -> tuple[Link, ...]:
    if report.state is ReportState.WAITING_FOR_LEADER:
        return (Link(place=approve_place(report.key), label=words.say("reminder", "Xem và duyệt"), command="duyet"),)
    return (_go_on(report, words.say("reminder", "▶ Trả lời tiếp")),)


def _go_on(report: OwedReport, label: str) -> Link:
    if report.state is ReportState.WAITING_FOR_LEADER:
        return Link(place=approve_place(report.key), label=label, command="duyet")
    if report.missing():
        return Link(place=answer_place(report.key), label=label, command="baocao")
    return Link(place=report_place(report.key), label=label, command="baocao")


def _codes(codes: Sequence[str], report: OwedReport, words: Words) -> str:
    if len(codes) <= NAMED + 1:
        return ", ".join(codes)
    named, rest = ", ".join(codes[:NAMED]), len(codes) - NAMED
    if _plain(report):
        return words.say("reminder", "{codes} và {rest} câu nữa", codes=named, rest=rest)
    return words.say("reminder", "{codes} và {rest} chỉ tiêu nữa", codes=named, rest=rest)


def _plain(report: OwedReport) -> bool:
    """Whether items are called questions: "chỉ tiêu" is a word of offices, not of villages."""
    return report.unit.kind.level is Level.VILLAGE


def _small(title: str) -> str:
    """The title inside a sentence."""
    return title[:1].lower() + title[1:]
