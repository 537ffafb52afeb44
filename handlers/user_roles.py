"""Who holds which role, granted, ended, handed over or suspended from outside the chats: for the first admin and for
scripts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conversations.programme.directory import Wanted
from conversations.programme.problem import Problem
from conversations.screens import handover as handover_screens
from conversations.screens.suspended import resumed
from handlers.facts.handover import look_at_handover
from handlers.groups_reach import to_people
from handlers.hand_over import hand_over
from handlers.invite import check_role
from handlers.suspending import resume_person, suspend_person
from storage.audit import note_later
from storage.directory import card_of, people_of
from storage.handovers import wait_for_turns_of
from storage.outbox import put_later
from storage.outbox_recall import recall_of_unit
from storage.people import stored_about
from storage.roles import end_role, grant_role
from storage.times import millis
from storage.unit_names import unit_named
from storage.units import lineage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from conversations.engine.screen import Message
    from conversations.engine.words import Words
    from conversations.programme.directory import Entry, PersonCard
    from conversations.programme.handover import Handover
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.person import Role
    from conversations.programme.unit import Unit
    from handlers.ports import Services
    from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class UserCard:
    """A person's card, with the titles of the units that it names by number."""

    card: PersonCard
    titles: dict[UnitId, str]


async def list_people(
    database: Database, *, now: datetime, under: str | None = None, text: str = ""
) -> tuple[Entry, ...]:
    """Whoever holds a role now, by name; with a unit, at it and below. text: part of a name, end of a telephone."""
    async with database.read() as tx:
        top = None if under is None else (await unit_named(tx, under, day=now.date())).id
        found = await people_of(tx, None if top is None else (top,), today=now.date())
    wanted = Wanted(text=text)
    return tuple(one for one in found if one.roles and wanted.finds(one))


async def show_person(database: Database, person: PersonId, *, now: datetime) -> UserCard:
    """Raises Problem: there is no such person."""
    async with database.read() as tx:
        card = await card_of(tx, person, today=now.date())
        if card is None:
            raise nobody(person)
        units = dict.fromkeys((*card.left, *(unit for unit, _, _ in card.away)))
        lines = {unit: await lineage(tx, unit, day=now.date()) for unit in units}
    return UserCard(card=card, titles={unit: line[0].title for unit, line in lines.items() if line})


async def grant(
    database: Database, *, person: PersonId, unit: str, role: Role, post: str, words: Words, now: datetime
) -> tuple[Unit, bool]:
    """The unit, and False where the role was held already. Raises Problem: no such person, or the role does not fit."""
    async with database.write() as tx:
        await _known(tx, person)
        found = await unit_named(tx, unit, day=now.date())
        check_role(found, role, words)
        granted = await grant_role(tx, person, unit=found.id, role=role, post=post, by=None, now=now)
        if granted:
            note_later(
                tx,
                at=millis(now),
                person=None,
                act="role_granted",
                subject=f"person:{person}",
                detail={"unit": found.id, "role": role.value},
            )
    return found, granted


async def end(database: Database, *, person: PersonId, unit: str, role: Role, now: datetime) -> Unit:
    """The unit. Raises Problem: the person does not hold the role there."""
    async with database.write() as tx:
        if await stored_about(tx, person) is None:
            raise nobody(person)
        await wait_for_turns_of(tx, person)
        found = await unit_named(tx, unit, day=now.date())
        if not await end_role(tx, person, unit=found.id, role=role, by=None, now=now):
            raise Problem(
                code="role_not_held",
                where=found.title,
                message="Người này không có vai trò đó ở đơn vị này.",
                remedy="Xem danh sách: ntm user list.",
            )
        recall_of_unit(tx, person, found.id, why="role ended", now=now)
        note_later(
            tx,
            at=millis(now),
            person=None,
            act="role_ended",
            subject=f"person:{person}",
            detail={"unit": found.id, "role": role.value},
        )
    return found


async def suspend_by_command(database: Database, person: PersonId, *, now: datetime) -> bool:
    """False: it was so already. Raises Problem: there is no such person."""
    async with database.write() as tx:
        await _known(tx, person)
        return await suspend_person(tx, person, by=None, now=now)


async def resume_by_command(database: Database, person: PersonId, *, services: Services, now: datetime) -> bool:
    """False: it was not suspended. Raises Problem: there is no such person."""
    async with database.write() as tx:
        await _known(tx, person)
        changed = await resume_person(tx, person, by=None, now=now)
        if changed:
            await _tell(tx, (person,), resumed, services=services, now=now)
        return changed


async def hand_over_by_command(
    database: Database,
    *,
    giver: PersonId,
    successor: PersonId,
    unit: str | None,
    role: Role | None,
    services: Services,
    now: datetime,
    only_look: bool = False,
) -> Handover:
    """What passed, or would pass; both are told. Raises Problem: nothing is done then."""
    words = services.words_in("vi")
    async with database.write() as tx:
        programme = await services.caches.programme_now(tx, today=now.date())
        named = None if unit is None else frozenset({(await unit_named(tx, unit, day=now.date())).id})
        handover = await look_at_handover(
            tx, giver, successor, programme=programme, now=now, words=words, units=named, role=role
        )
        if only_look:
            return handover
        await hand_over(tx, handover, by=None, now=now, words=words)
        await _tell(
            tx, (successor,), lambda said: handover_screens.taken_over(handover, said), services=services, now=now
        )
        await _tell(tx, (giver,), lambda said: handover_screens.handed_over(handover, said), services=services, now=now)
    return handover


async def _tell(
    tx: Transaction,
    people: Sequence[PersonId],
    message: Callable[[Words], Message],
    *,
    services: Services,
    now: datetime,
) -> None:
    for outgoing in await to_people(tx, services, people, message):
        put_later(tx, outgoing, at=millis(now))


async def _known(tx: Transaction, person: PersonId) -> None:
    known = await stored_about(tx, person)
    if known is None or known.erased_at is not None:
        raise nobody(person)


def nobody(person: PersonId) -> Problem:
    """There is no such person."""
    return Problem(
        code="person_unknown",
        where=f"số {person}",
        message="Không có người dùng nào mang số này.",
        remedy="Xem danh sách: ntm user list.",
    )
