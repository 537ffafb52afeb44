"""People join, change what they are called, ask for a right, and leave. Before consent nothing personal is stored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.programme.person import Role
from conversations.reading import limits
from conversations.reading.fold import tidy
from conversations.screens import notices, problems
from conversations.screens.roles import role_words
from handlers.apply.acting import Notice
from storage.erasure import end_wishes, erase
from storage.invitations import invitation_by_code, take_use
from storage.link_codes import end_link_codes
from storage.people import (
    add_person,
    close_accounts,
    give_consent,
    open_account,
    person_once_at,
    pseudonym,
    put_identity,
    rename,
    set_language,
    set_phone,
    withdraw_consents,
)
from storage.roles import add_right_request, admins, end_all_roles, grant_role, held_roles, roles_read
from storage.sessions import forget, sessions_of_person

if TYPE_CHECKING:
    from conversations.engine.effects import (
        Consent,
        Rename,
        RequestRight,
        SetLanguage,
        UseInvitation,
        WithdrawConsent,
    )
    from conversations.engine.session import Session
    from conversations.programme.ids import PersonId, UnitId
    from handlers.apply.acting import Acting
    from storage.invitations import StoredInvitation


async def consent(acting: Acting, effect: Consent) -> Session:
    """From here on the person is known, by the name their messenger shows. Only with a usable invitation."""
    if acting.session.person is None:
        await _invitation(acting, effect.code)
    language = acting.session.language
    known = acting.session.person
    if known is None:
        known = await person_once_at(acting.tx, channel=acting.channel, address=acting.address)
    name = tidy(acting.display_name)[: limits.PERSON_NAME]
    if known is None:
        person = await add_person(acting.tx, name=name, language=language, now=acting.now)
    else:
        person = known
        put_identity(acting.tx, person, name=name, language=language)
    open_account(acting.tx, person, channel=acting.channel, address=acting.address, now=acting.now)
    give_consent(acting.tx, person, text_version=effect.text_version, channel=acting.channel, now=acting.now)
    session = replace(acting.session, person=person)
    replace(acting, session=session).note("consent_given", f"person:{person}", version=effect.text_version)
    return session


async def use_invitation(acting: Acting, effect: UseInvitation) -> None:
    """Take the invitation's role. Whoever holds it already takes no use; the last use is taken once."""
    person = acting.somebody
    stored = await invitation_by_code(acting.tx, effect.code)
    unit = None if stored is None else await acting.programme.joinable(acting.tx, stored.unit)
    if stored is None or unit is None:
        raise problems.invitation_unusable("unknown", acting.words)
    if effect.phone:
        set_phone(acting.tx, person, phone=tidy(effect.phone)[:32])
    elif stored.asks_phone:
        raise problems.phone_needed(acting.words)
    granted = await grant_role(
        acting.tx,
        person,
        unit=unit.id,
        role=stored.role,
        post=stored.post,
        by=stored.created_by,
        now=acting.now,
    )
    if not granted:
        return
    problem = stored.problem(acting.now)
    if not problem and not await take_use(acting.tx, stored.id, now=acting.now):
        problem = "used_up"
    if problem:
        raise problems.invitation_unusable(problem, acting.words)
    acting.note(
        "role_granted",
        f"person:{person}",
        role=stored.role.value,
        unit=unit.id,
        invitation=stored.id,
    )


async def _invitation(acting: Acting, code: str) -> StoredInvitation:
    stored = await invitation_by_code(acting.tx, code)
    problem = "unknown" if stored is None else stored.problem(acting.now)
    if stored is None or problem:
        raise problems.invitation_unusable(problem, acting.words)
    return stored


def speak(acting: Acting, effect: SetLanguage) -> Session:
    """Speak another language, here and in what arrives by itself."""
    if effect.language not in acting.services.words:
        raise problems.language_unknown(acting.words)
    if acting.session.person is not None:
        set_language(acting.tx, acting.session.person, language=effect.language)
        acting.note("language_set", f"person:{acting.session.person}", language=effect.language)
    return replace(acting.session, language=effect.language)


def call(acting: Acting, effect: Rename) -> None:
    """Be called by another name."""
    name = tidy(effect.name)
    if not 1 <= len(name) <= limits.PERSON_NAME:
        raise problems.name_wrong(limits.PERSON_NAME, acting.words)
    rename(acting.tx, acting.somebody, name=name)
    acting.note("person_renamed", f"person:{acting.somebody}")


async def request_right(acting: Acting, effect: RequestRight) -> tuple[Notice, ...]:
    """Tell the managers above, or whoever runs the system; the same wish is told once a day."""
    person = acting.somebody
    if acting.person is None:
        raise problems.not_yours(acting.words)
    if not await add_right_request(acting.tx, person, what=effect.what, now=acting.now):
        return ()
    acting.note("right_requested", f"person:{person}", what=effect.what)
    to = await _managers_above(acting) or tuple(
        held.person for held in await admins(acting.tx, today=acting.now.date())
    )
    name = acting.person.name or pseudonym(person)
    grants = acting.person.grants
    return (
        Notice(
            to=tuple(dict.fromkeys(to)),
            message=lambda words: notices.right_requested(
                name=name,
                roles="; ".join(f"{role_words(words, grant.role)}, {grant.unit.title}" for grant in grants),
                what=effect.what,
                words=words,
            ),
        ),
    )


async def _managers_above(acting: Acting) -> tuple[PersonId, ...]:
    if acting.person is None:
        return ()
    units: dict[UnitId, None] = {}
    for grant in acting.person.grants:
        units |= {unit.id: None for unit in await acting.programme.line(acting.tx, grant.unit.id)}
    if not units:
        return ()
    rows = await acting.tx.together(*(roles_read(unit, acting.now.date()) for unit in units))
    return tuple(
        held.person
        for found in rows
        for held in held_roles(found)
        if held.role is Role.MANAGER and held.person != acting.person.id
    )


async def withdraw(acting: Acting, effect: WithdrawConsent) -> Session:
    """All roles and wishes end and no chat is theirs any more; what they reported stays under their id."""
    person = acting.somebody
    end_all_roles(acting.tx, person, by=person, now=acting.now)
    withdraw_consents(acting.tx, person, now=acting.now)
    end_link_codes(acting.tx, person, now=acting.now)
    end_wishes(acting.tx, person, now=acting.now)
    close_accounts(acting.tx, person, now=acting.now)
    for chat in await sessions_of_person(acting.tx, person):
        if (chat.channel, chat.address) != (acting.channel, acting.address):
            await forget(acting.tx, channel=chat.channel, address=chat.address)
    if effect.erase:
        erase(acting.tx, person, now=acting.now)
    acting.note("person_erased" if effect.erase else "consent_withdrawn", f"person:{person}")
    return replace(acting.session, person=None)
