"""Where a unit stands: its own report, what is missing and of whom, what was promised and lost, and the units below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Option, Screen, rows_of
from conversations.programme.nearest import nearest
from conversations.programme.person import Role
from conversations.programme.report import ReportState
from conversations.programme.rights import may_approve, may_fill
from conversations.programme.unit import KINDS
from conversations.reading.show import show_near
from conversations.screens.fill_report.heading import codes, criterion_names, due_line, given_line, plain
from conversations.screens.nothing_due import empty_set_lines
from conversations.screens.paging import clip, fitted, name_of, names_of, page_of, titled, turning

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conversations.engine.facts import Facts, ReportSummary, UnitFacts
    from conversations.engine.frames import Progress
    from conversations.engine.words import Words
    from conversations.programme.criteria import Indicator
    from conversations.programme.report import Report

ON_A_PAGE = 15
POSTS = 8
"""So many posts are named with what they still owe."""
NAMED = 8
"""So many units that have not reported are named on the first screen; the list names all."""
NOTE = 160
"""Characters of the leader's note here; the report itself shows it whole."""


def progress(found: UnitFacts, facts: Facts) -> Screen:
    """The unit's own report and a line or two on the units below."""
    words = facts.words
    report = found.report
    lines = [words.say("progress", "Tiến độ · {unit}", unit=found.unit.title)]
    if report is not None and not report.form.indicators:
        lines += [report.period.title, *empty_set_lines(report, words)]
    elif report is not None:
        lines += _own(report, facts)
    elif not found.below:
        lines.append(
            words.say(
                "progress", "Hiện không có báo cáo theo bộ tiêu chí nào đến hạn. Báo cáo khác, hồ sơ: gõ /baocao."
            )
        )
    lines += _below(found.below, words)
    return Screen(name="progress.overview", text=fitted(lines), rows=_rows(found, facts))


def _own(report: Report, facts: Facts) -> list[str]:
    words = facts.words
    period = report.period
    lines = [
        period.title,
        due_line(words, period, facts),
        f"{given_line(report, words)}.",
    ]
    if report.state is ReportState.WAITING_FOR_LEADER:
        lines.append(words.say("progress", "Báo cáo đang chờ lãnh đạo duyệt."))
    if report.leader_note:
        note = clip(report.leader_note, NOTE)
        lines.append(words.say("progress", "Lãnh đạo đề nghị sửa lại: “{note}”", note=note))
    lines += [*_missing(report, words), _mine(report, facts)]
    if lost := report.lost():
        lines.append(
            words.say("progress", "Không giữ được so với kỳ trước: {codes}.", codes=_codes(report, lost, words))
        )
    if promised := report.promised(period.year):
        names = criterion_names(promised)
        lines.append(words.say("progress", "Theo lộ trình {year}: {criteria}.", year=period.year, criteria=names))
    for year, criteria in report.owed_from_before():
        names = criterion_names(criteria)
        lines.append(words.say("progress", "Còn nợ lộ trình {year}: {criteria}.", year=year, criteria=names))
    return lines


def _missing(report: Report, words: Words) -> list[str]:
    """By post where posts are assigned, the officer in charge first; otherwise in one line."""
    missing = report.open_items()
    if not missing:
        if plain(report):
            return [words.say("progress", "Không còn thiếu câu nào.")]
        return [words.say("progress", "Không còn thiếu chỉ tiêu nào.")] if report.total else []
    by_post: dict[str, list[Indicator]] = {}
    for indicator in sorted(missing, key=lambda one: report.post_of(one) != ""):
        by_post.setdefault(report.post_of(indicator), []).append(indicator)
    if set(by_post) == {""}:
        return [words.say("progress", "Còn thiếu: {codes}.", codes=_codes(report, missing, words))]
    lines = [words.say("progress", "Còn thiếu theo bộ phận:")]
    for post, items in list(by_post.items())[:POSTS]:
        who = clip(post, 40) or words.say("progress", "Người phụ trách chung")
        lines.append(
            words.say("progress", "• {who}: {count} ({codes})", who=who, count=len(items), codes=codes(items, words, 4))
        )
    if len(by_post) > POSTS:
        lines.append(words.say("progress", "• và {rest} bộ phận nữa", rest=len(by_post) - POSTS))
    return lines


def _codes(report: Report, indicators: Iterable[Indicator], words: Words) -> str:
    return codes(indicators, words, as_questions=plain(report))


