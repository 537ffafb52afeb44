"""Where there is nothing to fill in: what comes next, and a set of criteria that has no indicators in the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.reading.show import show_date

if TYPE_CHECKING:
    from conversations.engine.facts import Facts, ReportSummary
    from conversations.engine.words import Words
    from conversations.programme.report import Report

NAMED = 2
"""So many units are told what comes next for them; it is no list to work from."""


def coming_lines(facts: Facts) -> list[str]:
    """From when the next report can be filled in and by when it must be there."""
    words = facts.words
    return [
        words.say(
            "nothing_due",
            "Kỳ tới: {title} · {unit}, nhập được từ ngày {begins}, chậm nhất hết ngày {last}.",
            title=summary.period.title,
            unit=summary.unit.title,
            begins=show_date(summary.period.covers_from),
            last=show_date(summary.period.last_good_day),
        )
        for summary in facts.coming[:NAMED]
    ]


def empty_in_a_list(summary: ReportSummary, head: str, words: Words) -> str:
    """A report in a list whose set has nothing to answer. head: how the list names it."""
    return words.say(
        "nothing_due",
        "{head}: bộ tiêu chí chưa có chỉ tiêu trong hệ thống, nên chưa nhập được (hạn gửi hết ngày {last})",
        head=head,
        last=show_date(summary.period.last_good_day),
    )


def empty_set_lines(report: Report, words: Words) -> list[str]:
    """Why a report cannot be filled in, what will change that, and what to do meanwhile."""
    return [
        words.say(
            "nothing_due",
            "{set} chưa có chỉ tiêu trong hệ thống, nên chưa có gì để nhập ở đây.",
            set=report.form.title,
        ),
        words.say(
            "nothing_due",
            "Khi nơi quản lý nạp các chỉ tiêu, báo cáo này mở ra; lúc này anh/chị báo cáo theo cách vẫn làm. "
            "Cần hỏi, xin gõ /lienhe.",
        ),
    ]
