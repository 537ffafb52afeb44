"""The communes' step of a roadmap as reporting rules: a dossier is reminded of like any report.

One rule for each standard, year and day: owed once, by exactly the communes that are named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from conversations.engine.words import SOURCE
from conversations.programme.calendar import Form, ReportingRule, Span
from conversations.programme.cycle import Cycle
from conversations.programme.ids import RuleId, SetId
from conversations.programme.plan_targets import Standard
from conversations.programme.unit import Level
from handlers.duty_forms import form_of_duties
from handlers.rules import end_from, holds, keep_rule
from storage.rules import as_text, rules_of_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from conversations.programme.calendar import Deadline
    from conversations.programme.ids import UnitId
    from conversations.programme.unit import Unit
    from storage.criteria import CriteriaSets
    from storage.database import Transaction

CHECKLIST: Final = SetId("ho-so-xa")
"""What a commune's dossier holds, where that set is loaded; else the few questions of any duty."""
LOCK_AFTER: Final = timedelta(days=365)
"""So long a dossier can still be handed in: it is wanted until it is there, and by then a new roadmap says by when."""
_MARKS: Final[Mapping[Standard, str]] = {
    Standard.NTM: "NTM",
    Standard.ADVANCED: "NC",
    Standard.MODEL: "KM",
    Standard.MODERN: "HD",
}
_TITLES: Final[Mapping[Standard, str]] = {
    Standard.NTM: "xã NTM",
    Standard.ADVANCED: "xã NTM nâng cao",
    Standard.MODEL: "xã NTM kiểu mẫu",
    Standard.MODERN: "xã NTM hiện đại",
}
_CODE: Final = re.compile(rf"HS-(?:{'|'.join(_MARKS.values())})-20\d\d[B-Z]?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A commune that is to hand in by that day."""

    unit: Unit
    standard: Standard
    year: int
    first: Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapRules:
    """rules: what holds now by this roadmap. new: so many of them said something else before, or nothing."""

    rules: tuple[ReportingRule, ...]
    new: int
    ended: tuple[ReportingRule, ...]
    of: Mapping[tuple[UnitId, Standard], RuleId]
    """By which of them a commune's dossier at a standard is filled in."""


async def keep_rules(
    tx: Transaction,
    sets: CriteriaSets,
    superior: Unit,
    owed: Iterable[Owed],
    *,
    dated: date,
    source: str,
    now: datetime,
) -> RoadmapRules:
    """Write the rules of a roadmap; those of an earlier one that it no longer has end, what was due stays."""
    groups: dict[tuple[Standard, int], dict[Deadline, list[UnitId]]] = {}
    for one in owed:
        if one.first.last_good_day >= dated:
            days = groups.setdefault((one.standard, one.year), {})
            days.setdefault(one.first, []).append(one.unit.id)
    form = CHECKLIST if await sets.newest(tx, CHECKLIST) else await form_of_duties(tx, Level.COMMUNE, at=now)
    kept: list[ReportingRule] = []
    of: dict[tuple[UnitId, Standard], RuleId] = {}
    new = 0
    for (standard, year), days in groups.items():
        for number, first in enumerate(sorted(days, key=lambda day: (day.last_good_day, day.operator))):
            rule = ReportingRule(
                id=RuleId(0),
                code=f"HS-{_MARKS[standard]}-{year}{'' if number == 0 else chr(ord('A') + number)}",
                title=f"Hồ sơ đề nghị công nhận {_TITLES[standard]} năm {year}",
                unit=superior.id,
                owes=Level.COMMUNE,
                only=tuple(days[first]),
                form=Form.QUESTIONS,
                set_id=form,
                cycle=Cycle.ONCE,
                span=Span.CYCLE,
                operator=first.operator,
                due_year=first.day.year,
                due_month=first.day.month,
                due_day=first.day.day,
                via="UBND cấp huyện",
                source=source,
                lock_after=LOCK_AFTER,
                valid_from=dated,
            )
            stored, changed = await keep_rule(tx, as_text(rule), by=None, now=now, of_document=True)
            kept.append(stored)
            new += changed
            of |= {(unit, standard): stored.id for unit in days[first]}
    codes = {one.code for one in kept}
    ended = [
        await end_from(tx, rule, on=max(dated, now.date()), by=None, now=now, words=SOURCE)
        for rule in await rules_of_unit(tx, superior.id)
        if _CODE.fullmatch(rule.code) and rule.code not in codes and holds(rule, now.date())
    ]
    return RoadmapRules(rules=tuple(kept), new=new, ended=tuple(ended), of=of)