def _mine(report: Report, facts: Facts) -> str:
    """What is left for somebody who answers for a post only."""
    posts = facts.somebody.posts_at(report.unit.id)
    if not posts:
        return ""
    items = [indicator for indicator in report.open_items() if report.post_of(indicator) in posts]
    words = facts.words
    if not items:
        return words.say("progress", "Phần việc của anh/chị không còn thiếu chỉ tiêu nào.")
    return words.say("progress", "Phần việc của anh/chị còn: {codes}.", codes=codes(items, words))


def kinds_below(below: Sequence[ReportSummary]) -> str:
    """What the units below are called here: "xóm", "xã, thị trấn"."""
    there = {summary.unit.kind.name for summary in below}
    return ", ".join(kind.name for kind in KINDS if kind.name in there)


def _below(below: Sequence[ReportSummary], words: Words) -> list[str]:
    if not below:
        return []
    unsent = [summary for summary in below if not summary.state.handed_up]
    begun = sum(bool(summary.given) for summary in unsent)
    kinds = kinds_below(below)
    lines = [
        words.say(
            "progress",
            "{kinds}: {sent}/{all} đã gửi báo cáo, {begun} đang làm, {none} chưa bắt đầu.",
            kinds=kinds[:1].upper() + kinds[1:],
            sent=len(below) - len(unsent),
            all=len(below),
            begun=begun,
            none=len(unsent) - begun,
        )
    ]
    if unsent:
        names = names_of([summary.unit for summary in unsent], words, most=NAMED, limit=40)
        lines.append(words.say("progress", "Chưa gửi: {names}.", names=names))
    return lines


def _rows(found: UnitFacts, facts: Facts) -> tuple[tuple[Option, ...], ...]:
    words = facts.words
    person, report = facts.somebody, found.report
    fills = report is not None and may_fill(person, found.unit)
    waits = report is not None and report.state is ReportState.WAITING_FOR_LEADER
    go = None
    if report is not None and fills:
        more = report.open_items() and not waits
        go = Option("go", words.say("progress", "▶ Trả lời tiếp") if more else words.say("progress", "Mở báo cáo"))
    lacks = report is not None and not plain(report) and nearest(report)
    unsent = any(not one.state.handed_up and may_fill(person, one.unit) for one in found.below)
    others = {grant.unit.id: grant.unit for grant in person.grants_of(*IN_COMMUNE) if grant.unit.id != found.unit.id}
    return rows_of(
        go,
        Option("approve", words.say("progress", "Xem và duyệt")) if waits and may_approve(person, found.unit) else None,
        Option("lacks", words.say("progress", "Còn thiếu gì để đạt?")) if lacks else None,
        Option("other_set", words.say("progress", "Theo bộ tiêu chí khác")) if found.other_set else None,
        Option("list", clip(words.say("progress", "Danh sách {kinds}", kinds=kinds_below(found.below))))
        if found.below
        else None,
        Option("behalf", words.say("progress", "Báo thay nơi chưa gửi")) if unsent else None,
        *(
            Option(f"u:{unit.id}", clip(words.say("progress", "Xem {unit}", unit=unit.title)))
            for unit in others.values()
        ),
        Option("home", words.say("progress", "Về menu")),
    )


IN_COMMUNE = (Role.VILLAGE_OFFICER, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)
"""Whose units have a progress of their own."""


def below(frame: Progress, found: UnitFacts, facts: Facts) -> Screen:
    """The units below, one line each."""
    words = facts.words
    lines = [f"{name_of(summary.unit)}: {_standing(summary, words)}" for summary in found.below]
    page = page_of(lines, frame.page - 1, most=ON_A_PAGE)
    title = words.say("progress", "Danh sách {kinds} · {unit}", kinds=kinds_below(found.below), unit=found.unit.title)
    period = found.below[0].period
    due = words.say(
        "progress",
        "{title}, chậm nhất hết ngày {last}",
        title=period.title,
        last=show_near(period.last_good_day, facts.today),
    )
    return Screen(
        name="progress.below",
        text=fitted([titled(title, page, words), due, *lines[page.start : page.stop]]),
        rows=(
            *turning(page, words, first=1),
            *rows_of(
                Option("overview", words.say("progress", "◀ Tiến độ chung")),
                Option("home", words.say("progress", "Về menu")),
            ),
        ),
    )


def _standing(summary: ReportSummary, words: Words) -> str:
    given, of = summary.given, summary.of
    if summary.state.handed_up:
        return words.say("progress", "đã gửi, {given}/{of}", given=given, of=of)
    if summary.state is ReportState.WAITING_FOR_LEADER:
        return words.say("progress", "chờ lãnh đạo duyệt, {given}/{of}", given=given, of=of)
    if given:
        return words.say("progress", "chưa gửi, đang làm {given}/{of}", given=given, of=of)
    return words.say("progress", "chưa gửi, chưa bắt đầu")
