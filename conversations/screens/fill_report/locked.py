"""A report whose period is locked: what was given, that it was not sent, and who can reopen it. It is only read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of
from conversations.programme.report import ReportState
from conversations.reading.show import show_date
from conversations.screens.fill_report.heading import given_line, plain, reporting_for
from conversations.screens.locks import last_day_taken, only_a_manager, whom_to_ring

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.report import Report


def locked(report: Report, facts: Facts) -> Screen:
    """Locked before it was sent."""
    words = facts.words
    until = show_date(last_day_taken(report.period))
    if report.replaced_by:
        why = words.say(
            "locks", "Báo cáo này chưa gửi khi {unit} được thay bằng {after}; từ ngày {day} báo cáo cho {after}.",
            unit=report.unit.title, after=report.replaced_by, day=show_date(report.period.locks_on),
        )  # fmt: skip
    elif report.state is ReportState.WAITING_FOR_LEADER:
        why = words.say(
            "locks",
            "Báo cáo này lãnh đạo chưa duyệt nên chưa gửi. Kỳ này nhận đến hết ngày {until}, nay đã khóa.",
            until=until,
        )
    else:
        why = words.say("locks", "Báo cáo này chưa gửi. Kỳ này nhận đến hết ngày {until}, nay đã khóa.", until=until)
    kept = words.say(
        "locks", "{given}; vẫn còn lưu ở đây, nhưng chưa được tính là đã báo.", given=given_line(report, words)
    )
    lines = [
        reporting_for(report, facts),
        words.say("report", "{title} · {unit}", title=report.period.title, unit=report.unit.title),
        why,
        kept if report.given else "",
        *([] if report.replaced_by else whom_to_ring(facts)),
    ]
    listed = words.say("report", "Danh sách câu hỏi") if plain(report) else words.say("report", "Danh sách tiêu chí")
    return Screen(
        name="fill_report.locked",
        text="\n".join(line for line in lines if line),
        rows=rows_of(
            Option("list", listed) if report.form.indicators else None,
            Option("home", words.say("report", "Về menu")),
        ),
    )


def not_taken(report: Report, words: Words) -> str:
    """To whoever has just pressed or typed something that would have changed it."""
    until = show_date(last_day_taken(report.period))
    if report.replaced_by:
        return words.say(
            "locks",
            "Điều vừa gửi không ghi được: {unit} đã được thay bằng {after}. Gõ /baocao để báo cáo cho {after}.",
            unit=report.unit.title, after=report.replaced_by,
        )  # fmt: skip
    if not report.state.handed_up:
        return words.say("locks", "Điều vừa gửi không ghi được, vì kỳ này đã khóa.")
    line = words.say(
        "locks", "Điều vừa gửi không ghi được: kỳ này nhận đến hết ngày {until}, nay đã khóa.", until=until
    )
    return f"{line} {only_a_manager(words)}"
