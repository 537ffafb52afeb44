"""One tick: everything due since the last one becomes rows. After downtime what is up to two days old goes once, marked
late; what is older is written down as skipped and told to whoever runs the system.

Two processes may tick at once: both compute the same, and a key is written once.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from conversations.programme.due import SendKind, slots_between
from conversations.screens.escalation import not_sent
from handlers.schedule.climbing import climb_overdue, climbing_moments
from handlers.schedule.data_requests import clocks_between, planned_clocks
from handlers.schedule.digest_slots import due_digests
from handlers.schedule.digests import planned_digests, skipped_digests
from handlers.schedule.dossiers import dossiers_between, planned_dossiers
from handlers.schedule.escalations import late_below, planned_escalations
from handlers.schedule.helps import whom_to_ring
from handlers.schedule.planned import KEPT_FOR, LATE_AFTER, Planned, write_planned
from handlers.schedule.reminders import add_wished, planned_reminders, reminded_people
from handlers.schedule.silences import planned_silences, silences_between
from handlers.schedule.waves import FIRST, SECOND, reminder_key
from handlers.schedule.wished import still_owed, wished_between
from handlers.unit_changes.settling import settle_changes
from storage.outbox import forget_too_late_after, keys_known
from storage.owing import Chat
from storage.people import accounts_of
from storage.roles import admins
from storage.rules import all_rules
from storage.schedule import follow, follow_back, followed
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from conversations.programme.due import Slot
    from conversations.programme.ids import PersonId, RuleId
    from conversations.programme.workdays import Workdays
    from handlers.ports import Services
    from handlers.schedule.digest_slots import UnitDigest
    from handlers.schedule.reminders import Reminded
    from storage.database import Database, Transaction
    from storage.programme import Programme

LONGEST_OUTAGE: Final = timedelta(days=62)
"""What was due before that is not even counted."""


_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """How many messages were queued, and how many had become too old."""

    queued: int = 0
    skipped: int = 0


async def tick(database: Database, services: Services, workdays: Workdays) -> Ticked:
    """The first tick ever only remembers the time: what was due before there was a bot is nobody's reminder."""
    now = services.clock.now()
    await settle_changes(database, services)
    async with database.read() as tx:
        known = await followed(tx)
        ahead = known is not None and known.ticked_until - now > LATE_AFTER
        if known is not None and not ahead and now <= known.ticked_until:
            return Ticked()
        planned: Sequence[Planned] = ()
        if known is not None and known.stopped_at is None and not ahead:
            since = max(known.ticked_until, now - LONGEST_OUTAGE)
            planned = await _planned(tx, services, workdays, since=since, now=now)
    await write_planned(database, planned, services=services, now=now)
    climbed = 0
    if known is not None and known.stopped_at is None and not ahead:
        climbed = await climb_overdue(
            database, services, workdays, since=max(known.ticked_until, now - LONGEST_OUTAGE), now=now
        )

    async def work(tx: Transaction) -> None:
        if ahead:
            _log.error("the clock was set back by more than an hour; it is followed again from now on")
            follow_back(tx, now)
            forget_too_late_after(tx, millis(now))
        follow(tx, now)

    await database.turn(work)
    skipped = sum(row.message is None for row in planned)
    return Ticked(queued=len(planned) - skipped + climbed, skipped=skipped)


async def _planned(
    tx: Transaction, services: Services, workdays: Workdays, *, since: datetime, now: datetime
) -> Sequence[Planned]:
    rules = await all_rules(tx)
    slots = slots_between(rules, after=since, until=now, workdays=workdays)
    wished = await wished_between(tx, after=since, until=now, workdays=workdays)
    programme = await services.caches.programme_now(tx, today=now.date())
    digests = await due_digests(tx, rules, programme=programme, after=since, until=now, workdays=workdays)
    clocks = await planned_clocks(tx, services, after=since, now=now)
    dossiers, stale_dossiers = await planned_dossiers(tx, services, workdays, programme=programme, after=since, now=now)
    clocks += dossiers
    if not slots and not wished and not digests:
        silences = await planned_silences(tx, services, workdays, programme=programme, after=since, now=now)
        outage = await _outage(tx, len(stale_dossiers), services, since=since, now=now)
        return [*clocks, *silences, *stale_dossiers, *outage]
    fresh = [slot for slot in slots if slot.at > now - KEPT_FOR]
    old = [slot for slot in slots if slot.at <= now - KEPT_FOR]
    morning = await reminded_people(tx, fresh, programme=programme)
    afternoon: dict[PersonId, Reminded] = {}
    wishes = await still_owed(tx, wished, {rule.id: rule for rule in rules}, programme=programme)
    add_wished(morning, afternoon, [(wish, owing) for wish, owing in wishes if wish.at > now - KEPT_FOR])
    helps = await whom_to_ring(tx, {rule.id: rule.unit for rule in rules}, today=now.date())
    planned = [
        *clocks,
        *await planned_silences(tx, services, workdays, programme=programme, after=since, now=now, but=morning.keys()),
        *_reminders(morning, FIRST, now=now, helps=helps, services=services),
        *_reminders(afternoon, SECOND, now=now, helps=helps, services=services),
        *planned_escalations(
            await late_below(tx, _latest(fresh), programme=programme),
            now=now,
            late_after=now - LATE_AFTER,
            services=services,
        ),
    ]
    newest = {(digest.unit.id, digest.slot.audience, digest.slot.kind): digest for digest in digests}.values()
    telling = [digest for digest in newest if digest.slot.at > now - KEPT_FOR]
    planned += await planned_digests(tx, telling, programme=programme, services=services, now=now)
    stale = [digest for digest in digests if digest.slot.at <= now - KEPT_FOR]
    too_late = [*stale_dossiers, *await _too_late(tx, old, stale, services, programme=programme, now=now)]
    return [*planned, *too_late, *await _outage(tx, len(too_late), services, since=since, now=now)]


