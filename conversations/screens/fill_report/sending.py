"""Sending up: what is missing, lost or estimated; the leader's yes on paper; the receipt; taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.answer import EvidenceKind, Nature
from conversations.programme.report import ReportState
from conversations.programme.review import ItemState
from conversations.reading.show import show_date
from conversations.screens.fill_report.heading import (
    answerable,
    codes,
    given_and_waiting,
    given_line,
    part_line,
    plain,
    reporting_for,
)
from conversations.screens.fill_report.periodic import summary_beside
from conversations.screens.locks import last_day_taken
from conversations.screens.paging import clip
from conversations.screens.states import time_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.criteria import Indicator
    from conversations.programme.report import Receipt, Report


def summary_lines(report: Report, words: Words) -> list[str]:
    """What somebody who lets a report go must know: how full, what is missing, what was lost, what is an estimate,
    the evidence.
    """

    def named(items: Iterable[Indicator]) -> str:
        return codes(items, words, as_questions=plain(report))

    lines = [given_line(report, words) + "."]
    if missing := report.open_items():
        lines.append(words.say("sending", "Còn thiếu: {codes}.", codes=named(missing)))
    lines += summary_beside(report, words)
    if lost := report.lost():
        lines.append(words.say("sending", "Không giữ được so với kỳ trước: {codes}.", codes=named(lost)))
    changed = [
        indicator
        for indicator in report.form.indicators
        if (answer := report.answers.get(indicator.code)) is not None
        and (known := report.last.get(indicator.code)) is not None
        and answer.given
        and (answer.figure, answer.state) != (known.figure, known.state)
        and indicator not in lost
    ]
    if changed:
        lines.append(words.say("sending", "Thay đổi so với kỳ trước: {codes}.", codes=named(changed)))
    estimates = [
        indicator
        for indicator in report.form.indicators
        if (answer := report.answers.get(indicator.code)) is not None and answer.nature is Nature.ESTIMATE
    ]
    if estimates:
        lines.append(words.say("sending", "Số ước: {codes}.", codes=named(estimates)))
    papers = sum(piece.kind is EvidenceKind.PAPER for pieces in report.evidence.values() for piece in pieces)
    if report.photos() or papers:
        lines.append(
            words.say(
                "sending",
                "Minh chứng: {photos} ảnh đã lưu, {papers} hồ sơ giấy.",
                photos=report.photos(),
                papers=papers,
            )
        )
    return lines


def summary(report: Report, facts: Facts) -> Screen:
    """Before it goes: one screen, one press."""
    words = facts.words
    above = report.superior.title if report.superior else ""
    head = words.say("sending", "Chuẩn bị gửi: {title} · {unit}", title=report.period.title, unit=report.unit.title)
    lines = [reporting_for(report, facts), head, *summary_lines(report, words)]
    direct = not report.needs_leader
    if not direct and not report.has_leader:
        lines.append(words.say("sending", "Lãnh đạo xã chưa tham gia ở đây, nên xin ghi số văn bản đã ký."))
    return Screen(
        name="fill_report.summary",
        text="\n".join(line for line in lines if line),
        rows=rows_of(
            Option("send", clip(words.say("sending", "Gửi lên {unit}", unit=above))) if direct else None,
            Option("submit", words.say("sending", "Trình lãnh đạo duyệt"))
            if not direct and report.has_leader
            else None,
            Option("paper", words.say("sending", "Lãnh đạo đã duyệt trên giấy")) if report.may_name_paper else None,
            Option("go", words.say("sending", "Trả lời tiếp phần thiếu")) if report.open_items() else None,
            Option("overview", words.say("sending", "◀ Tổng quan")),
        ),
    )


def part_done(report: Report, facts: Facts) -> Screen:
    """To whoever answers for a post: their part, what the whole still waits for, and who sends it."""
    words = facts.words
    missing = [
        indicator
        for indicator in report.items_of(facts.somebody.posts_at(report.unit.id))
        if not report.answered(indicator.code)
    ]
    lines = [reporting_for(report, facts), part_line(report, facts)]
    if missing:
        lines.append(words.say("sending", "Còn để sau: {codes}.", codes=codes(missing, words)))
    else:
        lines.append(words.say("sending", "Phần của anh/chị đã xong, cảm ơn anh/chị!"))
    lines += [
        words.say("report", "{title} · {unit}", title=report.period.title, unit=report.unit.title),
        given_and_waiting(report, words),
        words.say("sending", "Cán bộ phụ trách chung sẽ gửi báo cáo; trước đó anh/chị vẫn sửa được."),
    ]
    return Screen(
        name="fill_report.part_done",
        text="\n".join(line for line in lines if line),
        rows=rows_of(
            Option("go", words.say("sending", "Trả lời tiếp phần thiếu")) if missing else None,
            Option("list", words.say("sending", "Xem lại câu trả lời")),
            Option("overview", words.say("sending", "◀ Tổng quan")),
            Option("home", words.say("sending", "Về menu")),
        ),
    )


def paper_approval(report: Report, facts: Facts) -> Screen:
    """The leader signed on paper: its number and date."""
    words = facts.words
    return Screen(
        name="fill_report.paper_approval",
        text=words.say(
            "sending",
            "Xin ghi số và ngày văn bản lãnh đạo đã ký của {unit}, ví dụ: 12/BC-UBND ngày 8/6/2023. "
            "Ghi xong là báo cáo gửi đi ngay.",
            unit=report.unit.title,
        ),
        rows=rows_of(Option("overview", words.say("sending", "◀ Tổng quan"))),
        takes=frozenset({Takes.TEXT}),
    )


def receipt_lines(receipt: Receipt, report_title: str, unit: str, words: Words) -> list[str]:
    """A receipt in words: number, time, how much, and who gets it by the rule."""
    lines = [
        words.say("sending", "Biên nhận số {number}", number=receipt.number),
        words.say("sending", "{title} · {unit}", title=report_title, unit=unit),
        words.say(
            "sending",
            "Gửi lúc {time}, ngày {day}",
            time=time_words(words, receipt.at),
            day=show_date(receipt.at.date()),
        ),
        words.say(
            "sending",
            "Đã trả lời {items}/{of}, có {photos} ảnh đã lưu",
            items=receipt.items,
            of=receipt.of,
            photos=receipt.photos,
        ),
    ]
    if receipt.approved_on_paper:
        lines.append(words.say("sending", "Lãnh đạo duyệt trên giấy: {paper}", paper=receipt.approved_on_paper))
    lines.append(words.say("sending", "Nơi nhận theo quy định: {reader}", reader=receipt.next_reader))
    return lines


_TO_WITHDRAW = frozenset({ReportState.SENT, ReportState.WAITING_FOR_LEADER})


def review_lines(report: Report, words: Words) -> list[str]:
    """How far the offices are, and what they ask for."""
    reviews = report.reviews.values()
    judged = sum(one.state.judged for one in reviews)
    asked = [one.indicator for one in reviews if one.asked]
    lines = []
    if judged:
        met = sum(one.state is ItemState.MET for one in reviews)
        lines.append(
            words.say(
                "sending",
                "Các phòng đã đánh giá {judged}/{of} chỉ tiêu: {met} đạt, {not_met} chưa đạt.",
                judged=judged,
                of=len(reviews),
                met=met,
                not_met=judged - met,
            )
        )
    if asked:
        codes = [code for code in report.form.asking_order if code in asked]
        lines.append(words.say("sending", "Các phòng đề nghị bổ sung: {codes}.", codes=clip(", ".join(codes), 120)))
    return lines


def sent(report: Report, facts: Facts) -> Screen:
    """After it has gone to the leader or up: what happens next, and how to take it back."""
    words = facts.words
    if report.state is ReportState.REOPENED:
        lines = [
            words.say(
                "sending",
                "Đã trình lãnh đạo duyệt bản sửa. Số đã gửi trước đây vẫn giữ đến khi lãnh đạo đồng ý.",
            )
        ]
    elif report.state.handed_up and report.receipt is not None:
        lines = receipt_lines(report.receipt, report.period.title, report.unit.title, words)
        lines += review_lines(report, words)
        if report.needs_leader:
            lines.append(words.say("sending", "Văn bản đã ký, anh/chị vẫn gửi theo quy định."))
    elif report.state.handed_up:
        lines = [words.say("sending", "Báo cáo đã gửi.")]
    else:
        lines = [
            words.say(
                "sending",
                "Đã trình lãnh đạo duyệt. Khi lãnh đạo đồng ý, báo cáo được gửi đi và anh/chị nhận được biên nhận.",
            )
        ]
    free = answerable(report, facts) and not report.opened_above and report.state in _TO_WITHDRAW
    said = any(not one.unjudged for one in report.reviews.values())
    return Screen(
        name="fill_report.sent",
        text="\n".join(line for line in (reporting_for(report, facts), *lines) if line),
        rows=rows_of(
            Option("withdraw", words.say("sending", "Rút lại để sửa")) if free else None,
            Option("offices", words.say("sending", "Ý kiến của các phòng")) if said else None,
            Option("list", words.say("sending", "Xem lại câu trả lời")),
            Option("home", words.say("sending", "Về menu")),
        ),
    )


def withdraw(report: Report, facts: Facts) -> Screen:
    """Taking it back, asked once."""
    words = facts.words
    return Screen(
        name="fill_report.withdraw",
        text=words.say(
            "sending",
            "{title} · {unit}\nRút lại để sửa? Sửa xong phải gửi lại; kỳ này nhận đến hết ngày {until}.",
            title=report.period.title,
            unit=report.unit.title,
            until=show_date(last_day_taken(report.period)),
        ),
        rows=rows_of(
            Option("yes", words.say("sending", "Rút lại")), Option("no", words.say("sending", "◀ Thôi")), across=2
        ),
    )
