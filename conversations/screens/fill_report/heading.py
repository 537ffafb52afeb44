"""The lines at the head of a report's screens, and names of criteria and indicators in lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.person import Role
from conversations.programme.unit import Level
from conversations.reading.show import show_date, show_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conversations.engine.facts import Facts
    from conversations.engine.words import Words
    from conversations.programme.calendar import Period
    from conversations.programme.criteria import Criterion, Indicator
    from conversations.programme.report import Report


def due_line(words: Words, period: Period, facts: Facts) -> str:
    """By when, as the document says it and as the last good day, and how many days are left."""
    last, day = show_day(period.last_good_day), show_date(period.deadline.day)
    left = period.days_left(facts.today)
    if left < 0:
        return words.count(
            "report",
            "Đã qua hạn {last} {n} ngày; vẫn gửi được",
            "Đã qua hạn {last} {n} ngày; vẫn gửi được",
            -left,
            last=last,
        )
    if left == 0:
        return words.say("report", "Gửi trước ngày {day} (hôm nay {last} là ngày cuối)", day=day, last=last)
    return words.say(
        "report", "Gửi trước ngày {day} (chậm nhất hết ngày {last}, còn {left} ngày)", day=day, last=last, left=left
    )


def reporting_for(report: Report, facts: Facts) -> str:
    """Where one phone reports for several units, every screen says for which. Empty elsewhere."""
    person = facts.person
    if person is None:
        return ""
    units = {grant.unit.id for grant in person.grants_of(Role.VILLAGE_OFFICER, Role.COMMUNE_OFFICER)}
    if len(units) < 2 and report.unit.id in units:
        return ""
    return facts.words.say("report", "Đang báo cho {unit}", unit=report.unit.title)


def criterion_names(criteria: Iterable[Criterion]) -> str:
    """Codes and names in a row: 10 Thu nhập, 11 Nghèo đa chiều."""
    return ", ".join(f"{criterion.code} {criterion.label}" for criterion in criteria)


def question_of(report: Report, indicator: Indicator) -> str:
    """What is asked, in plain words where the set has them; {kind} is the word for this very kind of village."""
    text = indicator.ask or indicator.title
    return kinded(text, report) if "{" in text else text


def kinded(text: str, report: Report) -> str:
    """The text with the unit's own word for its kind."""
    kind = report.unit.kind.name if report.unit.kind.level is Level.VILLAGE else "thôn"
    return text.replace("{kind}", kind).replace("{Kind}", kind[:1].upper() + kind[1:])


def codes(indicators: Iterable[Indicator], words: Words, limit: int = 8) -> str:
    """The first codes and how many more: 10, 11, 13.2 và 3 chỉ tiêu nữa."""
    names = [indicator.code for indicator in indicators]
    if len(names) <= limit:
        return ", ".join(names)
    return words.say(
        "report", "{codes} và {rest} chỉ tiêu nữa", codes=", ".join(names[:limit]), rest=len(names) - limit
    )
