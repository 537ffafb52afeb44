"""An admin sets, changes and ends reporting rules; everything is checked again, and the audit log says who did it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.engine.rule_draft import rule_of
from conversations.programme.rights import may_set_deadlines
from conversations.programme.rule_making import free_code
from conversations.reading.fold import tidy
from conversations.screens import problems
from handlers.rules import end_from, holds, keep_rule
from storage.rules import as_text, rule_read, rules_of, rules_of_unit
from storage.units import units_below

if TYPE_CHECKING:
    from conversations.engine.effects import EndRule, PutRule
    from conversations.programme.calendar import ReportingRule
    from conversations.programme.ids import RuleId, UnitId
    from conversations.programme.unit import Unit
    from handlers.apply.acting import Acting


async def set_rule(acting: Acting, effect: PutRule) -> None:
    """The rule of the draft holds from today on. Raises Refusal, or Problem where it cannot be: nothing is written."""
    draft = effect.draft
    unit = await _administered(acting, draft.unit)
    today = acting.now.date()
    base = None if draft.rule is None else await _rule(acting, draft.rule)
    if base is not None and base.unit != unit.id:
        raise problems.not_yours(acting.words)
    if draft.only and draft.owes is not None:
        below = {one.id for one in await units_below(acting.tx, unit.id, day=today, levels=(draft.owes,), counted=True)}
        if not below.issuperset(draft.only):
            raise problems.not_yours(acting.words)
    code = free_code(rule.code for rule in await rules_of_unit(acting.tx, unit.id))
    rule = rule_of(replace(draft, title=tidy(draft.title)), base, code=code, today=today)
    if rule is None:
        raise problems.not_yours(acting.words)
    await keep_rule(acting.tx, as_text(rule), by=acting.somebody, now=acting.now, words=acting.words)


async def stop_rule(acting: Acting, effect: EndRule) -> None:
    """Nothing more is owed under the rule from today on."""
    rule = await _rule(acting, effect.rule)
    await _administered(acting, rule.unit)
    await end_from(acting.tx, rule, on=acting.now.date(), by=acting.somebody, now=acting.now, words=acting.words)


async def _rule(acting: Acting, rule: RuleId) -> ReportingRule:
    sql, values = rule_read(rule)
    versions = [one for one in rules_of(await acting.tx.all(sql, **values)) if holds(one, acting.now.date())]
    if not versions:
        raise problems.not_yours(acting.words)
    return versions[-1]


async def _administered(acting: Acting, unit: UnitId) -> Unit:
    line = await acting.programme.line(acting.tx, unit)
    above = frozenset(one.id for one in line[1:])
    if not line or acting.person is None or not may_set_deadlines(acting.person, line[0], above):
        raise problems.not_yours(acting.words)
    return line[0]
