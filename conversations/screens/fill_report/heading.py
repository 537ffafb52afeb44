"""The lines at the head of a report's screens, and names of criteria and indicators in lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.programme.calendar import DueOperator
from conversations.programme.rights import may_fill, reports_there
from conversations.programme.unit import Level
from conversations.reading.fold import name_order
from conversations.reading.show import show_date, show_day
from conversations.screens.locks import last_day_taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.calendar import Period
    from conversations.programme.criteria import Criterion, Indicator
    from conversations.programme.owed import OwedReport
    from conversations.programme.report import Report

POSTS = 4
"""So many posts are named in one line; more fill a small phone."""


def due_line(words: Words, period: Period, facts: Facts) -> str:
    """By when, as the document says it and as the last good day, how many days are left, and how long grace lasts."""
    line = _due_line(words, period, facts)
    if facts.today > period.grace_ends_on or period.grace_ends_on == period.last_good_day:
        return line
    return words.say("report", "{line}; gia hạn đến hết ngày {day}", line=line, day=show_date(period.grace_ends_on))


def _due_line(words: Words, period: Period, facts: Facts) -> str:
    last, day = show_day(period.last_good_day), show_date(period.deadline.day)
    left = period.days_left(facts.today)
    if left < 0:
        return words.count(
            "report",
            "Đã qua hạn {last} ({n} ngày); vẫn gửi được đến hết ngày {until}",
            "Đã qua hạn {last} ({n} ngày); vẫn gửi được đến hết ngày {until}",
            -left,
            last=last,
            until=show_date(last_day_taken(period)),
        )
    match period.deadline.operator:
        case DueOperator.BEFORE if left == 0:
            return words.say("report", "Gửi trước ngày {day} (hôm nay {last} là ngày cuối)", day=day, last=last)
        case DueOperator.BEFORE:
            return words.say(
                "report",
                "Gửi trước ngày {day} (chậm nhất hết ngày {last}, còn {left} ngày)",
                day=day,
                last=last,
                left=left,
            )
        case DueOperator.UNTIL if left == 0:
            return words.say("report", "Hạn gửi: hết hôm nay, ngày {day}", day=day)
        case DueOperator.UNTIL:
            return words.say("report", "Hạn gửi: hết ngày {day} (còn {left} ngày)", day=day, left=left)
        case _:
            assert_never(period.deadline.operator)


def reporting_for(report: Report, facts: Facts) -> str:
    """Where one phone reports for several units, every screen says for which. Empty elsewhere."""
    person = facts.person
    if person is None:
        return ""
    units = {grant.unit.id for grant in person.grants if reports_there(grant)}
    if not may_fill(person, report.unit) or (len(units) < 2 and report.unit.id in units):
        return ""
    return facts.words.say("report", "Đang báo cho {unit}", unit=report.unit.title)


def criterion_names(criteria: Iterable[Criterion]) -> str:
    """Codes and names in a row: 10 Thu nhập, 11 Nghèo đa chiều."""
    return ", ".join(f"{criterion.code} {criterion.label}" for criterion in criteria)


def plain(report: Report | OwedReport) -> bool:
    """Whether items are called questions: "chỉ tiêu" is a word of offices and of criteria, not of villages or forms."""
    return report.unit.kind.level is Level.VILLAGE or (report.form is not None and not report.form.of_criteria)


def answerable(report: Report, facts: Facts) -> bool:
    """Whether this person can answer here now; otherwise the report is only read."""
    return not report.locked(facts.today) and may_fill(facts.somebody, report.unit)


def given_line(report: Report, words: Words) -> str:
    """How many questions are answered."""
    if plain(report):
        return words.say("report", "Đã trả lời {given}/{total} câu", given=report.given, total=report.total)
    return words.say("report", "Đã có {given}/{total} chỉ tiêu", given=report.given, total=report.total)


def given_and_waiting(report: Report, words: Words) -> str:
    """How full the report is, and whose items are still open."""
    waiting = report.waiting_by_post()
    if not waiting:
        return given_line(report, words)
    named = ", ".join(f"{post} {count}" for post, count in waiting[:POSTS])
    if len(waiting) > POSTS:
        named = words.say("report", "{posts} và {rest} bộ phận nữa", posts=named, rest=len(waiting) - POSTS)
    return words.say("report", "{given} · còn chờ: {waiting}", given=given_line(report, words), waiting=named)


def part_line(report: Report, facts: Facts) -> str:
    """How full the part of somebody is who answers for posts only. Empty for the officer in charge."""
    posts = facts.somebody.posts_at(report.unit.id)
    if not posts or not report.posts:
        return ""
    items = report.items_of(posts)
    named = ", ".join(sorted(posts, key=name_order))
    if not items:
        return facts.words.say("report", "Chưa có chỉ tiêu nào được giao cho {posts}.", posts=named)
    return facts.words.say(
        "report",
        "Phần của anh/chị ({posts}): {given}/{total} chỉ tiêu",
        posts=named,
        given=sum(report.answered(indicator.code) for indicator in items),
        total=len(items),
    )


def codes(indicators: Iterable[Indicator], words: Words, limit: int = 8, *, as_questions: bool = False) -> str:
    """The first codes and how many more: 10, 11, 13.2 và 3 chỉ tiêu nữa. as_questions: for whom items are plain
    questions.
    """
    return first_codes([indicator.code for indicator in indicators], words, limit, as_questions=as_questions)


def first_codes(names: Sequence[str], words: Words, limit: int, *, as_questions: bool) -> str:
    """The same of codes."""
    named, rest = ", ".join(names[:limit]), len(names) - limit
    if rest <= 0:
        return named
    if as_questions:
        return words.say("report", "{codes} và {rest} câu nữa", codes=named, rest=rest)
    return words.say("report", "{codes} và {rest} chỉ tiêu nữa", codes=named, rest=rest)
