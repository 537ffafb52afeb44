"""A unit's own forms of reports, for whoever administers it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from conversations.programme.cycle import Cycle
from conversations.programme.office_form import KeptForm, UnitForms
from conversations.programme.rights import may_administer
from handlers.report_periods import REPORTING
from storage.office_forms import forms_of
from storage.rules import rules_of_unit, rules_owed_by
from storage.times import ZONE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from conversations.programme.calendar import ReportingRule
    from conversations.programme.ids import UnitId
    from conversations.programme.person import Person
    from storage.database import Transaction
    from storage.programme import Programme


async def unit_forms(tx: Transaction, unit: UnitId, person: Person, programme: Programme) -> UnitForms | None:
    """None: there is no such unit, or it is not theirs to administer."""
    line = await programme.line(tx, unit)
    if not line or not may_administer(person, line[0], frozenset(one.id for one in line[1:])):
        return None
    today = programme.today
    rules = (*await rules_owed_by(tx, unit, line[0].kind.level, day=today), *await rules_of_unit(tx, unit))
    return UnitForms(
        unit=line[0],
        forms=tuple(
            KeptForm(report=one.kind, version=one.version, file_name=one.file_name, on=one.at.astimezone(ZONE).date())
            for one in await forms_of(tx, [unit])
        ),
        reports=_called([one for one in rules if _has_paper(one, today)]),
    )


def _has_paper(rule: ReportingRule, today: date) -> bool:
    """Whether it comes again and makes a paper that a form can be filled in for."""
    lasts = rule.valid_to is None or rule.valid_to > today
    return lasts and rule.cycle is not Cycle.ONCE and rule.owes in REPORTING


def _called(rules: Sequence[ReportingRule]) -> dict[str, str]:
    """Titles by code; those that several bear have it behind them."""
    titles = {one.code: one.title for one in rules}
    count = Counter(titles.values())
    return {code: title if count[title] == 1 else f"{title} ({code})" for code, title in titles.items()}
