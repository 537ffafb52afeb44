"""Who may do what to whom: an admin within the own units; every other role, and other units, are refused and nothing is
done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conversations.engine.asks import Administered, HandoverNow, PeopleFound, PersonNow
from conversations.engine.effects import Effect, EndRole, GrantRole, HandOver, ResumePerson, SuspendPerson
from conversations.engine.facts import Needs
from conversations.programme.ids import PersonId, UnitId
from conversations.programme.person import Role
from conversations.programme.problem import Problem, Refusal
from storage.roles import end_role
from tests.handlers.reporting_world import DAY, World, make_world

if TYPE_CHECKING:
    from storage.database import Database

OFFICER = Role.COMMUNE_OFFICER


@pytest.fixture
async def world(database: Database) -> World:
    return await make_world(database)


@pytest.fixture
async def sqlite_world(sqlite_database: Database) -> World:
    return await make_world(sqlite_database)


def effects_on(person: PersonId, successor: PersonId, unit: UnitId) -> list[Effect]:
    return [
        GrantRole(person=person, unit=unit, role=Role.COMMUNE_LEADER),
        EndRole(person=person, unit=unit, role=OFFICER),
        SuspendPerson(person=person),
        ResumePerson(person=person),
        HandOver(giver=person, successor=successor, seen=((unit, OFFICER, ""),)),
    ]


WRONG = [
    (Role.VILLAGE_OFFICER, "village"),
    (Role.COMMUNE_OFFICER, "commune"),
    (Role.COMMUNE_LEADER, "commune"),
    (Role.MANAGER, "district"),
    (Role.OBSERVER, "district"),
    (Role.ADMIN, "neighbour"),
    (Role.ADMIN, "village"),
]


@pytest.mark.parametrize(("role", "place"), WRONG)
async def test_no_other_role_and_no_admin_of_another_unit_does_anything(
    sqlite_world: World, role: Role, place: str
) -> None:
    world = sqlite_world
    places = {
        "village": world.villages[0],
        "commune": world.commune,
        "district": world.district,
        "neighbour": world.neighbour,
    }
    officer = await world.person(OFFICER, world.commune)
    helper = await world.person(OFFICER, world.commune, post="Công an")
    actor = await world.person(role, places[place])
    before = (await world.count_rows("role_grant WHERE ended_at IS NULL"), await world.count_rows("audit"))
    for effect in effects_on(officer, helper, world.commune):
        with pytest.raises(Refusal):
            await world.does(actor, effect)
    asks = (PersonNow(officer), HandoverNow(officer, helper))
    facts = await world.facts(actor, Needs(asks=asks))
    assert [facts.answer(ask) for ask in asks] == [None, None]
    if role is not Role.ADMIN:
        facts = await world.facts(actor, Needs(asks=(PeopleFound(), Administered())))
        assert (facts.answer(PeopleFound()), facts.answer(Administered())) == (None, None)
    assert (await world.count_rows("role_grant WHERE ended_at IS NULL"), await world.count_rows("audit")) == before
    assert await world.count_rows("suspension") == 0


async def test_an_admin_does_all_of_it_within_the_own_units(world: World) -> None:
    officer = await world.person(OFFICER, world.commune, name="Nông Văn A")
    helper = await world.person(OFFICER, world.commune, post="Công an", name="Hà Thị B")
    admin = await world.person(Role.ADMIN, world.district, name="Quản trị")
    told = []
    for effect in effects_on(officer, helper, world.commune):
        if isinstance(effect, HandOver):
            await world.does(admin, GrantRole(person=officer, unit=world.commune, role=OFFICER))
        applied = await world.does(admin, effect)
        told.append([(one.person, one.message.name) for one in applied.messages])
        assert len(applied.lines) == 1
    assert told == [
        [(officer, "users.was_given")],
        [(officer, "users.was_ended")],
        [],
        [(officer, "suspended.resumed")],
        [(helper, "handover.taken_over"), (officer, "handover.handed_over")],
    ]
    async with world.database.read() as tx:
        rows = await tx.all("SELECT person, act FROM audit WHERE act LIKE 'role%' OR act LIKE 'person_%' ORDER BY id")
    assert [(row["person"], row["act"]) for row in rows] == [
        (admin, "role_granted"),
        (admin, "role_ended"),
        (admin, "person_suspended"),
        (admin, "person_resumed"),
        (admin, "role_granted"),
        (admin, "role_handed_over"),
    ]
    with pytest.raises(Problem) as again:
        await world.does(admin, effects_on(officer, helper, world.commune)[-1])
    assert again.value.code == "nothing_to_hand_over"


async def test_a_preview_that_is_no_longer_true_hands_nothing_over(world: World) -> None:
    officer = await world.person(OFFICER, world.commune)
    helper = await world.person(OFFICER, world.commune, post="Công an")
    admin = await world.person(Role.ADMIN, world.district)
    await world.does(admin, GrantRole(person=officer, unit=world.commune, role=OFFICER, post="Trạm y tế"))
    with pytest.raises(Problem) as moved:
        await world.does(admin, HandOver(giver=officer, successor=helper, seen=((world.commune, OFFICER, ""),)))
    assert moved.value.code == "handover_moved"
    assert await world.count_rows("handover") == 0


async def test_an_admin_whose_role_ended_yesterday_does_nothing(world: World) -> None:
    officer = await world.person(OFFICER, world.commune)
    admin = await world.person(Role.ADMIN, world.district)
    async with world.database.write() as tx:
        await end_role(tx, admin, unit=world.district, role=Role.ADMIN, by=None, now=world.clock.at)
    world.clock.at += DAY
    with pytest.raises(Refusal):
        await world.does(admin, SuspendPerson(person=officer))
    facts = await world.facts(admin, Needs(asks=(PeopleFound(),)))
    assert facts.answer(PeopleFound()) is None


async def test_nobody_locks_themselves_out_and_nobody_suspends_whoever_works_elsewhere_too(world: World) -> None:
    low = await world.person(Role.ADMIN, world.commune)
    officer = await world.person(OFFICER, world.commune)
    top = await world.person(Role.ADMIN, world.district)
    await world.does(top, GrantRole(person=officer, unit=world.neighbour, role=OFFICER))
    for effect, code in (
        (SuspendPerson(person=low), "not_oneself"),
        (EndRole(person=low, unit=world.commune, role=Role.ADMIN), "not_oneself"),
        (SuspendPerson(person=officer), "elsewhere_too"),
        (GrantRole(person=officer, unit=world.neighbour, role=Role.ADMIN), "not_yours"),
        (GrantRole(person=officer, unit=world.commune, role=Role.MANAGER), "not_yours"),
        (GrantRole(person=top, unit=world.commune, role=OFFICER), "not_yours"),
    ):
        with pytest.raises(Refusal) as refused:
            await world.does(low, effect)
        assert refused.value.code == code
    # of the card only what lies in the own units is shown
    facts = await world.facts(low, Needs(asks=(PersonNow(officer),)))
    seen = facts.answer(PersonNow(officer))
    assert seen is not None
    assert ([held.unit.id for held in seen.card.roles], seen.elsewhere) == ([world.commune], True)
    # and what passes in a handover by this admin is only that
    facts = await world.facts(low, Needs(asks=(HandoverNow(officer, low),)))
    view = facts.answer(HandoverNow(officer, low))
    assert view is not None
    assert view.handover is not None
    assert [grant.unit.id for grant in view.handover.grants] == [world.commune]
