"""The receipts of a person's units, newest first, and one of them whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.asks import ReceiptsNow
from conversations.engine.screen import Option, Screen, rows_of
from conversations.programme.rights import may_fill
from conversations.reading.show import show_date
from conversations.screens.fill_report.sending import receipt_lines
from conversations.screens.paging import clip, fitted, page_of, titled, turning

if TYPE_CHECKING:
    from conversations.engine.facts import Facts, ReportSummary
    from conversations.engine.frames import Receipts
    from conversations.programme.report import Receipt

ON_A_PAGE = 6


def receipts(frame: Receipts, facts: Facts) -> Screen:
    """What was sent; honest where nothing was."""
    words = facts.words
    sent = facts.answer(ReceiptsNow()) or ()
    listed = [(summary, summary.receipt) for summary in sent if summary.receipt is not None]
    lines = [
        words.say(
            "receipts",
            "{number}: {title} · {unit}, gửi ngày {day}",
            number=receipt.number,
            title=summary.period.title,
            unit=summary.unit.title,
            day=show_date(receipt.at.date()),
        )
        for summary, receipt in listed
    ]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    title = words.say("receipts", "Báo cáo đã gửi, mới nhất ở trên. Chọn một biên nhận để xem.")
    if not listed:
        title = words.say("receipts", "Đơn vị của anh/chị chưa gửi báo cáo nào ở đây.")
    return Screen(
        name="receipts.list",
        text=fitted([titled(title, page, words), *lines[page.start : page.stop]]),
        rows=(
            *rows_of(
                *(
                    Option(f"r:{summary.key}", clip(f"{receipt.number} · {summary.unit.name}"))
                    for summary, receipt in listed[page.start : page.stop]
                )
            ),
            *turning(page, words),
            *rows_of(Option("home", words.say("receipts", "Về menu"))),
        ),
    )


def one(summary: ReportSummary, receipt: Receipt, facts: Facts) -> Screen:
    """One receipt; whoever fills for the unit can open the report from here, to read it or to take it back."""
    words = facts.words
    fills = may_fill(facts.somebody, summary.unit)
    return Screen(
        name="receipts.one",
        text=fitted(receipt_lines(receipt, summary.period.title, summary.unit.title, words)),
        rows=rows_of(
            Option("open", words.say("receipts", "Mở báo cáo")) if fills else None,
            Option("list", words.say("receipts", "◀ Các biên nhận")),
            Option("home", words.say("receipts", "Về menu")),
        ),
    )
