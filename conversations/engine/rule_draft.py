"""The rule that a draft stands for. The preview and the writing both ask here, so they cannot differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.engine.frames import RuleDraft
from conversations.programme.calendar import ReportingRule, Span
from conversations.programme.ids import RuleId
from conversations.programme.rule_making import with_due

if TYPE_CHECKING:
    from datetime import date


def draft_of(rule: ReportingRule) -> RuleDraft:
    """A draft that changes nothing of the rule yet."""
    return RuleDraft(
        unit=rule.unit,
        rule=rule.id,
        title=rule.title,
        owes=rule.owes,
        only=rule.only,
        form=rule.form,
        set_id=rule.set_id,
        offsets=rule.offsets,
        grace=rule.grace_after.days,
        lock=rule.lock_after.days,
    )


def rule_of(draft: RuleDraft, base: ReportingRule | None, *, code: str, today: date) -> ReportingRule | None:
    """The rule as it would be from today on. base: the one that is changed. None: something has not been said yet."""
    if base is not None:
        rule = replace(base, valid_from=max(today, base.valid_from))
        if draft.due is not None:
            rule = with_due(rule, draft.due, span=base.span)
    elif draft.owes is None or draft.due is None or not draft.title:
        return None
    else:
        rule = with_due(
            ReportingRule(
                id=RuleId(0),
                code=code,
                title=draft.title,
                unit=draft.unit,
                owes=draft.owes,
                only=draft.only,
                form=draft.form,
                set_id=draft.set_id,
                span=Span.CYCLE,
                operator=draft.due.operator,
                due_day=draft.due.day,
                valid_from=today,
            ),
            draft.due,
        )
    return replace(
        rule,
        offsets=draft.offsets,
        grace_after=timedelta(days=draft.grace),
        lock_after=timedelta(days=draft.lock),
    )
