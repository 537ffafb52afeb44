"""What managers and admins do to reminders: remind now, stop everything that the clock sends, let it go on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from conversations.programme.calendar import period_by_key
from conversations.programme.due import MORNING, awake
from conversations.programme.rights import may_remind, may_stop_schedule
from conversations.screens import problems
from conversations.screens.remind_now import reminded
from handlers.schedule.helps import whom_to_ring
from handlers.schedule.owing import owing_units
from handlers.schedule.planned import put_planned
from handlers.schedule.reminders import add_owing, planned_reminders
from handlers.schedule.waves import FIRST, SECOND, waves_taken
from storage.rules import all_rules
from storage.schedule import followed, resume, stop

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conversations.engine.effects import RemindUnits, SwitchSchedule
    from conversations.programme.calendar import Period, ReportingRule
    from conversations.programme.ids import PersonId
    from conversations.programme.unit import Unit
    from handlers.apply.acting import Acting
    from handlers.schedule.reminders import Reminded
    from storage.schedule import Followed


async def remind_units(acting: Acting, effect: RemindUnits) -> None:
    """Whoever owes this report and has a reminder left today is told; what came of it is said above the next screen."""
    unit, rule, period = await _named(acting, effect)
    known = await followed(acting.tx)
    if known is not None and known.stopped_at is not None:
        raise problems.schedule_stopped(acting.words)
    at = awake(acting.now)
    people: dict[PersonId, Reminded] = {}
    nobody = 0
    within = frozenset(effect.units) or None
    async for owing in owing_units(acting.tx, rule, period, programme=acting.programme, within=within, on=at.date()):
        before = len(people)
        add_owing(people, owing, at)
        told = len(people) > before or any(holder.person in people for holder, _ in owing.in_charge)
        nobody += not told
    taken = await waves_taken(acting.tx, people, day=at.date())
    waves: dict[int, dict[PersonId, Reminded]] = {FIRST: {}, SECOND: {}}
    for person, found in people.items():
        wave = _free(taken.get(person, frozenset()), known, at)
        if wave is not None and found.chat.channel in acting.services.renderers:
            waves[wave][person] = found
    helps = await whom_to_ring(acting.tx, {rule.id: rule.unit}, today=at.date())
    for wave, some in waves.items():
        for row in planned_reminders(
            some, wave=wave, now=at, late=False, helps=helps, services=acting.services, asked_by=unit.title
        ):
            put_planned(acting.tx, row, acting.services, acting.now)
    reached = sum(len(some) for some in waves.values())
    acting.note("reminded_now", f"rule:{rule.id}:{period.key}", people=reached, units=len(effect.units))
    acting.said.append(
        reminded(
            reached, twice=len(people) - reached, nobody=nobody, in_the_morning=at != acting.now, words=acting.words
        )
    )


async def _named(acting: Acting, effect: RemindUnits) -> tuple[Unit, ReportingRule, Period]:
    unit = await acting.programme.unit(acting.tx, effect.unit)
    if unit is None or acting.person is None or not may_remind(acting.person, unit):
        raise problems.not_yours(acting.words)
    rule = next((rule for rule in await all_rules(acting.tx) if rule.id == effect.rule and rule.unit == unit.id), None)
    period = None if rule is None else period_by_key(rule, effect.period)
    if rule is None or period is None:
        raise problems.not_yours(acting.words)
    if period.locked(acting.now.date()):
        raise problems.period_locked(period, acting.words)
    return unit, rule, period


def _free(taken: Iterable[int], known: Followed | None, at: datetime) -> int | None:
    """The wave that is left for somebody: the first only once the calendar's own has had its turn."""
    morning = datetime.combine(at.date(), MORNING, at.tzinfo)
    if FIRST not in taken and known is not None and known.ticked_until >= morning:
        return FIRST
    return SECOND if SECOND not in taken else None


def switch_schedule(acting: Acting, effect: SwitchSchedule) -> None:
    """Stop, or go on. Raises Refusal for whoever does not run the system."""
    if acting.person is None or not may_stop_schedule(acting.person):
        raise problems.not_yours(acting.words)
    if effect.stopped:
        stop(acting.tx, acting.now)
    else:
        resume(acting.tx)
    acting.note("schedule_stopped" if effect.stopped else "schedule_resumed", "schedule")
