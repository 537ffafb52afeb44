"""What would be sent between two days, to whom and why, as things stand now. Nothing is written, nothing leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from conversations.programme.digest import Audience
from conversations.programme.due import SendKind, reminder_kind, slot_name, slots_between
from conversations.programme.owed import told_above
from conversations.programme.person import Role
from conversations.reading.fold import name_order
from conversations.screens.forecast import why_climbs, why_digested, why_dossier, why_escalated, why_reminded
from handlers.difficulties import answering_role
from handlers.schedule.climbing import climbing_between
from handlers.schedule.digest_slots import due_digests, readers
from handlers.schedule.dossiers import dossiers_between
from handlers.schedule.escalations import late_below
from handlers.schedule.owing import owing_units
from handlers.schedule.wished import still_owed, wished_between
from storage.groups import groups_following
from storage.rules import all_rules
from storage.times import ZONE
from storage.unit_names import unit_named
from storage.units import lineage, units_below

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conversations.engine.words import Words
    from conversations.programme.due import Slot
    from conversations.programme.ids import UnitId
    from conversations.programme.workdays import Workdays
    from handlers.ports import Services
    from handlers.schedule.climbing import Climbing
    from handlers.schedule.digest_slots import UnitDigest
    from handlers.schedule.dossiers import ToTell
    from handlers.schedule.owing import Owing
    from handlers.schedule.wished import Wished
    from storage.database import Database, Transaction
    from storage.programme import Programme

GROUP = "group"
"""Stands for a role where a group is told."""
LONGEST = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSend:
    """One send to whoever holds a role at a unit, whether somebody does or not."""

    at: datetime
    kind: SendKind
    period: str
    unit: str
    role: str
    slot: str
    reason: str


async def forecast(
    database: Database, services: Services, workdays: Workdays, *, unit: str, first: date, last: date
) -> tuple[DueSend, ...]:
    """The sends of these days, both included, to this unit and all below it, in order. Raises Problem."""
    words = services.words["vi"]
    after = datetime.combine(first, time(), ZONE) - timedelta(microseconds=1)
    until = datetime.combine(last, time.max, ZONE)
    today = services.clock.now().date()
    async with database.read() as tx:
        named = await unit_named(tx, unit, day=today)
        within = frozenset({named.id, *(below.id for below in await units_below(tx, named.id, day=today))})
        above = {line.id for line in await lineage(tx, named.id, day=today)}
        rules = [rule for rule in await all_rules(tx) if rule.unit in within or rule.unit in above]
        programme = await services.caches.programme_now(tx, today=today)
        found: list[DueSend] = []
        for slot in slots_between(rules, after=after, until=until, workdays=workdays):
            if slot.kind is SendKind.ESCALATION:
                found += await _escalations(tx, slot, within, programme=programme, words=words)
            else:
                found += await _reminders(tx, slot, within, programme=programme, words=words)
        for digest in await due_digests(tx, rules, programme=programme, after=after, until=until, workdays=workdays):
            if digest.unit.id in within:
                found.append(await _digest(tx, digest, today=today, words=words))
        wished = await wished_between(tx, after=after, until=until, workdays=workdays)
        inside = [wish for wish in wished if wish.key.unit in within]
        by_number = {rule.id: rule for rule in rules}
        for wish, owing in await still_owed(tx, inside, by_number, programme=programme):
            found.append(_wished(wish, owing, words))
        for climbing in await climbing_between(tx, programme, workdays, after=after, until=until):
            if climbing.above.id in within:
                found.append(_climbing(climbing, words))
        for telling in await dossiers_between(tx, workdays, today=today, after=after, until=until):
            if telling.unit in within:
                found.append(await _dossier(tx, telling, programme=programme, words=words))
    return tuple(sorted(found, key=lambda send: (send.at, send.kind, send.period, name_order(send.unit), send.role)))


async def _reminders(
    tx: Transaction, slot: Slot, within: frozenset[UnitId], *, programme: Programme, words: Words
) -> Sequence[DueSend]:
    return [
        DueSend(
            at=slot.at,
            kind=slot.kind,
            period=slot.period.key,
            unit=owing.report.unit.title,
            role=owing.report.role.value,
            slot=slot.name,
            reason=why_reminded(owing.report, owing.unattended, on=slot.at.date(), words=words),
        )
        async for owing in owing_units(
            tx, slot.rule, slot.period, also_empty=True, programme=programme, within=within, on=slot.at.date()
        )
    ]


def _wished(wish: Wished, owing: Owing, words: Words) -> DueSend:
    return DueSend(
        at=wish.at,
        kind=wish.kind(owing),
        period=owing.report.period.key,
        unit=owing.report.unit.title,
        role=owing.report.role.value,
        slot=wish.name,
        reason=why_reminded(owing.report, owing.unattended, on=wish.at.date(), words=words, wished=wish.name),
    )


async def _escalations(
    tx: Transaction, slot: Slot, within: frozenset[UnitId], *, programme: Programme, words: Words
) -> Sequence[DueSend]:
    found = []
    for late in await late_below(tx, [slot], programme=programme):
        above = await programme.unit(tx, late.above)
        if above is None or above.id not in within:
            continue
        role = told_above(slot.rule.owes) if late.above != slot.rule.unit else told_above(above.kind.level)
        found.append(
            DueSend(
                at=slot.at,
                kind=slot.kind,
                period=slot.period.key,
                unit=above.title,
                role=role.value,
                slot=slot.name,
                reason=why_escalated(
                    sorted((owing.report.unit.title for owing in late.units), key=name_order),
                    held=bool(late.told),
                    words=words,
                ),
            )
        )
    return found


def _climbing(climbing: Climbing, words: Words) -> DueSend:
    role = answering_role(climbing.above)
    return DueSend(
        at=climbing.at,
        kind=SendKind.ESCALATION,
        period="",
        unit=climbing.above.title,
        role="" if role is None else role.value,
        slot="difficulties",
        reason=why_climbs(climbing.numbers, words),
    )


async def _dossier(tx: Transaction, telling: ToTell, *, programme: Programme, words: Words) -> DueSend:
    unit = await programme.unit(tx, telling.unit)
    return DueSend(
        at=telling.at,
        kind=SendKind.ESCALATION if telling.why.above else reminder_kind(telling.offset),
        period="" if telling.dossier.dates.year is None else str(telling.dossier.dates.year),
        unit="" if unit is None else unit.title,
        role=telling.roles[0].value,
        slot=slot_name(telling.offset),
        reason=why_dossier(telling.dossier, telling.at.date(), words, handing=telling.why.handing),
    )


async def _digest(tx: Transaction, digest: UnitDigest, *, today: date, words: Words) -> DueSend:
    slot = digest.slot
    if slot.audience is Audience.GROUP:
        role, held = GROUP, bool(await groups_following(tx, digest.unit.id))
    else:
        role, held = Role.MANAGER.value, bool(await readers(tx, digest.unit.id, today=today))
    week = slot.at.isocalendar()
    return DueSend(
        at=slot.at,
        kind=SendKind.DIGEST,
        period=slot.period.key if slot.period else f"{week.year}-W{week.week:02}",
        unit=digest.unit.title,
        role=role,
        slot=slot.name,
        reason=why_digested(slot, held=held, words=words),
    )
