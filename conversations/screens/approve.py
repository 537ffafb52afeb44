"""A leader reads a report before it leaves: one screen to decide on, every answer for whoever wants to look closer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.asks import WaitingNow
from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.answer import State
from conversations.programme.report import Report, ReportState
from conversations.reading import limits
from conversations.reading.show import show_date
from conversations.screens.fill_report.heading import due_line, plain
from conversations.screens.fill_report.sending import receipt_lines, summary_lines
from conversations.screens.locks import never_sent, only_a_manager
from conversations.screens.paging import clip, fitted, page_of, titled, turning
from conversations.screens.states import answer_words, nature_words, state_words

if TYPE_CHECKING:
    from conversations.engine.facts import Facts, ReportSummary
    from conversations.engine.frames import Approve
    from conversations.engine.words import Words
    from conversations.programme.criteria import Indicator

ON_A_PAGE = 10
LOST = 5
"""So many lost items are told with their reasons on the screen; all are in the details."""
REASON = 120
"""Characters of a reason in a list."""


def acts(report: Report, facts: Facts) -> bool:
    """Whether there is something to decide."""
    waits = report.state in {ReportState.WAITING_FOR_LEADER, ReportState.REOPENED}
    return waits and not report.locked(facts.today)


def choose(frame: Approve, facts: Facts) -> Screen:
    """What waits for this leader."""
    words = facts.words
    waiting = facts.answer(WaitingNow()) or ()
    lines = [_line(summary, facts) for summary in waiting]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    if lines:
        title = titled(words.say("approve", "Báo cáo đang chờ anh/chị duyệt"), page, words)
    else:
        title = words.say("approve", "Hiện không có báo cáo nào chờ anh/chị duyệt.")
    return Screen(
        name="approve.choose",
        text=fitted([title, *lines[page.start : page.stop]]),
        rows=(
            *rows_of(
                *(
                    Option(f"r:{summary.key}", clip(f"{summary.unit.title} · {summary.period.key}"))
                    for summary in waiting[page.start : page.stop]
                )
            ),
            *turning(page, words),
            *rows_of(Option("home", words.say("approve", "Về menu"))),
        ),
    )


def _line(summary: ReportSummary, facts: Facts) -> str:
    words = facts.words
    if summary.period.locked(facts.today):
        return never_sent(summary, f"{summary.period.title} · {summary.unit.title}", words)
    return words.say(
        "approve",
        "{title} · {unit}: {given}/{of} chỉ tiêu",
        title=summary.period.title,
        unit=summary.unit.title,
        given=summary.given,
        of=summary.of,
    )


def _each_item(report: Report, words: Words) -> str:
    return words.say("approve", "Xem từng câu") if plain(report) else words.say("approve", "Xem từng chỉ tiêu")


def refused(report: Report, facts: Facts) -> Screen:
    """Not this person's to approve."""
    words = facts.words
    return Screen(
        name="approve.refused",
        text=words.say(
            "approve",
            "Lệnh này chỉ dành cho lãnh đạo của {unit}. Cần hỗ trợ, xin gõ /lienhe.",
            unit=report.unit.title,
        ),
        rows=rows_of(
            Option("ask", words.say("approve", "Đề nghị cấp quyền")), Option("home", words.say("approve", "Về menu"))
        ),
    )


def read(report: Report, facts: Facts) -> Screen:
    """All that is needed to decide; where there is nothing to decide any more, why."""
    words = facts.words
    if report.state.handed_up and report.state is not ReportState.REOPENED:
        return _sent(report, facts)
    deciding = acts(report, facts)
    lines = [
        words.say("approve", "{title} · {unit}", title=report.period.title, unit=report.unit.title),
        _standing(report, facts),
        *summary_lines(report, words),
        _totals(report, words),
        _promised(report, words),
        *_lost(report, words),
    ]
    return Screen(
        name="approve.read",
        text=fitted(lines),
        rows=rows_of(
            Option("approve", words.say("approve", "Đồng ý cho gửi")) if deciding else None,
            Option("send_back", words.say("approve", "Sửa lại…")) if deciding else None,
            Option("details", _each_item(report, words)),
            Option("home", words.say("approve", "Về menu")),
        ),
    )


def _standing(report: Report, facts: Facts) -> str:
    words = facts.words
    if report.locked(facts.today):
        day = show_date(report.period.locks_on)
        locked = words.say("approve", "Kỳ này đã khóa từ ngày {day}, nên không duyệt được nữa.", day=day)
        return f"{locked} {only_a_manager(words)}"
    if report.state is ReportState.REOPENED:
        return words.say("approve", "Báo cáo được mở lại để sửa: “{reason}”.", reason=clip(report.leader_note, REASON))
    if report.state is ReportState.WAITING_FOR_LEADER:
        return due_line(words, report.period, facts)
    if report.leader_note:
        note = clip(report.leader_note, REASON)
        return words.say("approve", "Đã trả lại để sửa: “{note}”. Khi trình lại, anh/chị sẽ được báo.", note=note)
    return words.say("approve", "Báo cáo đang được nhập, chưa trình duyệt.")


