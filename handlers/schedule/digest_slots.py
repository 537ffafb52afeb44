"""Which units have digests, when they are due, who gets them: managers unless they said no, observers who said yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from conversations.programme.calendar import periods_between
from conversations.programme.digest import NEAR
from conversations.programme.digest_times import DigestHours, DigestSlot, digests_between
from conversations.programme.person import Role
from conversations.programme.unit import Level
from handlers.digest_wishes import wanted_by
from storage.digests import digest_hours, subscriptions
from storage.owing import holders_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from conversations.programme.calendar import ReportingRule
    from conversations.programme.ids import UnitId
    from conversations.programme.unit import Unit
    from conversations.programme.workdays import Workdays
    from storage.database import Transaction
    from storage.owing import Holder
    from storage.programme import Programme

DIGESTED = frozenset({Level.DISTRICT, Level.PROVINCE})
"""Levels whose units have digests: those that follow communes."""


@dataclass(frozen=True, slots=True)
class UnitDigest:
    """A digest that is due."""

    unit: Unit
    slot: DigestSlot


async def due_digests(
    tx: Transaction,
    rules: Iterable[ReportingRule],
    *,
    programme: Programme,
    after: datetime,
    until: datetime,
    workdays: Workdays,
) -> tuple[UnitDigest, ...]:
    """The digests with after < at <= until, in order."""
    by_unit: dict[UnitId, list[ReportingRule]] = {}
    for rule in rules:
        by_unit.setdefault(rule.unit, []).append(rule)
    hours = await digest_hours(tx)
    found = []
    for number, owed in by_unit.items():
        unit = await programme.unit(tx, number)
        if unit is None or unit.kind.level not in DIGESTED:
            continue
        last = until.date() + timedelta(days=NEAR)
        periods = [period for rule in owed for period in periods_between(rule, after.date(), last)]
        own = hours.get(number) or DigestHours()
        slots = digests_between(own, periods, after=after, until=until, workdays=workdays)
        found += [UnitDigest(unit, slot) for slot in slots if unit.exists_on(slot.at.date())]
    return tuple(sorted(found, key=lambda one: (one.slot.at, one.unit.id)))


async def readers(tx: Transaction, unit: UnitId, *, today: date) -> Mapping[int, Holder]:
    """Who gets the unit's private digests, by person."""
    held = await holders_between(tx, (Role.MANAGER, Role.OBSERVER), between=(unit, unit), today=today)
    wanted = await subscriptions(tx, unit)
    return {holder.person: holder for holder in held.get(unit, ()) if wanted.get(holder.person, wanted_by(holder.role))}
