"""Dossiers that wait: whoever hands in, passes up or decides is reminded around the last good day as of reports, and
after it the managers of the unit above get them too, each person one list in the morning.

A commune's dossier that a roadmap's report fills is reminded of as that report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from conversations.programme.calendar import Offsets
from conversations.programme.dossier import DossierState
from conversations.programme.dossier_plan import LEVELS
from conversations.programme.due import LONGEST_MOVE, awake, days_around
from conversations.programme.ids import DossierId
from conversations.programme.person import Role
from conversations.screens.dossier_reminder import Waiting, still_waiting
from handlers.dossiers import Placing
from handlers.schedule.planned import KEPT_FOR, LATE_AFTER, Planned
from handlers.schedule.present import present
from handlers.schedule.reminders import chat_of
from handlers.schedule.silences import mornings
from storage.dossier_lists import dossier_with_steps, dossiers_waiting
from storage.outbox import keys_known, remake_later
from storage.people import language_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from conversations.programme.dossier import Dossier
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.unit import Unit
    from conversations.programme.workdays import Workdays
    from handlers.ports import Services
    from storage.database import Transaction
    from storage.outbox import Due
    from storage.owing import Chat
    from storage.programme import Programme

OFFSETS = Offsets()
"""As of reports."""
TOLD_FOR = timedelta(days=365)
"""So long after the day it is reminded of."""
COMMUNE = (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)
KEY = "dossiers:"
_TOKEN = re.compile(r"\bdossier:(\d{1,18})@(\d{1,9})(?::(\w+))?\b", re.ASCII)
"""Its number, its steps, and why it stands there; rows of earlier versions do not say why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToTell:
    """What one unit's people are told of one dossier in a morning."""

    at: datetime
    unit: UnitId
    dossier: Dossier
    offset: int
    why: Waiting

    @property
    def roles(self) -> tuple[Role, ...]:
        """Who is told."""
        return COMMUNE if self.why is Waiting.HAND_IN else (Role.MANAGER,)


@dataclass(slots=True)
class _Told:
    chat: Chat
    lists: dict[Waiting, list[Dossier]] = field(default_factory=dict)


async def dossiers_between(
    tx: Transaction, workdays: Workdays, *, today: date, after: datetime, until: datetime
) -> tuple[ToTell, ...]:
    """What is to be told in the mornings with after < at <= until, as it stands now, in order."""
    days = {at.date(): at for at in mornings(workdays, after=after, until=until)}
    if not days:
        return ()
    reach = max(OFFSETS.before) * timedelta(days=1) + LONGEST_MOVE
    rows = await dossiers_waiting(tx, first=min(days) - TOLD_FOR - LONGEST_MOVE, last=max(days) + reach)
    placing = Placing(tx, day=today)
    found: list[ToTell] = []
    for row in rows:
        begins = row.steps[0].at.date()
        due = {
            handing: [(offset, days[day]) for offset, day in falls if day in days]
            for handing, last in ((True, row.stored.dates.first_by), (False, row.stored.dates.second_by))
            if last is not None
            for falls in (days_around(last, OFFSETS, workdays, begins=begins, ends=last + TOLD_FOR),)
        }
        dossier = await placing.placed(row) if any(due.values()) else None
        if dossier is None:
            continue
        for handing, falls in due.items():
            for offset, at in falls:
                found += [
                    ToTell(at=at, unit=unit.id, dossier=dossier, offset=offset, why=why)
                    for unit, why in _places(dossier, handing=handing, late=offset > 0)
                ]
    return tuple(sorted(found, key=lambda one: (one.at, one.unit, one.why.above, one.dossier.id)))


def _places(dossier: Dossier, *, handing: bool, late: bool) -> Iterator[tuple[Unit, Waiting]]:
    """Whose it is, and after the day who stands above those."""
    superior, recogniser = dossier.superior, dossier.recogniser
    if dossier.state not in {DossierState.PREPARING, DossierState.SUBMITTED}:
        return
    if handing:
        if dossier.report is not None or dossier.state is not DossierState.PREPARING:
            return
        if dossier.unit.kind.level not in LEVELS:
            return
        yield dossier.hands_in, Waiting.HAND_IN
        if late and superior is not None:
            yield superior, Waiting.NOT_HANDED_IN
        return
    if superior is not None:
        yield superior, Waiting.PASS_UP
    if late and recogniser is not None and (superior is None or recogniser.id != superior.id):
        yield recogniser, Waiting.NOT_PASSED_UP


