"""The overview of a report, the list of its criteria, one criterion, and the quick way for what did not change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, Takes, rows_of
from conversations.programme.answer import State
from conversations.programme.report import ReportState
from conversations.reading.show import show_date
from conversations.screens.fill_report.heading import (
    answerable,
    codes,
    criterion_names,
    due_line,
    given_and_waiting,
    part_line,
    plain,
    reporting_for,
)
from conversations.screens.nothing_due import empty_set_lines
from conversations.screens.paging import clip
from conversations.screens.states import answer_words, state_words

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.criteria import Criterion
    from conversations.programme.report import Report

LABEL = 30
"""Characters of an option's label that a small phone still shows on half a line or a whole one."""


def overview(report: Report, facts: Facts) -> Screen:
    """Where the report stands, what is promised, and the ways on."""
    words = facts.words
    period = report.period
    head = [
        reporting_for(report, facts),
        words.say("report", "{title} · {unit}", title=period.title, unit=report.unit.title),
    ]
    lines = [*head, *(_standing(report, facts) if report.form.indicators else empty_set_lines(report, words))]
    return Screen(
        name="fill_report.overview",
        text="\n".join(line for line in lines if line),
        rows=_ways_on(report, facts)
        + rows_of(
            Option("other", words.say("report", "Đổi người")) if head[0] else None,
            Option("home", words.say("report", "Về menu")),
        ),
    )


def _standing(report: Report, facts: Facts) -> list[str]:
    words = facts.words
    lines = [
        due_line(words, report.period, facts),
        part_line(report, facts),
        given_and_waiting(report, words),
        "" if report.form.of_criteria else report.form.source,
        *_promises(report, words),
        *_villages(report, words),
    ]
    if report.leader_note and report.state is ReportState.REOPENED:
        lines.append(words.say("report", "Được mở lại để sửa: “{note}”", note=report.leader_note))
    elif report.leader_note:
        lines.append(words.say("report", "Lãnh đạo đề nghị sửa lại: “{note}”", note=report.leader_note))
    if report.state is ReportState.WAITING_FOR_LEADER:
        lines.append(words.say("report", "Báo cáo đang chờ lãnh đạo duyệt."))
    return lines


def _promises(report: Report, words: Words) -> list[str]:
    lines = []
    if promised := report.promised(report.period.year):
        lines.append(
            words.say(
                "report",
                "Theo lộ trình {year}: {criteria}",
                year=report.period.year,
                criteria=criterion_names(promised),
            )
        )
    lines.extend(
        words.say("report", "Còn nợ lộ trình {year}: {criteria}", year=year, criteria=criterion_names(criteria))
        for year, criteria in report.owed_from_before()
    )
    return lines


def _villages(report: Report, words: Words) -> list[str]:
    if not report.villages:
        return []
    return [
        words.say(
            "report", "Thôn, xóm đã báo: {reported}/{all}", reported=report.villages_reported, all=report.villages
        )
    ]


def _ways_on(report: Report, facts: Facts) -> tuple[tuple[Option, ...], ...]:
    words = facts.words
    if not report.form.indicators:
        return ()
    listed = Option(
        "list",
        words.say("report", "Danh sách câu hỏi") if plain(report) else words.say("report", "Danh sách tiêu chí"),
    )
    if not answerable(report, facts):
        return rows_of(listed)
    if report.state is ReportState.WAITING_FOR_LEADER:
        return rows_of(
            Option("paper", words.say("report", "Lãnh đạo đã duyệt trên giấy")),
            Option("withdraw", words.say("report", "Rút lại để sửa")),
            listed,
        )
    posts = facts.somebody.posts_at(report.unit.id)
    going_on = any(not report.answered(indicator.code) for indicator in report.items_of(posts))
    if posts and report.posts:
        send = words.say("report", "Gửi cả báo cáo của {unit}", unit=report.unit.kind.name)
    else:
        send = words.say("report", "Gửi báo cáo")
    if report.unchanged_candidates(posts):
        same = words.say("report", "Mục không đổi…") if plain(report) else words.say("report", "Tiêu chí không đổi…")
    else:
        same = ""
    return rows_of(
        Option("go", words.say("report", "▶ Tiếp tục")) if going_on else None,
        Option("same", same) if same else None,
        listed,
        Option("send", send) if report.given else None,
    )


