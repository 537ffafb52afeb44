"""The reports that are due now, oldest first, those that were locked before they left, and those sent lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of
from conversations.programme.report import ReportState
from conversations.reading.show import show_near
from conversations.screens.locks import never_sent
from conversations.screens.nothing_due import coming_lines, empty_in_a_list
from conversations.screens.paging import LABEL, clip, clip_inside, fitted, page_of, titled, turning

if TYPE_CHECKING:
    from conversations.engine.facts import Facts, ReportSummary
    from conversations.engine.frames import ChooseReport
    from conversations.engine.words import Words

PAGE = 8
"""So many fit on a small phone without scrolling far."""


def choose_report(frame: ChooseReport, facts: Facts) -> Screen:
    """Which report to open; honest where nothing is due."""
    words = facts.words
    listed = (*facts.due, *facts.locked, *facts.lately_sent)
    told = [f"• {_line(summary, facts, words)}" for summary in listed]
    page = page_of(told, frame.page, most=PAGE)
    alone = len({summary.unit.id for summary in listed}) == 1
    if facts.due:
        text = words.say("report", "Anh/chị muốn làm báo cáo nào?")
    elif facts.locked:
        text = words.say("report", "Không có báo cáo nào đến hạn. Báo cáo chưa gửi mà đã khóa, và báo cáo gửi gần đây:")
    elif listed:
        text = words.say("report", "Không có báo cáo nào đến hạn. Báo cáo đã gửi gần đây:")
    else:
        text = words.say("report", "Hiện không có báo cáo nào đến hạn.")
    return Screen(
        name="choose_report",
        text=fitted([titled(text, page, words), *told[page.start : page.stop], *coming_lines(facts)]),
        rows=(
            *rows_of(
                *(
                    Option(f"r:{summary.key}", _label(summary, alone=alone))
                    for summary in listed[page.start : page.stop]
                )
            ),
            *turning(page, words),
            *rows_of(Option("home", words.say("report", "Về menu"))),
        ),
    )


def _label(summary: ReportSummary, *, alone: bool) -> str:
    """What it is about, where all are of one unit; otherwise the unit, and the period where it owes several."""
    if alone:
        return clip_inside(summary.period.title, LABEL)
    period = f" · {summary.period.key}"
    return clip(summary.unit.title, LABEL - len(period)) + period


def _head(summary: ReportSummary) -> str:
    return f"{summary.unit.title} · {summary.period.title}"


def _line(summary: ReportSummary, facts: Facts, words: Words) -> str:
    if not summary.of:
        return empty_in_a_list(summary, _head(summary), words)
    last = show_near(summary.period.last_good_day, facts.today)
    head = _head(summary)
    if summary.state is ReportState.REOPENED:
        return words.say("report", "{head}: được mở lại để sửa", head=head)
    if summary.receipt is not None:
        return words.say("report", "{head}: đã gửi, biên nhận số {number}", head=head, number=summary.receipt.number)
    if not summary.state.handed_up and summary.period.locked(facts.today):
        return never_sent(summary, head, words)
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


def left_behind(facts: Facts) -> tuple[str, ...]:
    """Above the report that is due: what was locked before it left, so that nobody believes it sent."""
    words = facts.words
    return tuple(
        words.say(
            "report", "Lưu ý: {report}. Gõ /lienhe nếu cần mở lại.", report=never_sent(summary, _head(summary), words)
        )
        if not summary.replaced_by
        else words.say("report", "Lưu ý: {report}.", report=never_sent(summary, _head(summary), words))
        for summary in facts.locked[:1]
    )
