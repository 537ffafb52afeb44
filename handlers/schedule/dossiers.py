"""Dossiers that the level above has not passed up: its managers are reminded around the last good day as of reports,
and after it the managers of the unit that recognises get them too, each person one list in the morning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from conversations.programme.calendar import Offsets
from conversations.programme.due import LONGEST_MOVE, awake, days_around
from conversations.programme.person import Role
from conversations.screens.dossier_reminder import to_pass_up
from handlers.dossiers import Placing
from handlers.schedule.planned import KEPT_FOR, LATE_AFTER, Planned
from handlers.schedule.present import present
from handlers.schedule.reminders import chat_of
from handlers.schedule.silences import mornings
from storage.dossier_lists import dossiers_to_pass_up
from storage.outbox import keys_known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conversations.programme.dossier import Dossier
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.workdays import Workdays
    from handlers.ports import Services
    from storage.database import Transaction
    from storage.owing import Chat
    from storage.programme import Programme

OFFSETS = Offsets()
"""As of reports."""
TOLD_FOR = timedelta(days=365)
"""So long after the day it is reminded of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToTell:
    """What one unit's managers are told of one dossier in a morning. above: they recognise, others have it."""

    at: datetime
    unit: UnitId
    dossier: Dossier
    offset: int
    above: bool


@dataclass(slots=True)
class _Told:
    chat: Chat
    own: list[Dossier] = field(default_factory=list)
    above: list[Dossier] = field(default_factory=list)


async def dossiers_between(
    tx: Transaction, workdays: Workdays, *, today: date, after: datetime, until: datetime
) -> tuple[ToTell, ...]:
    """What is to be told in the mornings with after < at <= until, as it stands now, in order."""
    days = {at.date(): at for at in mornings(workdays, after=after, until=until)}
    if not days:
        return ()
    reach = max(OFFSETS.before) * timedelta(days=1) + LONGEST_MOVE
    rows = await dossiers_to_pass_up(tx, first=min(days) - TOLD_FOR - LONGEST_MOVE, last=max(days) + reach)
    placing = Placing(tx, day=today)
    found: list[ToTell] = []
    for row in rows:
        last = row.stored.dates.second_by
        if last is None:
            continue
        begins = row.steps[0].at.date()
        falls = days_around(last, OFFSETS, workdays, begins=begins, ends=last + TOLD_FOR)
        due = [(offset, days[day]) for offset, day in falls if day in days]
        dossier = await placing.placed(row) if due else None
        if dossier is None or dossier.direct:
            continue
        for offset, at in due:
            places = [(dossier.superior, False), (dossier.recogniser if offset > 0 else None, True)]
            found += [
                ToTell(at=at, unit=unit.id, dossier=dossier, offset=offset, above=above)
                for unit, above in places
                if unit is not None and not (above and dossier.superior is not None and unit.id == dossier.superior.id)
            ]
    return tuple(sorted(found, key=lambda one: (one.at, one.unit, one.above, one.dossier.id)))


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
    held = await present(tx, Role.MANAGER, {one.unit for one in telling}, day, programme=programme)
    people: dict[PersonId, _Told] = {}
    for one in telling:
        for holder in held.get(one.unit, ()):
            chat = chat_of(holder)
            if chat is None:
                continue
            told = people.setdefault(holder.person, _Told(chat))
            listed = told.above if one.above else told.own
            if one.dossier not in (*told.own, *listed):
                listed.append(one.dossier)
    return people


def _row(person: PersonId, told: _Told, at: datetime, services: Services, now: datetime) -> Planned:
    words = services.words_in(told.chat.language)
    late = at if at < now - LATE_AFTER else None
    message = to_pass_up(told.own, told.above, today=now.date(), late=late, words=words)
    guard = " ".join(f"dossier:{one.id}@{one.last.number}" for one in (*told.own, *told.above))
    return Planned(_key(person, at), "reminder", told.chat, message, guard=guard, not_before=awake(now))


def _key(person: PersonId, at: datetime) -> str:
    return f"dossiers:{person}:{at.date().isoformat()}"
