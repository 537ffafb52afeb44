"""When somebody is reminded again, of what, and that it can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.asks import SnoozesNow
from conversations.engine.screen import Option, Screen, rows_of
from conversations.programme.report import ReportState
from conversations.reading.show import show_date
from conversations.screens.paging import fitted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.engine.facts import Facts, ReportSummary
    from conversations.engine.words import Words

NAMED = 6


def snooze(all_of: Sequence[ReportSummary], still_open: Sequence[ReportSummary], facts: Facts) -> Screen:
    """all_of: the reports in question. still_open: those that can be reminded of."""
    words = facts.words
    if not still_open:
        return _nothing(all_of, words)
    wanted = dict(facts.answer(SnoozesNow()) or ())
    moments = [wanted[summary.key] for summary in still_open if summary.key in wanted]
    if not moments:
        lines = [words.say("snooze", "Trợ lý không nhắc lại riêng nữa; các lần nhắc theo lịch vẫn như cũ.")]
        again = Option("again", words.say("snooze", "Nhắc lại giúp tôi"))
    else:
        lines = [
            words.say("snooze", "Dạ, trợ lý sẽ nhắc lại lúc {at}:", at=show_moment(max(moments), words)),
            *_named([summary for summary in still_open if summary.key in wanted], words),
            words.say("snooze", "Nếu báo cáo gửi trước lúc đó thì trợ lý không nhắc nữa."),
        ]
        again = Option("undo", words.say("snooze", "Thôi, không cần nhắc lại"))
    waits = all(summary.state is ReportState.WAITING_FOR_LEADER for summary in still_open)
    go = words.say("snooze", "Xem và duyệt") if waits else words.say("snooze", "▶ Làm báo cáo luôn")
    return Screen(
        name="snooze",
        text=fitted(lines),
        rows=rows_of(again, Option("go", go), Option("close", words.say("snooze", "Đóng"))),
    )


def _nothing(all_of: Sequence[ReportSummary], words: Words) -> Screen:
    sent = [summary for summary in all_of if summary.state.handed_up]
    if sent:
        text = words.say(
            "snooze",
            "{report} đã gửi rồi, trợ lý không nhắc nữa.",
            report=f"{sent[0].period.title} · {sent[0].unit.title}",
        )
    else:
        text = words.say("snooze", "Hiện không có báo cáo nào cần nhắc lại.")
    return Screen(name="snooze.nothing", text=text, rows=rows_of(Option("close", words.say("snooze", "Đóng"))))


def _named(summaries: Sequence[ReportSummary], words: Words) -> list[str]:
    lines = [f"• {summary.period.title} · {summary.unit.title}" for summary in summaries[:NAMED]]
    rest = len(summaries) - NAMED
    if rest > 0:
        lines.append(words.count("snooze", "và {n} báo cáo nữa", "và {n} báo cáo nữa", rest))
    return lines


def show_moment(at: datetime, words: Words) -> str:
    """As in "8:00 ngày 7/6/2023"."""
    return words.say("snooze", "{time} ngày {day}", time=f"{at.hour}:{at.minute:02}", day=show_date(at.date()))
