"""Who keeps an office or a commune waiting is reminded in the morning, in one message; whoever is reminded of a report
that morning is left alone. Only looked for where a tick passes a morning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from conversations.programme.due import MORNING, awake
from conversations.programme.person import Role
from conversations.programme.silence import ASKED, WAITING
from conversations.screens.silence import office_waits, unanswered
from handlers.schedule.planned import KEPT_FOR, Planned
from handlers.schedule.present import present
from handlers.schedule.reminders import chat_of
from handlers.schedule.waves import FIRST, reminder_key
from storage.silences import asked_items, offices_waiting

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from datetime import date

    from conversations.programme.ids import PersonId
    from conversations.programme.workdays import Workdays
    from handlers.ports import Services
    from storage.database import Transaction
    from storage.owing import Chat, Holder
    from storage.programme import Programme
    from storage.silences import AskedItem, OfficeWaiting


@dataclass(slots=True)
class _Told:
    """One person with all that waits for them."""

    chat: Chat
    asked: list[AskedItem] = field(default_factory=list)
    offices: list[OfficeWaiting] = field(default_factory=list)


def mornings(workdays: Workdays, *, after: datetime, until: datetime) -> tuple[datetime, ...]:
    """The mornings of working days with after < at <= until."""
    days = range((until.date() - after.date()).days + 1)
    found = (
        datetime.combine(day, MORNING, until.tzinfo)
        for day in (after.date() + timedelta(days=number) for number in days)
        if workdays.is_worked(day)
    )
    return tuple(at for at in found if after < at <= until)


async def silences_between(
    tx: Transaction, workdays: Workdays, *, after: datetime, until: datetime
) -> tuple[datetime, ...]:
    """The mornings at which somebody is to be reminded of what others wait for, as it stands now."""
    found = mornings(workdays, after=after, until=until)
    if not found:
        return ()
    asked, offices = await asked_items(tx), await offices_waiting(tx)
    return tuple(at for at in found if _due(asked, offices, at.date(), workdays))


async def planned_silences(
    tx: Transaction,
    services: Services,
    workdays: Workdays,
    *,
    programme: Programme,
    after: datetime,
    now: datetime,
    but: Container[PersonId] = (),
) -> list[Planned]:
    """A message for each person, of the last such morning that is not too old. but: who is reminded anyway."""
    found = mornings(workdays, after=max(after, now - KEPT_FOR), until=now)
    if not found:
        return []
    day = found[-1].date()
    asked = [one for one in await asked_items(tx) if ASKED.falls_on(day, since=one.since.date(), workdays=workdays)]
    offices = [
        one for one in await offices_waiting(tx) if WAITING.falls_on(day, since=one.oldest.date(), workdays=workdays)
    ]
    people: dict[PersonId, _Told] = {}
    for one, holders in await _officers(tx, asked, day, programme=programme):
        for holder in holders:
            _add(people, holder, but=but, asked=one)
    for office, holders in await _reviewers(tx, offices, day, programme=programme):
        for holder in holders:
            _add(people, holder, but=but, office=office)
    return [_row(person, told, day, services, now) for person, told in people.items()]


def _due(asked: Iterable[AskedItem], offices: Iterable[OfficeWaiting], day: date, workdays: Workdays) -> bool:
    return any(ASKED.falls_on(day, since=one.since.date(), workdays=workdays) for one in asked) or any(
        WAITING.falls_on(day, since=one.oldest.date(), workdays=workdays) for one in offices
    )


async def _officers(
    tx: Transaction, asked: Sequence[AskedItem], day: date, *, programme: Programme
) -> list[tuple[AskedItem, list[Holder]]]:
    """Whoever answered the item, and the officers in charge."""
    held = await present(tx, Role.COMMUNE_OFFICER, {one.key.unit for one in asked}, day, programme=programme)
    return [
        (one, [holder for holder in held.get(one.key.unit, ()) if not holder.post or holder.person == one.answered_by])
        for one in asked
    ]


async def _reviewers(
    tx: Transaction, offices: Sequence[OfficeWaiting], day: date, *, programme: Programme
) -> list[tuple[OfficeWaiting, list[Holder]]]:
    held = await present(tx, Role.OFFICE_REVIEWER, {one.office for one in offices}, day, programme=programme)
    return [(one, held.get(one.office, [])) for one in offices]


def _add(
    people: dict[PersonId, _Told],
    holder: Holder,
    *,
    but: Container[PersonId],
    asked: AskedItem | None = None,
    office: OfficeWaiting | None = None,
) -> None:
    chat = chat_of(holder)
    if chat is None or holder.person in but:
        return
    told = people.setdefault(holder.person, _Told(chat))
    if asked is not None and asked not in told.asked:
        told.asked.append(asked)
    if office is not None and office not in told.offices:
        told.offices.append(office)


def _row(person: PersonId, told: _Told, day: date, services: Services, now: datetime) -> Planned:
    """What the commune owes goes before what the office owes; nobody holds both as a rule."""
    words = services.words_in(told.chat.language)
    message = unanswered(told.asked, words) if told.asked else office_waits(told.offices, words)
    guard = " ".join(dict.fromkeys(f"{one.key}@more_asked" for one in told.asked))
    return Planned(reminder_key(person, day, FIRST), "reminder", told.chat, message, guard=guard, not_before=awake(now))