def _reminders(
    people: Mapping[PersonId, Reminded],
    wave: int,
    *,
    now: datetime,
    helps: Mapping[RuleId, tuple[str, str]],
    services: Services,
) -> list[Planned]:
    """The rows of one wave; what should have left more than an hour ago says so."""
    late = {person: reminded for person, reminded in people.items() if reminded.at < now - LATE_AFTER}
    in_time = {person: reminded for person, reminded in people.items() if person not in late}
    return [
        *planned_reminders(in_time, wave=wave, now=now, late=False, helps=helps, services=services),
        *planned_reminders(late, wave=wave, now=now, late=True, helps=helps, services=services),
    ]


def _latest(slots: Sequence[Slot]) -> list[Slot]:
    """Of several lists about one period only the last: the others say less."""
    return list({(slot.rule.id, slot.period.key): slot for slot in slots if slot.kind is SendKind.ESCALATION}.values())


async def _too_late(
    tx: Transaction,
    slots: Sequence[Slot],
    digests: Sequence[UnitDigest],
    services: Services,
    *,
    programme: Programme,
    now: datetime,
) -> list[Planned]:
    """What would have been sent, day by day, as rows that say that it was not; nothing that has a row already."""
    rows: dict[str, Planned] = {}
    for slot in slots:
        for person, reminded in (await reminded_people(tx, [slot], programme=programme)).items():
            key = reminder_key(person, slot.at.date(), FIRST)
            rows[key] = Planned(key, "reminder", reminded.chat, None)
        late = await late_below(tx, [slot], programme=programme)
        for row in planned_escalations(late, now=now, late_after=now, services=services):
            rows[row.key] = replace(row, message=None)
    for row in await skipped_digests(tx, digests, programme=programme):
        rows[row.key] = row
    known = await keys_known(tx, rows)
    return [row for key, row in rows.items() if key not in known]


async def _outage(
    tx: Transaction, number: int, services: Services, *, since: datetime, now: datetime
) -> Sequence[Planned]:
    """One notice about all that was too late, to whoever runs the system."""
    if not number:
        return ()
    notices = []
    people = tuple(held.person for held in await admins(tx, today=now.date()))
    accounts = {account.person: account for account in await accounts_of(tx, people)}
    for person, account in accounts.items():
        words = services.words_in(account.language)
        message = not_sent(number, since=since, until=now, words=words)
        chat = Chat(account.channel, account.address, account.language)
        notices.append(Planned(f"outage:{now.isoformat(timespec='minutes')}:{person}", "reminder", chat, message))
    return notices


async def due_moments(
    database: Database, services: Services, workdays: Workdays, *, until: datetime
) -> tuple[datetime, ...]:
    """The moments after now at which something is due, up to that one, in order, each once."""
    now = services.clock.now()
    async with database.read() as tx:
        rules = await all_rules(tx)
        programme = await services.caches.programme_now(tx, today=now.date())
        slots = slots_between(rules, after=now, until=until, workdays=workdays)
        digests = await due_digests(tx, rules, programme=programme, after=now, until=until, workdays=workdays)
        wished = await wished_between(tx, after=now, until=until, workdays=workdays)
        clocks = await clocks_between(tx, after=now, until=until)
        silences = await silences_between(tx, workdays, after=now, until=until)
        climbing = await climbing_moments(tx, workdays, after=now, until=until)
        dossiers = await dossiers_between(tx, workdays, today=now.date(), after=now, until=until)
    moments = {slot.at for slot in slots} | {digest.slot.at for digest in digests} | {wish.at for wish in wished}
    return tuple(
        sorted(moments | {at for at, _ in clocks} | {one.at for one in dossiers} | set(silences) | set(climbing))
    )
