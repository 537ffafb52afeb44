"""Somebody is erased from outside the chats: asked for in writing, or after they have left. Nothing of it is undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.user_roles import nobody
from storage.audit import note_later
from storage.erasure import end_wishes, erase
from storage.handovers import wait_for_turns_of
from storage.own_data import identity_of
from storage.people import close_accounts, withdraw_consents
from storage.roles import end_all_roles
from storage.times import millis

if TYPE_CHECKING:
    from datetime import datetime

    from conversations.programme.ids import PersonId
    from storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """Who it is, or was. roles, channels: so many that are held or open now."""

    person: PersonId
    name: str
    roles: int
    channels: int


async def forget_person(database: Database, person: PersonId, *, now: datetime, only_look: bool) -> Forgotten:
    """Roles and chats end, name and number go, official figures stay. Raises Problem: nobody, or erased before."""
    async with database.write() as tx:
        known = await identity_of(tx, person)
        if known is None:
            raise nobody(person)
        found = Forgotten(
            person=person,
            name=known.name,
            roles=sum(role.until is None or role.until > now.date() for role in known.roles),
            channels=sum(one.until is None for one in known.channels),
        )
        if only_look:
            return found
        await wait_for_turns_of(tx, person)
        end_all_roles(tx, person, by=None, now=now)
        withdraw_consents(tx, person, now=now)
        close_accounts(tx, person, now=now)
        end_wishes(tx, person, now=now)
        erase(tx, person, now=now)
        note_later(
            tx,
            at=millis(now),
            person=None,
            act="person_forgotten",
            subject=f"person:{person}",
            detail={"why": "command"},
        )
    return found
