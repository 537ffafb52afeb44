"""Effects become rows, in order, in the turn's own transaction; who is told of them is decided here.

Every effect is checked again: rights, the transition table, locked periods, the version seen. A Problem undoes all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from conversations.engine import effects as e
from handlers.apply import invitations, users
from handlers.apply.acting import Acting, Notice
from handlers.apply.answers import Conflict, keep_answer, keep_evidence
from handlers.apply.data_requests import handle_data_request, request_about_data
from handlers.apply.evidence import show_evidence
from handlers.apply.incidents import send_again
from handlers.apply.leave import come_back, go_on_leave
from handlers.apply.own_data import send_own_data
from handlers.apply.people import call, consent, request_right, speak, use_invitation, withdraw
from handlers.apply.reports import act_on, assign_items, begin
from handlers.apply.requests import ask_units
from handlers.apply.rules import set_rule, stop_rule
from handlers.apply.schedule import remind_units, switch_schedule
from handlers.apply.tables import show_table, subscribe_digest
from handlers.apply.wishes import drop_reminder, leave, promise, remind_again, stay
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """session: with the person and the language it has now; its stack is untouched."""

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
        if isinstance(effect, e.ShowTable):
            pictures += await show_table(acting, effect)
            continue
        if isinstance(effect, e.ShowEvidence):
            pictures += await show_evidence(acting, effect)
            continue
        if isinstance(effect, e.MakeInvitation):
            pictures += await invitations.make(acting, effect)
            continue
        if isinstance(effect, e.ShowInvitation):
            pictures += await invitations.show(acting, effect)
            continue
        if isinstance(effect, e.SendOwnData):
            documents += send_own_data(acting)
            continue
        after, notices = await _carry_out(acting, effect)
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


async def _carry_out(acting: Acting, effect: e.Effect) -> tuple[Session, tuple[Notice, ...]]:
    same = acting.session
    match effect:
        case e.BeginReport():
            return same, await begin(acting, effect)
        case e.SaveAnswer():
            return same, await keep_answer(acting, effect)
        case e.KeepEvidence():
            return same, await keep_evidence(acting, effect)
        case e.ActOnReport():
            return same, await act_on(acting, effect)
        case e.AssignItems():
            return same, await assign_items(acting, effect)
        case e.AskUnits():
            return same, await ask_units(acting, effect)
        case e.Consent():
            return await consent(acting, effect), ()
        case e.RefuseConsent():
            return same, ()
        case e.UseInvitation():
            await use_invitation(acting, effect)
            return same, ()
        case e.SetLanguage():
            return speak(acting, effect), ()
        case e.Rename():
            call(acting, effect)
            return same, ()
        case e.RequestRight():
            return same, await request_right(acting, effect)
        case e.RequestAboutData():
            return same, await request_about_data(acting, effect)
        case e.HandleDataRequest():
            return same, await handle_data_request(acting, effect)
        case e.WithdrawConsent():
            return await withdraw(acting, effect), ()
        case e.PutRule():
            await set_rule(acting, effect)
            return same, ()
        case e.EndRule():
            await stop_rule(acting, effect)
            return same, ()
        case e.SubscribeDigest():
            await subscribe_digest(acting, effect)
            return same, ()
        case e.WithdrawInvitation():
            await invitations.withdraw(acting, effect)
            return same, ()
        case e.ShowTable() | e.ShowEvidence() | e.SendOwnData() | e.MakeInvitation() | e.ShowInvitation():
            raise AssertionError("what is shown is for the actor and tells nobody else")
        case e.RemindAgain():
            await remind_again(acting, effect)
            return same, ()
        case e.DropReminder():
            drop_reminder(acting, effect)
            return same, ()
        case e.LeaveCharge():
            return same, await leave(acting, effect)
        case e.TakeCharge():
            return same, await stay(acting, effect)
        case e.PromiseReport():
            return same, await promise(acting, effect)
        case e.SendAgain():
            await send_again(acting, effect)
            return same, ()
        case e.GoOnLeave():
            return same, await go_on_leave(acting, effect)
        case e.ComeBack():
            return same, await come_back(acting, effect)
        case e.RemindUnits():
            await remind_units(acting, effect)
            return same, ()
        case e.SwitchSchedule():
            switch_schedule(acting, effect)
            return same, ()
        case e.GrantRole() | e.EndRole() | e.SuspendPerson() | e.ResumePerson() | e.HandOver():
            return same, await users.change(acting, effect)
        case _:
            assert_never(effect)


async def _addressed(acting: Acting, told: Sequence[Notice]) -> tuple[Told, ...]:
    """Each notice for every chat of those it is for, without whoever did it."""
    actor = acting.session.person
    people = tuple(dict.fromkeys(person for notice in told for person in notice.to if person != actor))
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
        )
        for notice in told
        for person in dict.fromkeys(notice.to)
        if person != actor
        for account in accounts.get(person, ())
    )
