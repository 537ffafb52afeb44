"""Which reports of a unit can be taken as a paper besides that of criteria: months, assessments, what was asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.programme.calendar import Form, periods_between, time_in_words
from handlers.periodic_sheet import BELOW
from storage.rules import rules_of_unit, rules_owed_by

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from conversations.programme.calendar import Period, ReportingRule
    from conversations.programme.unit import Unit
    from storage.database import Transaction

AROUND = timedelta(days=100)
"""The month before and this one, the quarter before and this one."""
OF_EACH = 2
MOST = 5


async def periods_offered(tx: Transaction, unit: Unit, *, day: date) -> tuple[Period, ...]:
    """Those whose time has begun, the newest first; of one time the unit's own before what is owed to it."""
    owed = [one for one in await rules_owed_by(tx, unit.id, unit.kind.level, day=day) if one.form is not Form.CRITERIA]
    levels = BELOW.get(unit.kind.level, ())
    asked = [one for one in await rules_of_unit(tx, unit.id) if one.form is Form.OFFICE and one.owes in levels]
    found: dict[str, Period] = {}
    for rule in (*owed, *asked):
        for period in _latest(rule, day=day):
            found.setdefault(time_in_words(rule, period), period)
    newest = sorted(found.values(), key=lambda one: (one.last_good_day, one.key), reverse=True)
    return tuple(newest[:MOST])


def _latest(rule: ReportingRule, *, day: date) -> Iterable[Period]:
    periods = [one for one in periods_between(rule, day - AROUND, day + AROUND) if one.covers_from <= day]
    return periods[-OF_EACH:]
