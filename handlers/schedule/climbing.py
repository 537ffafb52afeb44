"""Difficulties that nobody answered by their day go one level up, once, and that level is told of them as one list.

Looked at on the mornings of working days. What climbs is changed and told in one transaction: after a crash, or with
two processes at once, either both have happened or neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from conversations.programme.difficulty import DifficultyAct, DifficultyState, Step, due_from
from conversations.programme.due import ESCALATING, awake, zone_of
from conversations.programme.workdays import A_DAY
from conversations.screens import difficulty_notices as notices
from handlers.difficulties import answering_above, senders_of, with_units
from handlers.schedule.planned import Planned, put_planned
from storage.audit import note_later
from storage.difficulties import days_to_climb, difficulties_to_climb, difficulty_numbered, step_difficulty
from storage.owing import Chat
from storage.people import accounts_of
from storage.roles import held_roles, roles_read
from storage.times import millis

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from conversations.engine.screen import Message
    from conversations.engine.words import Words
    from conversations.programme.difficulty import Difficulty
    from conversations.programme.ids import DifficultyId, PersonId, UnitId
    from conversations.programme.unit import Unit
    from conversations.programme.workdays import Workdays
    from handlers.ports import Services
    from storage.database import Database, Transaction
    from storage.difficulties import StoredDifficulty
    from storage.programme import Programme

AT_ONCE = 200
"""Difficulties of one transaction; what is left climbs in the next."""
MOST_FORESEEN = 10_000
"""More than that waiting at once are not looked ahead to."""


async def climb_overdue(
    database: Database, services: Services, workdays: Workdays, *, since: datetime, now: datetime
) -> int:
    """Let climb what is overdue, where a morning lies in that time; how many messages were queued."""
    morning = _last_morning(now, workdays)
    if morning <= since:
        return 0
    queued, after = 0, 0
    while True:

        async def work(tx: Transaction, after: int = after) -> tuple[int, int]:
            return await _climb_some(tx, services, before=morning.date(), after=after, now=now)

        some, after = await database.turn(work)
        queued += some
        if not after:
            return queued


def _last_morning(now: datetime, workdays: Workdays) -> datetime:
    """When it was looked at last."""
    day = now.date() if now.time() >= ESCALATING else now.date() - A_DAY
    return datetime.combine(workdays.at_or_before(day), ESCALATING, zone_of(now))


async def _climb_some(
    tx: Transaction, services: Services, *, before: date, after: int, now: datetime
) -> tuple[int, int]:
    """How many messages, and after which number there may be more; 0: no more. before: what was due then."""
    found = await difficulties_to_climb(tx, before=before, after=after, limit=AT_ONCE)
    programme = await services.caches.programme_now(tx, today=now.date())
    above: dict[PersonId, list[Difficulty]] = {}
    senders: dict[PersonId, list[Difficulty]] = {}
    for stored in found:
        people = await _climb(tx, stored, programme, now=now)
        risen = await difficulty_numbered(tx, stored.id) if people else None
        difficulty = await with_units(tx, (risen,), programme) if risen is not None else ()
        for one in difficulty:
            for person in people:
                above.setdefault(person, []).append(one)
            sql, values = roles_read(one.unit.id, programme.today)
            for person in senders_of(one, held_roles(await tx.all(sql, **values))):
                senders.setdefault(person, []).append(one)
    queued = await _tell(tx, services, above, notices.climbed, name="climbed", now=now)
    queued += await _tell(tx, services, senders, notices.all_went_up, name="went-up", now=now)
    return queued, found[-1].id if len(found) == AT_ONCE else 0


async def _climb(
    tx: Transaction, stored: StoredDifficulty, programme: Programme, *, now: datetime
) -> tuple[PersonId, ...]:
    """Who answers it now; empty: nobody is above, or it has been answered, or has climbed, this very moment."""
    # on PostgreSQL another worker's step may come between the reading of the row and of its steps
    if stored.last.state is not DifficultyState.OPEN:
        return ()
    above = await answering_above(tx, stored.last.owner, programme, set_id=stored.set_id, criterion=stored.criterion)
    if above is None:
        return ()
    step = Step(
        number=stored.last.number + 1,
        act=DifficultyAct.CLIMB,
        state=DifficultyState.CLIMBED,
        owner=above.unit.id,
        due=due_from(now.date()),
        by=None,
        at=now,
    )
    if not await step_difficulty(tx, stored.id, step):
        return ()
    note_later(
        tx,
        at=millis(now),
        person=None,
        act="difficulty_climb",
        subject=f"difficulty:{stored.id}",
        detail={"state": step.state.value, "owner": above.unit.id},
    )
    return above.people


async def _tell(
    tx: Transaction,
    services: Services,
    people: Mapping[PersonId, list[Difficulty]],
    message: Callable[[list[Difficulty], Words], Message],
    *,
    name: str,
    now: datetime,
) -> int:
    """One list for each person, in the chat they opened last. The smallest number in it makes its key the only one."""
    accounts = {account.person: account for account in await accounts_of(tx, tuple(people))}
    for person, account in accounts.items():
        listed = people[person]
        put_planned(
            tx,
            Planned(
                f"difficulties-{name}:{person}:{listed[0].id}",
                "reminder",
                Chat(account.channel, account.address, account.language),
                partial(message, listed)(services.words_in(account.language)),
                not_before=awake(now),
            ),
            services,
            now,
        )
    return len(accounts)


async def climbing_moments(
    tx: Transaction, workdays: Workdays, *, after: datetime, until: datetime
) -> tuple[datetime, ...]:
    """When something is to climb with after < at <= until, in order."""
    mornings = {
        _morning_for(due, workdays, after=after, until=until) for due in await days_to_climb(tx, until=until.date())
    }
    return tuple(sorted(at for at in mornings if at <= until))


def _morning_for(due: date, workdays: Workdays, *, after: datetime, until: datetime) -> datetime:
    """The first morning after that day, and after that moment, on which what was due then climbs."""
    day = workdays.at_or_after(max(due + A_DAY, after.date()))
    if datetime.combine(day, ESCALATING, zone_of(until)) <= after:
        day = workdays.at_or_after(day + A_DAY)
    return datetime.combine(day, ESCALATING, zone_of(until))


@dataclass(frozen=True, slots=True)
class Climbing:
    """What is to climb at a morning to one place, by number."""

    at: datetime
    above: Unit
    numbers: tuple[DifficultyId, ...]


async def climbing_between(
    tx: Transaction, programme: Programme, workdays: Workdays, *, after: datetime, until: datetime
) -> tuple[Climbing, ...]:
    """All of it with after < at <= until, if nobody answers meanwhile, in order."""
    found: dict[tuple[datetime, UnitId], Climbing] = {}
    for stored in await difficulties_to_climb(tx, before=until.date(), after=0, limit=MOST_FORESEEN):
        at = _morning_for(stored.last.due, workdays, after=after, until=until)
        above = await answering_above(
            tx, stored.last.owner, programme, set_id=stored.set_id, criterion=stored.criterion
        )
        if above is None or at > until:
            continue
        known = found.get((at, above.unit.id))
        numbers = (*(known.numbers if known is not None else ()), stored.id)
        found[at, above.unit.id] = Climbing(at, above.unit, numbers)
    return tuple(sorted(found.values(), key=lambda one: (one.at, one.above.id)))
