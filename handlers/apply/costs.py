"""A commune's officer says what a criterion still takes; what was said before stays as an earlier version."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.programme.criterion_cost import CostRow
from conversations.programme.rights import may_state_cost
from conversations.reading import limits
from conversations.screens import problems
from conversations.screens.nearest import cost_stated
from handlers.difficulties import criteria_of
from handlers.facts.lacking import lacking_of
from storage.criterion_costs import costs_of, put_cost

if TYPE_CHECKING:
    from conversations.engine.effects import StateCost
    from handlers.apply.acting import Acting

MOST = 10**limits.DIGITS


async def state_cost(acting: Acting, effect: StateCost) -> None:
    """Raises Refusal (not their commune, or no such criterion) or Problem (an amount that cannot be)."""
    unit = await acting.programme.unit(acting.tx, effect.unit)
    if unit is None or acting.person is None or not may_state_cost(acting.person, unit):
        raise problems.not_yours(acting.words)
    found = await lacking_of(acting.tx, unit.id, acting.person, acting.programme, acting.caches)
    form = await criteria_of(acting.tx, unit, acting.programme) if found is None else found.report.form
    criterion = None if form is None else form.criterion(effect.criterion)
    if form is None or criterion is None:
        raise problems.not_yours(acting.words)
    if not 0 <= effect.amount < MOST:
        raise problems.entry_impossible(acting.words)
    today = acting.now.date()
    before = (await costs_of(acting.tx, [unit.id], form.id, day=today)).get(unit.id, {}).get(criterion.code)
    # what else the only row says still holds; of several rows one amount is no longer each one's
    row = before.rows[0] if before is not None and len(before.rows) == 1 else CostRow(amount=0)
    version = await put_cost(
        acting.tx,
        unit.id,
        form.id,
        criterion.code,
        [replace(row, amount=effect.amount)],
        said_on=today,
        person=acting.somebody,
        source="",
        now=acting.now,
    )
    acting.note("cost_stated", f"unit:{unit.id}", unit=unit.id, criterion=criterion.code, version=version)
    acting.said.append(cost_stated(criterion, effect.amount, acting.words))