def _totals(report: Report, words: Words) -> str:
    """By criteria, as the unit sees itself."""
    judged = [
        criterion for criterion in report.form.criteria if any(indicator.judged for indicator in criterion.indicators)
    ]
    states = [report.criterion_state(criterion) for criterion in judged]
    if not states:
        return ""
    return words.say(
        "approve",
        "Tiêu chí ({kind} tự đánh giá): {met} đạt, {not_met} chưa đạt, {open} chưa có số.",
        kind=report.unit.kind.name,
        met=sum(state.counts_as_met for state in states),
        not_met=states.count(State.NOT_MET),
        open=states.count(State.NOT_REPORTED),
    )


def _promised(report: Report, words: Words) -> str:
    promised = report.promised(report.period.year)
    if not promised:
        return ""
    named = ", ".join(
        f"{criterion.code} {criterion.label} ({state_words(words, report.criterion_state(criterion))})"
        for criterion in promised
    )
    year = report.period.year
    return words.say("approve", "Theo lộ trình {year}: {criteria}.", year=year, criteria=clip(named, 400))


def _lost(report: Report, words: Words) -> list[str]:
    lost = report.lost()
    if not lost:
        return []
    lines = [words.say("approve", "Vì sao không giữ được:")]
    for indicator in lost[:LOST]:
        answer = report.answers.get(indicator.code)
        reason = clip(answer.reason, REASON) if answer is not None else ""
        lines.append(
            words.say(
                "approve",
                "• {code} {title}: {reason}",
                code=indicator.code,
                title=clip(indicator.title, 60),
                reason=reason or words.say("approve", "chưa ghi lý do"),
            )
        )
    if len(lost) > LOST:
        lines.append(words.say("approve", "• và {rest} chỉ tiêu nữa, xin xem từng chỉ tiêu", rest=len(lost) - LOST))
    return lines


def _sent(report: Report, facts: Facts) -> Screen:
    words = facts.words
    lines = [words.say("approve", "Báo cáo đã gửi.")]
    if report.receipt is not None:
        lines += receipt_lines(report.receipt, report.period.title, report.unit.title, words)
    return Screen(
        name="approve.sent",
        text=fitted(lines),
        rows=rows_of(
            Option("details", _each_item(report, words)),
            Option("home", words.say("approve", "Về menu")),
        ),
    )


def details(frame: Approve, report: Report, facts: Facts) -> Screen:
    """Every answer with its nature, evidence, reason and source."""
    words = facts.words
    lines = [_detail(report, indicator, words) for indicator in report.form.indicators]
    page = page_of(lines, frame.page, most=ON_A_PAGE)
    title = words.say(
        "approve",
        "{title} · {unit}, số liệu {kind} tự báo",
        title=report.period.title,
        unit=report.unit.title,
        kind=report.unit.kind.name,
    )
    return Screen(
        name="approve.details",
        text=fitted([titled(title, page, words), *lines[page.start : page.stop]]),
        rows=(*turning(page, words), *rows_of(Option("read", words.say("approve", "◀ Tóm tắt")))),
    )


def _detail(report: Report, indicator: Indicator, words: Words) -> str:
    answer = report.answers.get(indicator.code)
    title = clip(indicator.title, 60)
    if answer is None or not answer.given:
        said = state_words(words, State.NOT_REPORTED)
        return words.say("approve", "{code} {title}: {said}", code=indicator.code, title=title, said=said)
    parts = [answer_words(words, indicator, answer, most=limits.ANSWER_TEXT)]
    if answer.figure is not None and answer.nature is not None and answer.as_of is not None:
        parts.append(nature_words(words, answer.nature, answer.as_of))
    if pieces := sum(piece.pieces for piece in report.evidence.get(indicator.code, ())):
        parts.append(words.say("approve", "{count} minh chứng", count=pieces))
    if answer.reason:
        parts.append(words.say("approve", "lý do: {reason}", reason=clip(answer.reason, REASON)))
    if answer.source:
        parts.append(words.say("approve", "nguồn: {source}", source=clip(answer.source, REASON)))
    said = "; ".join(parts)
    return words.say("approve", "{code} {title}: {said}", code=indicator.code, title=title, said=said)


def send_back(report: Report, facts: Facts) -> Screen:
    """What should be changed."""
    words = facts.words
    return Screen(
        name="approve.send_back",
        text=words.say(
            "approve",
            "{title} · {unit}\nAnh/chị muốn sửa gì? Xin ghi ngắn, ví dụ: xem lại số 17.1, thiếu biên bản 1.1. "
            "Các câu đã trả lời vẫn giữ nguyên.",
            title=report.period.title,
            unit=report.unit.title,
        ),
        rows=rows_of(Option("read", words.say("approve", "◀ Tóm tắt"))),
        takes=frozenset({Takes.TEXT}),
    )
