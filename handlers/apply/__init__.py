"""Effects become rows, in order, in the turn's own transaction; who is told of them is decided here.

Every effect is checked again: rights, the transition table, locked periods, the version seen. A Problem undoes all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conversations.engine import effects as e
from handlers.apply.acting import Acting, Notice
from handlers.apply.answers import Conflict
from handlers.apply.carrying_out import carry_out
from handlers.apply.showing import show
from storage.people import accounts_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from conversations.engine.screen import Document, Message, Picture
    from conversations.engine.session import Session
    from conversations.programme.ids import PersonId
    from conversations.programme.person import Person
    from handlers.caches import Caches
    from handlers.ports import Services
    from storage.database import Transaction
    from storage.people import Account

__all__ = ["Applied", "Conflict", "Told", "apply"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A message for one chat of another person, in that person's language."""

    person: PersonId
    channel: str
    address: str
    message: Message
    key: str | None = None
    """Sent at most once under this name; of several chats the first that can be written to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """session: with the person and the language it has now; its stack is untouched but where the chat changed hands."""

    session: Session
    messages: tuple[Told, ...] = ()
    pictures: tuple[Picture, ...] = ()
    documents: tuple[Document, ...] = ()
    """Both for the actor, below the next screen."""
    lines: tuple[str, ...] = ()
    """Something to say to the actor above the next screen."""


async def apply(
    tx: Transaction,
    effects: Sequence[e.Effect],
    *,
    session: Session,
    person: Person | None,
    services: Services,
    caches: Caches,
    channel: str,
    address: str,
    now: datetime,
    display_name: str = "",
) -> Applied:
    """Carry the effects out. person: as loaded in this transaction. display_name: what the messenger calls the sender.

    Raises Refusal (not theirs), Conflict (somebody answered meanwhile) or another Problem: nothing may be kept then.
    """
    if not effects:
        return Applied(session=session)
    programme = caches.programme_of(tx)
    if programme is None:
        programme = await caches.programme_now(tx, today=now.date())
    acting = Acting(
        tx=tx,
        session=session,
        person=person,
        programme=programme,
        services=services,
        caches=caches,
        channel=channel,
        address=address,
        display_name=display_name,
        now=now,
    )
    told: list[Notice] = []
    pictures: list[Picture] = []
    documents: list[Document] = []
    for effect in effects:
        if isinstance(effect, e.Shown):
            shown = await show(acting, effect)
            pictures += shown.pictures
            documents += shown.documents
            continue
        after, notices = await carry_out(acting, effect)
        if after is not acting.session:
            acting = replace(acting, session=after, person=person if after.person == session.person else None)
        if not isinstance(effect, e.SaveAnswer | e.KeepEvidence | e.BeginReport | e.ActOnReport | e.AssignItems):
            caches.forget_person()
        if not isinstance(effect, e.SaveAnswer):
            caches.forget_found()
        told += notices
    return Applied(
        session=acting.session,
        messages=await _addressed(acting, told),
        lines=tuple(acting.said),
        pictures=tuple(pictures),
        documents=tuple(documents),
    )


async def _addressed(acting: Acting, told: Sequence[Notice]) -> tuple[Told, ...]:
    """Each notice for every chat of those it is for, without whoever did it."""
    actor = acting.session.person
    people = tuple(
        dict.fromkeys(person for notice in told for person in notice.to if person != actor or notice.other_chats)
    )
    if not people:
        return ()
    accounts: dict[PersonId, list[Account]] = {}
    for account in await accounts_of(acting.tx, people):
        accounts.setdefault(account.person, []).append(account)
    services = acting.services
    return tuple(
        Told(
            person=account.person,
            channel=account.channel,
            address=account.address,
            message=notice.message(services.words_in(account.language)),
            key=f"{notice.once}:{person}" if notice.once else None,
        )
        for notice in told
        for person in dict.fromkeys(notice.to)
        if person != actor or notice.other_chats
        for account in (accounts.get(person, [])[::-1] if notice.once else accounts.get(person, ()))
        if (account.channel, account.address) != (acting.channel, acting.address)
    )
