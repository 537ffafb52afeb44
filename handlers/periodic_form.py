"""The form a report is filled in with: where it asks about money, about each source that the unit's plan holds.

Such a form is a set of the unit's own, stored when the report is begun; a changed plan makes its next version.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.programme.money_cells import MoneySums
from conversations.programme.periodic_report import day_of, with_purses
from storage.criteria import store_set
from storage.criteria_sets.own_form import form_text
from storage.money import money_state

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.calendar import Period, ReportingRule
    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.unit import Unit
    from storage.database import Transaction
    from storage.programme import Programme


async def form_for(
    tx: Transaction, programme: Programme, unit: Unit, rule: ReportingRule, period: Period
) -> CriteriaSet | None:
    """The set to be filled in for that period, where it was not begun yet; None: there is none for this level."""
    form = await programme.form(tx, unit, rule, period)
    if form is None or not form.periodic:
        return form
    sums = MoneySums(await money_state(tx, unit.id, day_of(period, programme.today)))
    return with_purses(form, unit.id, tuple(sums.assigned(unit.id, year=period.year)))


async def stored_form(tx: Transaction, form: CriteriaSet, *, at: datetime) -> CriteriaSet:
    """The same with the version it can be pinned to; stored now where it was made for the unit."""
    if form.version:
        return form
    stored = await store_set(tx, form_text(form), name=f"{form.id}.toml", origin="file", at=at)
    return replace(form, version=stored.version)