async def planned_dossiers(
    tx: Transaction,
    services: Services,
    workdays: Workdays,
    *,
    programme: Programme,
    after: datetime,
    now: datetime,
) -> tuple[list[Planned], list[Planned]]:
    """A message for each person, of the last morning that is not too old; and what was too old, written as skipped."""
    by_morning: dict[datetime, list[ToTell]] = {}
    for one in await dossiers_between(tx, workdays, today=now.date(), after=after, until=now):
        by_morning.setdefault(one.at, []).append(one)
    fresh = [at for at in by_morning if at > now - KEPT_FOR]
    planned: list[Planned] = []
    for at in fresh[-1:]:
        people = await _people(tx, by_morning[at], at.date(), programme=programme)
        planned = [_row(person, told, at, services, now) for person, told in people.items()]
    skipped: dict[str, Planned] = {}
    for at, telling in by_morning.items():
        if at not in fresh:
            for person, told in (await _people(tx, telling, at.date(), programme=programme)).items():
                key = _key(person, at)
                skipped[key] = Planned(key, "reminder", told.chat, None)
    known = await keys_known(tx, skipped) if skipped else frozenset()
    return planned, [row for key, row in skipped.items() if key not in known]


async def _people(
    tx: Transaction, telling: Sequence[ToTell], day: date, *, programme: Programme
) -> Mapping[PersonId, _Told]:
    units: dict[Role, set[UnitId]] = {}
    for one in telling:
        for role in one.roles:
            units.setdefault(role, set()).add(one.unit)
    held = {role: await present(tx, role, there, day, programme=programme) for role, there in units.items()}
    people: dict[PersonId, _Told] = {}
    for one in telling:
        for holder in (holder for role in one.roles for holder in held[role].get(one.unit, ())):
            chat = chat_of(holder)
            if chat is None or holder.post:
                continue
            told = people.setdefault(holder.person, _Told(chat))
            if not any(one.dossier in listed for why, listed in told.lists.items() if not why.above or why is one.why):
                told.lists.setdefault(one.why, []).append(one.dossier)
    return people


def _row(person: PersonId, told: _Told, at: datetime, services: Services, now: datetime) -> Planned:
    words = services.words_in(told.chat.language)
    late = at.date() if at < now - LATE_AFTER else None
    message = still_waiting(told.lists, today=now.date(), late=late, words=words)
    return Planned(_key(person, at), "reminder", told.chat, message, guard=_guard(told.lists), not_before=awake(now))


def _guard(lists: Mapping[Waiting, Sequence[Dossier]]) -> str:
    return " ".join(
        f"dossier:{one.id}@{one.last.number}:{why.value}" for why, listed in lists.items() for one in listed
    )


def _key(person: PersonId, at: datetime) -> str:
    return f"{KEY}{person}:{at.date().isoformat()}"


def listed_in(guard: str) -> Sequence[tuple[DossierId, int]]:
    """Which dossiers a message reminds of, and how many steps each had then."""
    return [(DossierId(int(found[1])), int(found[2])) for found in _TOKEN.finditer(guard)]


async def remake_list(tx: Transaction, due: Due, *, services: Services, made: str, now: datetime) -> bool:
    """The list made anew of those that still wait for its reader; its row waits one more moment under its old key.

    made: what its guard says of that. False: none is left, or nobody can draw it.
    """
    placing = Placing(tx, day=now.date())
    lists: dict[Waiting, list[Dossier]] = {}
    for found in _TOKEN.finditer(due.guard):
        row = await dossier_with_steps(tx, DossierId(int(found[1])))
        dossier = None if row is None else await placing.placed(row)
        why = Waiting(found[3] or Waiting.PASS_UP)
        if dossier is not None and any(one is why for _, one in _places(dossier, handing=why.handing, late=True)):
            lists.setdefault(why, []).append(dossier)
    renderer = services.renderers.get(due.channel)
    if not lists or renderer is None:
        return False
    day = date.fromisoformat((due.key or "").rpartition(":")[2])
    words = services.words_in(await language_at(tx, channel=due.channel, address=due.address))
    message = still_waiting(lists, today=now.date(), late=day if day != now.date() else None, words=words)
    remake_later(tx, due, body=renderer.message(message, address=due.address), guard=f"{_guard(lists)} {made}")
    return True
