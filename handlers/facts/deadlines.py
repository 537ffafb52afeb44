"""What an admin sets deadlines for: the units administered, the reports owed there, who stands below one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.facts import DeadlinesFacts
from conversations.programme.calendar import period_of
from conversations.programme.ids import SetId
from conversations.programme.person import Role
from conversations.programme.unit import Level
from storage.criteria import stored_sets
from storage.rules import all_rules
from storage.units import units_below

if TYPE_CHECKING:
    from datetime import date

    from conversations.programme.calendar import ReportingRule
    from conversations.programme.ids import RuleId, UnitId
    from conversations.programme.person import Person
    from conversations.programme.unit import Unit
    from storage.database import Transaction
    from storage.programme import Programme

RECEIVE = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


async def deadlines(
    tx: Transaction, asked: UnitId | None, person: Person, programme: Programme
) -> DeadlinesFacts | None:
    """None: no unit is administered by this person, or the one asked for is not among them."""
    today = programme.today
    receivers: dict[UnitId, Unit] = {}
    for grant in person.grants_of(Role.ADMIN):
        if grant.unit.kind.level in RECEIVE:
            receivers[grant.unit.id] = grant.unit
        receivers |= {unit.id: unit for unit in await units_below(tx, grant.unit.id, day=today, levels=RECEIVE)}
    if not receivers or (asked is not None and asked not in receivers):
        return None
    latest: dict[RuleId, ReportingRule] = {
        rule.id: rule
        for rule in await all_rules(tx)
        if rule.unit in receivers and (rule.valid_to is None or today < rule.valid_to) and not _over(rule, today)
    }
    ranked = sorted(receivers.values(), key=lambda unit: unit.kind.rank)
    places = {unit.id: place for place, unit in enumerate(ranked)}
    return DeadlinesFacts(
        rules=tuple(sorted(latest.values(), key=lambda rule: (places[rule.unit], rule.code))),
        receivers=tuple(ranked),
        below=() if asked is None else await units_below(tx, asked, day=today, counted=True),
        sets=tuple((SetId(one.id), one.level, one.title) for one in await stored_sets(tx)),
    )


def _over(rule: ReportingRule, today: date) -> bool:
    """Owed once, and nothing is taken for it any more."""
    period = period_of(rule, rule.due_year) if rule.due_year is not None else None
    return period is not None and period.locked(today)
