"""An admin has a file of a plan or a criteria set read, and decides about it. Reading and importing happen outside the
turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.effects import DecidePlan, SendPlan
from conversations.programme.sent_plan import PlanState, fits, of_criteria
from conversations.screens import problems
from handlers.unit_changes.wanted import administered
from storage.sent_plans import add_sent_plan, last_sent_plan, move_plan

if TYPE_CHECKING:
    from handlers.apply.acting import Acting


async def take_plan(acting: Acting, effect: SendPlan | DecidePlan) -> None:
    """Raises Refusal: the unit is not theirs, or there is no such file any more."""
    if isinstance(effect, SendPlan):
        await _sent(acting, effect)
    else:
        await _decided(acting, effect)


async def _sent(acting: Acting, effect: SendPlan) -> None:
    unit = await administered(acting.tx, effect.unit, acting.person, acting.programme, words=acting.words)
    if not fits(effect.name, effect.size):
        raise problems.not_yours(acting.words)
    line = await acting.programme.line(acting.tx, unit.id)
    if of_criteria(effect.name) and unit.parent is not None:
        raise problems.criteria_for_all(line[-1].title, acting.words)
    number = await add_sent_plan(
        acting.tx,
        person=acting.somebody,
        channel=acting.channel,
        unit=unit.id,
        unit_name=", ".join(one.title for one in line),
        reference=effect.reference,
        name=effect.name,
        now=acting.now,
    )
    acting.note("plan_sent", f"unit:{unit.id}", file=number)


async def _decided(acting: Acting, effect: DecidePlan) -> None:
    sent = await last_sent_plan(acting.tx, acting.somebody)
    if sent is None or sent.id != effect.number or sent.state is not PlanState.READY:
        raise problems.not_yours(acting.words)
    unit = await administered(acting.tx, sent.unit, acting.person, acting.programme, words=acting.words)
    if effect.keep and sent.of_criteria and unit.parent is not None:
        raise problems.not_yours(acting.words)
    to = PlanState.CONFIRMED if effect.keep else PlanState.DROPPED
    await move_plan(acting.tx, sent, to, said=sent.said, now=acting.now)
    acting.note("plan_confirmed" if effect.keep else "plan_dropped", f"unit:{sent.unit}", file=sent.id)
