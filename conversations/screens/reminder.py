"""Reminders: how many days are left, what is missing, one tap to the first open item. Never blame; always a way on.

One message a person and wave: one report is told in full, several in a line each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.links import (
    answer_place,
    approve_place,
    left_place,
    promise_place,
    report_place,
    send_place,
    snooze_place,
)
from conversations.engine.screen import Link, Message
from conversations.programme.report import ReportState
from conversations.programme.wishes import remind_again_at
from conversations.reading.show import show_day
from conversations.screens.fill_report.heading import first_codes, plain
from conversations.screens.paging import clip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from conversations.engine.words import Words
    from conversations.programme.owed import OwedPart, OwedReport
    from conversations.programme.report import ReportKey

NAMED = 5
"""Codes in a line; more are counted."""
LISTED = 12
"""Reports told in a line each, more are counted: with long names these fit into the 2,000 characters of any channel."""
LINKS = 6
"""Buttons of a list; a person with more reports finds them all in the menu."""


def reminder(
    owed: Sequence[OwedPart], *, now: datetime, late: bool, help_line: str, words: Words, asked_by: str = ""
) -> Message:
    """owed: most urgent first. late: it should have left earlier, but the assistant was down. help_line: whom to ring,
    or "". asked_by: the unit whose manager wanted it sent now, or "".
    """
    today = now.date()
    if len(owed) == 1:
        text = _whole(owed[0], today=today, help_line=help_line, words=words)
        links = _links(owed[0], now, words)
    else:
        head = words.count(
            "reminder", "⏰ Anh/chị còn {n} báo cáo chưa gửi:", "⏰ Anh/chị còn {n} báo cáo chưa gửi:", len(owed)
        )
        lines = [f"• {_line(part, today=today, words=words)}" for part in owed[:LISTED]]
        if len(owed) > LISTED:
            more = len(owed) - LISTED
            lines.append(words.count("reminder", "và {n} báo cáo nữa", "và {n} báo cáo nữa", more))
        text = "\n".join((head, *lines))
        links = (
            *(_go_on(part.report, label) for part, label in zip(owed[:LINKS], _told_apart(owed), strict=False)),
            _again(None, min(part.report.period.last_good_day for part in owed), now, words),
        )
    notes = [text]
    if asked_by:
        notes.append(words.say("reminder", "(Tin nhắc này do {unit} đề nghị gửi.)", unit=asked_by))
    if late:
        notes.append(words.say("reminder", "(Tin này gửi muộn vì hệ thống vừa tạm dừng, mong anh/chị thông cảm.)"))
    return Message(name="reminder", text="\n".join(notes), links=links)


def _told_apart(owed: Sequence[OwedPart]) -> list[str]:
    """A label for each: its unit, or where one unit owes several the report, or both."""
    units = [part.report.unit.title for part in owed]
    titles = [part.report.period.title for part in owed]
    for labels in (units, titles):
        if len(set(labels)) == len(labels):
            return [clip(label) for label in labels]
    return [clip(f"{unit}: {_small(title)}") for unit, title in zip(units, titles, strict=True)]


def _whole(part: OwedPart, *, today: date, help_line: str, words: Words) -> str:
    report = part.report
    left = report.period.days_left(today)
    if report.state is ReportState.WAITING_FOR_LEADER:
        text = f"⏰ {_head(report, left, words)}\n{words.say('reminder', 'Báo cáo đang chờ anh/chị duyệt.')}"
        lines = [text, _stand_in(part, words)]
    elif left >= 0:
        lines = [f"⏰ {_head(report, left, words)}", _given(report, part.post, words), _stand_in(part, words)]
    else:
        lines = [_overdue(report, part.post, today, words), _stand_in(part, words), help_line]
    return "\n".join(line for line in lines if line)


def _stand_in(part: OwedPart, words: Words) -> str:
    """Whom the person stands in for."""
    if part.until is None:
        return ""
    return words.say(
        "reminder",
        "Anh/chị được nhắc thay {name}, nghỉ đến hết {day}.",
        name=part.instead_of or words.say("reminder", "người phụ trách"),
        day=show_day(part.until),
    )


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
    if plain(report):
        counted = words.say("reminder", "Đã trả lời {given}/{total} câu.", given=given, total=report.total)
    else:
        counted = words.say("reminder", "Đã có {given}/{total} chỉ tiêu.", given=given, total=report.total)
    still = words.say("reminder", "Còn: {codes}", codes=_codes(missing, report, words))
    return f"{counted} {still}"


def _none_yet(report: OwedReport, words: Words) -> str:
    if plain(report):
        return words.say("reminder", "Chưa trả lời câu nào trong {total} câu.", total=report.total)
    return words.say("reminder", "Chưa có chỉ tiêu nào trong {total} chỉ tiêu.", total=report.total)


def _overdue(report: OwedReport, post: str, today: date, words: Words) -> str:
    told = _how_late(report, post, words)
    if report.promised is not None and report.promised.day == today:
        return words.say("reminder", "{told} Hôm nay là ngày anh/chị đã hẹn gửi.", told=told)
    if report.promised is not None:
        return words.say("reminder", "{told} Đã hẹn gửi ngày {day}.", told=told, day=show_day(report.promised.day))
    if not report.given or not report.missing(post):
        return told
    way = words.say("reminder", "Anh/chị có thể gửi trước phần đã có để kịp tổng hợp, phần còn lại hẹn ngày.")
    return f"{told} {way}"


def _how_late(report: OwedReport, post: str, words: Words) -> str:
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
    if plain(report):
        return words.say(
            "reminder",
            "Đã qua hạn {day}, {title} của {unit} còn {n} câu chưa trả lời.",
            day=day,
            title=title,
            unit=unit,
            n=missing,
        )
    return words.say(
        "reminder",
        "Đã qua hạn {day}, {title} của {unit} còn {n} chỉ tiêu chưa có số.",
        day=day,
        title=title,
        unit=unit,
        n=missing,
    )


def help_line(name: str, phone: str, words: Words) -> str:
    """Whom to ring; "" where nobody with a telephone number is known."""
    return words.say("reminder", "Cần hỗ trợ xin gọi {name}, {phone}.", name=name, phone=phone) if phone else ""


def _line(part: OwedPart, *, today: date, words: Words) -> str:
    report = part.report
    line = _line_of(report, part.post, today, words)
    if part.until is None:
        return line
    name = part.instead_of or words.say("reminder", "người phụ trách")
    return words.say("reminder", "{line} (thay {name})", line=line, name=name)


def _line_of(report: OwedReport, post: str, today: date, words: Words) -> str:
    head = _head(report, report.period.days_left(today), words)
    if report.state is ReportState.WAITING_FOR_LEADER:
        return words.say("reminder", "{head}, chờ anh/chị duyệt", head=head)
    missing = len(report.missing(post))
    if not missing:
        return head
    if plain(report):
        return words.say("reminder", "{head}, còn {n} câu", head=head, n=missing)
    return words.say("reminder", "{head}, còn {n} chỉ tiêu", head=head, n=missing)


def _links(part: OwedPart, now: datetime, words: Words) -> tuple[Link, ...]:
    """The next step first; then ways to put it off, and out of it."""
    report = part.report
    again = _again(report.key, report.period.last_good_day, now, words)
    if report.state is ReportState.WAITING_FOR_LEADER:
        return (_go_on(report, words.say("reminder", "Xem và duyệt")), again)
    on = _go_on(report, words.say("reminder", "▶ Trả lời tiếp"))
    left = Link(
        place=left_place(report.unit.id),
        label=words.say("reminder", "Tôi không còn phụ trách"),
        command="thoiphutrach",
    )
    out = (left,) if part.until is None else ()
    if not report.period.overdue(now.date()):
        return (on, again, *out)
    promise = Link(
        place=promise_place(report.key), label=words.say("reminder", "Báo lý do, hẹn ngày"), command="henngay"
    )
    send = Link(place=send_place(report.key), label=words.say("reminder", "Gửi phần đã có"), command="guibaocao")
    if part.post:  # the whole report is another's to send or to promise
        return (on, *out)
    return (on, *((send,) if report.given else ()), promise, *out)


def _again(key: ReportKey | None, last_good_day: date, now: datetime, words: Words) -> Link:
    """To be reminded once more. key None: of all that the message lists."""
    label = words.say("reminder", "Nhắc lại ngày mai")
    if remind_again_at(now, last_good_day).date() == now.date():
        label = words.say("reminder", "Nhắc lúc 14:00")
    return Link(place=snooze_place(key), label=label, command="nhaclai")


def _go_on(report: OwedReport, label: str) -> Link:
    if report.state is ReportState.WAITING_FOR_LEADER:
        return Link(place=approve_place(report.key), label=label, command="duyet")
    if report.missing():
        return Link(place=answer_place(report.key), label=label, command="baocao")
    return Link(place=report_place(report.key), label=label, command="baocao")


def _codes(codes: Sequence[str], report: OwedReport, words: Words) -> str:
    most = NAMED + (len(codes) == NAMED + 1)  # the last one is shorter than "and 1 more"
    return first_codes(codes, words, most, as_questions=plain(report))


def _small(title: str) -> str:
    """The title inside a sentence."""
    return title[:1].lower() + title[1:]
