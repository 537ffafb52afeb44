"""Units and people as whoever administers them sees them. Nothing of anybody's answers is read here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conversations.programme.directory import AdministeredPerson, AdministeredUnits, Wanted
from conversations.programme.handover import HandoverView
from conversations.programme.invitation import OpenInvitation
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from conversations.programme.rights import may_administer
from conversations.programme.unit import Level
from handlers.facts.handover import look_at_handover
from handlers.invite import link_of
from storage.assignments import posts_by_indicator, posts_read
from storage.directory import card_of, people_of
from storage.invitations import open_invitations
from storage.people import names_of
from storage.roles import held_by, roles_at
from storage.units import units_below

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from conversations.engine.asks import HandoverNow
    from conversations.engine.words import Words
    from conversations.programme.directory import Entry, HeldSince
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.person import Person
    from conversations.programme.unit import Unit
    from storage.database import Transaction
    from storage.programme import Programme


async def administered_units(
    tx: Transaction, person: Person, programme: Programme, *, of: UnitId | None = None
) -> AdministeredUnits | None:
    """None: this person administers nothing."""
    own = {grant.unit.id: grant.unit for grant in person.grants_of(Role.ADMIN)}
    if not own:
        return None
    below: dict[UnitId, Unit] = {}
    for number in own:
        below |= {one.id: one for one in await units_below(tx, number, day=programme.today) if one.id not in own}
    units = AdministeredUnits(
        own=tuple(sorted(own.values(), key=lambda unit: unit.kind.rank)), below=tuple(below.values())
    )
    unit = units.unit(of)
    return units if unit is None else replace(units, posts=await _posts(tx, unit.id, programme))


async def _posts(tx: Transaction, unit: UnitId, programme: Programme) -> tuple[str, ...]:
    found = await programme.unit(tx, unit)
    if found is None or found.kind.level is not Level.COMMUNE:
        return ()
    form = await programme.sets.in_force(tx, Level.COMMUNE, day=programme.today, kind=found.kind)
    suggested = [] if form is None else [indicator.post for indicator in form.indicators]
    sql, values = posts_read(unit)
    assigned = sorted(posts_by_indicator(await tx.all(sql, **values)).values())
    held = [one.post for one in await roles_at(tx, unit, today=programme.today) if one.role is Role.COMMUNE_OFFICER]
    return tuple(post for post in dict.fromkeys((*suggested, *assigned, *held)) if post)


async def administered_people(
    tx: Transaction, person: Person, programme: Programme, *, text: str
) -> tuple[Entry, ...] | None:
    """None: this person administers nothing."""
    units = [grant.unit.id for grant in person.grants_of(Role.ADMIN)]
    if not units:
        return None
    wanted = Wanted(text=text)
    return tuple(one for one in await people_of(tx, units, today=programme.today) if wanted.finds(one))


async def administered_person(
    tx: Transaction, other: PersonId, person: Person, programme: Programme
) -> AdministeredPerson | None:
    """None: there is no such person, or they never held a role in a unit that this person administers."""
    if not person.grants_of(Role.ADMIN):
        return None
    card = await card_of(tx, other, today=programme.today)
    if card is None:
        return None
    roles = await _within(tx, card.roles, person, programme)
    past = await _within(tx, card.past, person, programme)
    if not roles and not past:
        return None
    titles = {}
    for number in dict.fromkeys((*card.left, *(unit for unit, _, _ in card.away))):
        unit = await programme.unit(tx, number)
        if unit is not None and await _administers(tx, person, number, programme):
            titles[number] = unit.title
    return AdministeredPerson(
        card=replace(
            card,
            roles=roles,
            past=past,
            left=tuple(unit for unit in card.left if unit in titles),
            away=tuple(one for one in card.away if one[0] in titles),
        ),
        titles=titles,
        elsewhere=len(roles) < len(card.roles),
        oneself=other == person.id,
    )


async def _within(
    tx: Transaction, roles: Iterable[HeldSince], person: Person, programme: Programme
) -> tuple[HeldSince, ...]:
    return tuple([held for held in roles if await _administers(tx, person, held.unit.id, programme)])


async def _administers(tx: Transaction, person: Person, unit: UnitId, programme: Programme) -> bool:
    line = await programme.line(tx, unit)
    return bool(line) and may_administer(person, line[0], frozenset(above.id for above in line[1:]))


async def handover_view(
    tx: Transaction, ask: HandoverNow, person: Person, programme: Programme, *, words: Words, now: datetime
) -> HandoverView | None:
    """None: one of the two is not among the people that this person administers."""
    for one in (ask.giver, ask.successor):
        if await administered_person(tx, one, person, programme) is None:
            return None
    units = [
        held.unit
        for held in await held_by(tx, ask.giver, today=programme.today)
        if ask.unit in {None, held.unit} and await _administers(tx, person, held.unit, programme)
    ]
    try:
        found = await look_at_handover(
            tx,
            ask.giver,
            ask.successor,
            programme=programme,
            now=now,
            words=words,
            units=frozenset(units),
            role=ask.role,
        )
    except Problem as problem:
        return HandoverView(why_not=problem.sentence())
    return HandoverView(handover=found)


async def invitations_open(
    tx: Transaction, person: Person, programme: Programme, *, link_base: str, now: datetime
) -> tuple[OpenInvitation, ...] | None:
    """None: this person administers nothing."""
    if not person.grants_of(Role.ADMIN):
        return None
    stored = [one for one in await open_invitations(tx, now=now) if await _administers(tx, person, one.unit, programme)]
    names = await names_of(tx, {one.created_by for one in stored if one.created_by is not None})
    found = []
    for one in stored:
        unit = await programme.unit(tx, one.unit)
        if unit is not None:
            found.append(
                OpenInvitation(
                    id=one.id,
                    code=one.code,
                    link=link_of(link_base, one.code),
                    unit=unit,
                    role=one.role,
                    post=one.post,
                    uses=one.uses,
                    used=one.used,
                    asks_phone=one.asks_phone,
                    expires_at=one.expires_at,
                    made_by="" if one.created_by is None else names[one.created_by],
                )
            )
    return tuple(found)
