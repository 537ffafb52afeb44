"""What a manager sees before reminding: periods of which something is owed to the unit, and who owes one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.facts import OwedPeriod, OwingUnit, RemindFacts, ScheduleFacts
from conversations.programme.calendar import period_by_key
from conversations.programme.due import awake
from conversations.programme.rights import may_remind
from conversations.reading.fold import name_order
from handlers.facts.periods import owed_now
from handlers.schedule.owing import owing_units
from handlers.schedule.reminders import chat_of
from handlers.schedule.waves import FIRST, SECOND, waves_taken
from storage.owing import last_active_between
from storage.rules import all_rules
from storage.schedule import followed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.programme.calendar import Period, ReportingRule
    from conversations.programme.ids import RuleId, UnitId
    from conversations.programme.person import Person
    from handlers.schedule.owing import Owing
    from storage.database import Transaction
    from storage.programme import Programme


async def reminding(
    tx: Transaction,
    number: UnitId,
    of: tuple[RuleId, str] | None,
    person: Person,
    programme: Programme,
    *,
    now: datetime,
) -> RemindFacts | None:
    """None: the person does not manage the unit."""
    unit = await programme.unit(tx, number)
    if unit is None or not may_remind(person, unit):
        return None
    rules = {rule.id: rule for rule in await all_rules(tx) if rule.unit == unit.id}
    known = await followed(tx)
    stopped = known is not None and known.stopped_at is not None
    today = programme.today
    if of is not None:
        rule = rules.get(of[0])
        period = None if rule is None else period_by_key(rule, of[1])
        if rule is not None and period is not None and not period.locked(today):
            found = await _owing(tx, rule, period, programme)
            return RemindFacts(
                unit=unit,
                of=_owed(rule, period, found),
                owing=await _units(tx, found, rule, period, now=now),
                stopped=stopped,
            )
    periods: list[tuple[OwedPeriod, ReportingRule, Sequence[Owing]]] = []
    for level in dict.fromkeys(rule.owes for rule in rules.values()):
        own = [rule for rule in rules.values() if rule.owes is level]
        for rule, period in owed_now(own, sent=(), today=today):
            found = await _owing(tx, rule, period, programme)
            if found:
                periods.append((_owed(rule, period, found), rule, found))
    periods.sort(key=lambda one: (not one[0].period.overdue(today), one[0].period.last_good_day, one[0].rule))
    only = periods[0] if len(periods) == 1 else None
    return RemindFacts(
        unit=unit,
        periods=tuple(one for one, _, _ in periods),
        of=None if only is None else only[0],
        owing=() if only is None else await _units(tx, only[2], only[1], only[0].period, now=now),
        stopped=stopped,
    )


async def _owing(tx: Transaction, rule: ReportingRule, period: Period, programme: Programme) -> Sequence[Owing]:
    found = [owing async for owing in owing_units(tx, rule, period, programme=programme)]
    return sorted(found, key=lambda owing: name_order(owing.report.unit.name))


def _owed(rule: ReportingRule, period: Period, found: Sequence[Owing]) -> OwedPeriod:
    kinds = sorted({(owing.report.unit.kind.rank, owing.report.unit.kind.name) for owing in found})
    return OwedPeriod(rule=rule.id, period=period, units=len(found), kinds=", ".join(name for _, name in kinds))


async def _units(
    tx: Transaction, found: Sequence[Owing], rule: ReportingRule, period: Period, *, now: datetime
) -> tuple[OwingUnit, ...]:
    if not found:
        return ()
    people = {
        owing.report.unit.id: frozenset(holder.person for holder, _ in owing.in_charge if chat_of(holder) is not None)
        for owing in found
    }
    everybody = frozenset(person for some in people.values() for person in some)
    taken = await waves_taken(tx, everybody, day=awake(now).date())
    twice = {person for person, waves in taken.items() if waves >= {FIRST, SECOND}}
    active = await last_active_between(tx, rule.id, period.key, between=(min(people), max(people)))
    return tuple(
        OwingUnit(
            report=owing.report,
            unattended=owing.unattended,
            people=people[owing.report.unit.id],
            twice=people[owing.report.unit.id] & twice,
            last_active=active[owing.report.unit.id].date() if owing.report.unit.id in active else None,
        )
        for owing in found
    )


async def schedule_facts(tx: Transaction) -> ScheduleFacts:
    """How far the calendar was followed, and whether what it says is sent."""
    known = await followed(tx)
    if known is None:
        return ScheduleFacts()
    return ScheduleFacts(ticked_until=known.ticked_until, stopped_at=known.stopped_at)