def criteria_list(report: Report, facts: Facts) -> Screen:
    """All criteria with how many of their items are answered. A code may be typed: "17", "17.4"."""
    words = facts.words
    options = [
        Option(f"c:{criterion.code}", _criterion_label(report, criterion, words)) for criterion in report.form.criteria
    ]
    example = next((found.indicators[0].code for found in reversed(report.form.criteria) if found.indicators), "")
    lines = [
        reporting_for(report, facts),
        words.say("report", "{title} · {unit}", title=report.period.title, unit=report.unit.title),
        words.say("report", "Chọn một mục, hoặc gõ số câu, ví dụ {code}:", code=example)
        if plain(report)
        else words.say("report", "Chọn tiêu chí, hoặc gõ số chỉ tiêu, ví dụ {code}:", code=example),
    ]
    return Screen(
        name="fill_report.list",
        text="\n".join(line for line in lines if line),
        rows=(*rows_of(*options, across=2), *rows_of(Option("overview", words.say("report", "◀ Tổng quan")))),
        takes=frozenset({Takes.NAME}),
    )


def _criterion_label(report: Report, criterion: Criterion, words: Words) -> str:
    given = sum(report.answered(indicator.code) for indicator in criterion.indicators)
    of = len(criterion.indicators)
    state = report.criterion_state(criterion)
    mark = (
        words.say("report", " đạt")
        if state.counts_as_met
        else words.say("report", " chưa đạt")
        if state is State.NOT_MET
        else ""
    )
    return clip(f"{criterion.code} {criterion.label}", LABEL - len(mark) - 6) + f" {given}/{of}{mark}"


def criterion(report: Report, found: Criterion, facts: Facts) -> Screen:
    """One criterion: its items with what was answered."""
    words = facts.words
    lines = [
        reporting_for(report, facts),
        words.say("report", "Mục {code}: {title}", code=found.code, title=found.title)
        if plain(report)
        else words.say("report", "Tiêu chí {code}: {title}", code=found.code, title=found.title),
    ]
    options = []
    for indicator in found.indicators:
        answer = report.answers.get(indicator.code)
        said = (
            answer_words(words, indicator, answer)
            if answer is not None and answer.given
            else state_words(words, State.NOT_REPORTED)
        )
        lines.append(f"{indicator.code} {clip(indicator.question, 70)}: {said}")
        options.append(Option(f"i:{indicator.code}", clip(f"{indicator.code} · {said}", LABEL)))
    return Screen(
        name="fill_report.criterion",
        text="\n".join(line for line in lines if line),
        rows=(*rows_of(*options, across=2), *rows_of(Option("list", words.say("report", "◀ Danh sách")))),
        takes=frozenset({Takes.NAME}),
    )


def unchanged(report: Report, found: Criterion, left: int, facts: Facts) -> Screen:
    """One criterion that may be as it was: confirmed with one press, never for items that lapse silently."""
    words = facts.words
    posts = facts.somebody.posts_at(report.unit.id)
    known = {indicator.code for indicator in report.staying(found, posts)}
    open_after = [
        indicator
        for indicator in report.items_of(posts)
        if indicator.criterion == found.code and indicator.code not in known and not report.answered(indicator.code)
    ]
    lines = [reporting_for(report, facts), _before(report, found, words)]
    if open_after:
        lines.append(
            words.say(
                "report",
                "Vẫn hỏi riêng: {codes} (hay thay đổi, hoặc chưa có số cũ).",
                codes=codes(open_after, words, as_questions=plain(report)),
            )
        )
    lines.append(
        words.count(
            "report", "Còn {n} tiêu chí có thể xác nhận nhanh.", "Còn {n} tiêu chí có thể xác nhận nhanh.", left
        )
    )
    return Screen(
        name="fill_report.unchanged",
        text="\n".join(line for line in lines if line),
        rows=rows_of(
            Option(f"same:{found.code}", words.say("report", "Không đổi")),
            Option(f"changed:{found.code}", words.say("report", "Có thay đổi")),
            Option("overview", words.say("report", "◀ Tổng quan")),
            across=2,
        ),
    )


def _before(report: Report, found: Criterion, words: Words) -> str:
    """What is known of the criterion: its indicators of the period before, or the plan's word on the whole."""
    cell = report.plan.get(found.code)
    if cell is not None and not any(indicator.code in report.last for indicator in found.indicators):
        return words.say(
            "report",
            "Tiêu chí {code} {title}: trước đây xã tự đánh giá đạt ({day}).",
            code=found.code,
            title=found.label,
            day=show_date(cell.on),
        )
    return words.say(
        "report",
        "Tiêu chí {code} {title}: kỳ trước {met}/{of} chỉ tiêu đạt.",
        code=found.code,
        title=found.label,
        met=sum(report.was_met(indicator) for indicator in found.indicators),
        of=len(found.indicators),
    )
