"""Reports that have left, for a manager: how far the offices are, opened again or closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.report import CONFIRMED, TRANSITIONS, ReportAct, ReportState
from conversations.reading.show import show_date
from conversations.screens.casing import capital, small
from conversations.screens.paging import clip, fitted, page_of, titled, turning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.frames import Reopen
    from conversations.engine.words import Words
    from conversations.programme.review import SentReport

ON_A_PAGE = 8
REASON = 300


def can_open(report: SentReport) -> bool:
    """Whether it can be opened again by whoever looks, and nobody has asked for it yet."""
    return report.manages and not report.wished_by and (report.state, ReportAct.REOPEN) in TRANSITIONS


def can_close(report: SentReport) -> bool:
    """Whether every item has its verdict."""
    return report.manages and not report.wished_by and (report.state, ReportAct.CLOSE) in TRANSITIONS


def listed(reports: Sequence[SentReport], frame: Reopen, facts: Facts) -> Screen:
    """Newest first; a unit's name finds its own."""
    words = facts.words
    lines = [_line(one, words) for one in reports]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    if reports:
        title = titled(words.say("reopen", "Báo cáo đã gửi. Chọn báo cáo, hoặc gõ tên đơn vị."), page, words)
    elif frame.unit is None:
        title = words.say("reopen", "Hiện không có báo cáo nào xin mở lại chờ anh/chị đồng ý.")
    elif frame.named:
        title = words.say("reopen", "Không thấy báo cáo đã gửi của “{name}”.", name=clip(frame.named, 40))
    else:
        title = words.say("reopen", "Chưa có báo cáo nào được gửi.")
    return Screen(
        name="reopen.listed",
        text=fitted([title, *lines[page.start : page.stop]]),
        rows=(
            *rows_of(*(Option(f"r:{one.key}", _label(one)) for one in reports[page.start : page.stop])),
            *turning(page, words),
            *rows_of(
                Option("all", words.say("reopen", "Tất cả")) if frame.named else None,
                Option("home", words.say("reopen", "Về menu")),
            ),
        ),
        takes=frozenset({Takes.NAME}),
    )


def _label(one: SentReport) -> str:
    """As in "6 tháng đầu năm 2023 · Phúc Sen": a name that is typed looks for its reports, it does not press one."""
    return clip(f"{one.period.title.removeprefix('Báo cáo ')} · {one.unit.name}")


def _line(one: SentReport, words: Words) -> str:
    wished = words.say("reopen", ", có đề nghị mở lại") if one.wished else ""
    return words.say(
        "reopen",
        "• {unit} · {period}: {state}{wished}",
        unit=one.unit.title,
        period=one.period.title,
        state=state_words(one, words),
        wished=wished,
    )


def state_words(one: SentReport, words: Words) -> str:
    """Where it stands, in small letters."""
    match one.state:
        case ReportState.SENT:
            return words.say("reopen", "đã gửi, chưa phòng nào đánh giá")
        case ReportState.IN_REVIEW:
            return words.say("reopen", "đang đánh giá, {n}/{of} chỉ tiêu", n=one.judged, of=one.of)
        case ReportState.MORE_ASKED:
            return words.say("reopen", "chờ bổ sung, đã đánh giá {n}/{of}", n=one.judged, of=one.of)
        case ReportState.ASSESSED:
            return words.say("reopen", "đã đánh giá xong")
        case ReportState.REOPENED:
            return words.say("reopen", "đang mở lại để sửa")
        case ReportState.CLOSED:
            return words.say("reopen", "đã chốt kỳ")
        case ReportState.DRAFT | ReportState.WITHDRAWN | ReportState.WAITING_FOR_LEADER:
            return words.say("reopen", "chưa gửi")
        case _:
            assert_never(one.state)


def report(one: SentReport, facts: Facts) -> Screen:
    """One of them."""
    words = facts.words
    lines = [
        words.say("reopen", "{unit} · {period}", unit=capital(one.unit.title), period=one.period.title),
        words.say("reopen", "Gửi ngày {day}; {state}.", day=show_date(one.sent_on), state=state_words(one, words)),
    ]
    if one.wished_by:
        lines.append(
            words.say("reopen", "{who} đề nghị mở lại: “{reason}”.", who=one.wished_by, reason=clip(one.reason, REASON))
        )
        if one.own_wish:
            lines.append(words.say("reopen", "Đang chờ người thứ hai đồng ý."))
    return Screen(
        name="reopen.report",
        text=fitted(lines),
        rows=rows_of(
            Option("agree", words.say("reopen", "Đồng ý mở lại")) if one.wished_by and not one.own_wish else None,
            Option("refuse", words.say("reopen", "Thôi, không mở lại") if one.own_wish else _no(words))
            if one.wished_by
            else None,
            Option("open", words.say("reopen", "Mở lại để sửa…")) if can_open(one) else None,
            Option("close", words.say("reopen", "Chốt kỳ…")) if can_close(one) else None,
            Option("list", words.say("reopen", "◀ Danh sách")) if one.manages else None,
            Option("home", words.say("reopen", "Về menu")),
        ),
    )


def _no(words: Words) -> str:
    return words.say("reopen", "Không đồng ý")


def reason(one: SentReport, facts: Facts) -> Screen:
    """Why; the commune reads it."""
    words = facts.words
    ask = words.say("reopen", "Vì sao mở lại? Xin ghi một câu; xã nhận được, và lịch sử giữ lại.")
    second = words.say("reopen", "Các phòng đã đánh giá báo cáo này, nên sau đó cần người thứ hai đồng ý.")
    return Screen(
        name="reopen.reason",
        text=fitted(
            [
                words.say("reopen", "{unit} · {period}", unit=capital(one.unit.title), period=one.period.title),
                ask,
                second if one.state in CONFIRMED else "",
            ]
        ),
        rows=rows_of(Option("report", words.say("reopen", "◀ Quay lại"))),
        takes=frozenset({Takes.TEXT}),
    )


def sure(one: SentReport, facts: Facts) -> Screen:
    """Closing, asked once."""
    words = facts.words
    return Screen(
        name="reopen.sure",
        text=words.say(
            "reopen",
            "Chốt {period} của {unit}? Sau đó không ai sửa được nữa, trừ khi anh/chị mở lại.",
            period=small(one.period.title),
            unit=one.unit.title,
        ),
        rows=rows_of(
            Option("yes", words.say("reopen", "Chốt kỳ")), Option("report", words.say("reopen", "◀ Thôi")), across=2
        ),
    )


def agreed(words: Words) -> str:
    """To the second person."""
    return words.say("reopen", "✔ Đã đồng ý mở lại; xã và người đề nghị được báo.")


def refused(words: Words) -> str:
    """To whoever said no, or took the wish back."""
    return words.say("reopen", "✔ Báo cáo giữ nguyên, không mở lại.")


def closed(words: Words) -> str:
    """Above the report."""
    return words.say("reopen", "✔ Đã chốt kỳ.")


def say_why(words: Words) -> str:
    """To whoever typed nothing that can be read."""
    return words.say("reopen", "Xin ghi một câu vì sao mở lại.")
