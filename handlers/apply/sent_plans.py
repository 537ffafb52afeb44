"""An admin has a document or a criteria set read, explains its names and decides about it. Reading and importing happen
outside the turn.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from conversations.engine.effects import DecidePlan, ExplainName, SendPlan
from conversations.programme.import_kind import ImportKind, kinds_for
from conversations.programme.sent_plan import NEW, PlanState, fits
from conversations.screens import problems
from handlers.unit_changes.wanted import administered
from storage.rules import rules_of_unit, rules_owed_by
from storage.sent_plans import add_sent_plan, explain_name, last_sent_plan, move_plan

if TYPE_CHECKING:
    from conversations.programme.sent_plan import SentPlan
    from conversations.programme.unit import Unit
    from handlers.apply.acting import Acting


async def take_plan(acting: Acting, effect: SendPlan | ExplainName | DecidePlan) -> None:
    """Raises Refusal: the unit is not theirs, or there is no such file any more."""
    match effect:
        case SendPlan():
            await _sent(acting, effect)
        case ExplainName():
            await _explained(acting, effect)
        case DecidePlan():
            await _decided(acting, effect)
        case _:
            assert_never(effect)


async def _sent(acting: Acting, effect: SendPlan) -> None:
    unit = await administered(acting.tx, effect.unit, acting.person, acting.programme, words=acting.words)
    if not fits(effect.name, effect.size, effect.kind):
        raise problems.not_yours(acting.words)
    line = await acting.programme.line(acting.tx, unit.id)
    if effect.kind is ImportKind.CRITERIA and unit.parent is not None:
        raise problems.criteria_for_all(line[-1].title, acting.words)
    if effect.report and effect.report not in await _reports(acting, unit):
        raise problems.not_yours(acting.words)
    if effect.kind not in kinds_for(unit.kind.level, top=unit.parent is None):
        raise problems.not_yours(acting.words)
    number = await add_sent_plan(
        acting.tx,
        person=acting.somebody,
        channel=acting.channel,
        unit=unit.id,
        unit_name=", ".join(one.title for one in line),
        kind=effect.kind,
        report=effect.report,
        reference=effect.reference,
        name=effect.name,
        now=acting.now,
    )
    acting.note("plan_sent", f"unit:{unit.id}", file=number)


async def _reports(acting: Acting, unit: Unit) -> set[str]:
    """The codes of reports that the unit or those below it owe."""
    today = acting.now.date()
    owed = await rules_owed_by(acting.tx, unit.id, unit.kind.level, day=today)
    return {rule.code for rule in (*owed, *await rules_of_unit(acting.tx, unit.id))}


async def _read(acting: Acting, number: int) -> tuple[SentPlan, Unit]:
    """The file that was read and waits for a word. Raises Refusal: it is not theirs, or waits no more."""
    sent = await last_sent_plan(acting.tx, acting.somebody)
    if sent is None or sent.id != number or sent.state is not PlanState.READY:
        raise problems.not_yours(acting.words)
    return sent, await administered(acting.tx, sent.unit, acting.person, acting.programme, words=acting.words)


async def _explained(acting: Acting, effect: ExplainName) -> None:
    """With the last name explained the file is read again, as if the names stood in it so."""
    sent, _ = await _read(acting, effect.number)
    asked = next((one for one in sent.in_doubt if one.number == effect.name), None)
    if asked is None:
        raise problems.not_yours(acting.words)
    answer = NEW if asked.new else ""
    if effect.unit is not None:
        line = await acting.programme.line(acting.tx, effect.unit)
        below = sent.unit in {one.id for one in line}
        answer = ", ".join(one.title for one in line[:2]) if below else ""
    elif effect.candidate is not None:
        answer = next(iter(asked.candidates[effect.candidate : effect.candidate + 1]), "")
    if not answer:
        raise problems.not_yours(acting.words)
    await explain_name(acting.tx, sent.id, replace(asked, answer=answer))
    if len(sent.in_doubt) == 1:
        await move_plan(acting.tx, sent, PlanState.SENT, said="", now=acting.now)
    acting.note("plan_name_explained", f"unit:{sent.unit}", file=sent.id, name=asked.number)


async def _decided(acting: Acting, effect: DecidePlan) -> None:
    sent, unit = await _read(acting, effect.number)
    if effect.keep and (sent.in_doubt or (sent.of_criteria and unit.parent is not None)):
        raise problems.not_yours(acting.words)
    to = PlanState.CONFIRMED if effect.keep else PlanState.DROPPED
    await move_plan(acting.tx, sent, to, said=sent.said, now=acting.now)
    acting.note("plan_confirmed" if effect.keep else "plan_dropped", f"unit:{sent.unit}", file=sent.id)
