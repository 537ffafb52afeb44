"""The reports that are due now, oldest first, and those sent lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of
from conversations.programme.report import ReportState
from conversations.reading.show import show_day
from conversations.screens.paging import LABEL, clip, fitted, page_of, titled, turning

if TYPE_CHECKING:
    from conversations.engine.facts import Facts, ReportSummary
    from conversations.engine.frames import ChooseReport
    from conversations.engine.words import Words

PAGE = 8
"""So many fit on a small phone without scrolling far."""


def choose_report(frame: ChooseReport, facts: Facts) -> Screen:
    """Which report to open; honest where nothing is due."""
    words = facts.words
    listed = (*facts.due, *facts.lately_sent)
    told = [_line(summary, facts, words) for summary in listed]
    page = page_of(told, frame.page, most=PAGE)
    if facts.due:
        text = words.say("report", "Anh/chị muốn làm báo cáo nào?")
    elif listed:
        text = words.say("report", "Không có báo cáo nào đến hạn. Báo cáo đã gửi gần đây:")
    else:
        text = words.say("report", "Hiện không có báo cáo nào đến hạn.")
    return Screen(
        name="choose_report",
        text=fitted([titled(text, page, words), *told[page.start : page.stop]]),
        rows=(
            *rows_of(*(Option(f"r:{summary.key}", _label(summary)) for summary in listed[page.start : page.stop])),
            *turning(page, words),
            *rows_of(Option("home", words.say("report", "Về menu"))),
        ),
    )


def _label(summary: ReportSummary) -> str:
    """The unit, and the period where it owes several."""
    period = f" · {summary.period.key}"
    return clip(summary.unit.title, LABEL - len(period)) + period


def _line(summary: ReportSummary, facts: Facts, words: Words) -> str:
    last = show_day(summary.period.last_good_day)
    head = f"{summary.unit.title} · {summary.period.title}"
    if summary.receipt is not None:
        return words.say("report", "{head}: đã gửi, biên nhận số {number}", head=head, number=summary.receipt.number)
    if summary.state is ReportState.WAITING_FOR_LEADER:
        return words.say("report", "{head}: đang chờ lãnh đạo duyệt", head=head)
    if summary.period.overdue(facts.today):
        return words.say(
            "report",
            "{head}: {given}/{of}, đã qua hạn {last}",
            head=head,
            given=summary.given,
            of=summary.of,
            last=last,
        )
    return words.say(
        "report",
        "{head}: {given}/{of}, chậm nhất hết ngày {last}",
        head=head,
        given=summary.given,
        of=summary.of,
        last=last,
    )
