"""An admin invites within the own units only; what is made is used, shown and withdrawn as it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from conversations.engine.asks import InvitationsOpen
from conversations.engine.effects import (
    Consent,
    Effect,
    MakeInvitation,
    ShowInvitation,
    UseInvitation,
    WithdrawInvitation,
)
from conversations.engine.facts import Needs
from conversations.programme.ids import InvitationId, PersonId
from conversations.programme.person import Role
from conversations.programme.problem import Problem, Refusal
from conversations.screens.qr_recipe import QrRecipe
from tests.handlers.reporting_world import World, make_world

if TYPE_CHECKING:
    from conversations.programme.invitation import OpenInvitation
    from storage.database import Database


@pytest.fixture
async def world(database: Database) -> World:
    return await make_world(database)


def wanted(world: World) -> MakeInvitation:
    return MakeInvitation(
        unit=world.commune,
        role=Role.COMMUNE_OFFICER,
        post=" Trạm  y tế ",
        uses=2,
        until=date(2023, 6, 9),
        phone=False,
    )


async def seen(world: World, person: PersonId) -> tuple[OpenInvitation, ...] | None:
    return (await world.facts(person, Needs(asks=(InvitationsOpen(),)))).answer(InvitationsOpen())


async def test_a_code_is_made_told_shown_used_and_withdrawn(world: World) -> None:
    admin = await world.person(Role.ADMIN, world.district, name="Quản trị")
    applied = await world.does(admin, wanted(world))
    (found,) = await seen(world, admin) or ()
    assert (found.post, found.left, found.last_day, found.made_by) == ("Trạm y tế", 2, date(2023, 6, 9), "Quản trị")
    (line,) = applied.lines
    assert found.code in line
    assert found.link == f"https://t.me/ntm_bot?start={found.code}"
    (picture,) = applied.pictures
    assert QrRecipe.read(picture.recipe) == QrRecipe(text=found.link)
    assert (await world.does(admin, ShowInvitation(invitation=found.id))).pictures == (picture,)
    joined = await world.joins(
        "new", Consent(code=found.code, text_version="1"), UseInvitation(code=found.code), name="Người mới"
    )
    assert joined.session.person is not None
    (after,) = await seen(world, admin) or ()
    assert after.left == 1
    await world.does(admin, WithdrawInvitation(invitation=found.id))
    assert await seen(world, admin) == ()
    with pytest.raises(Problem):
        await world.joins("late", Consent(code=found.code, text_version="1"), UseInvitation(code=found.code))
    for replayed in (WithdrawInvitation(invitation=found.id), ShowInvitation(invitation=found.id)):
        with pytest.raises(Refusal):
            await world.does(admin, replayed)
    # whoever has joined stays
    assert (await world.facts(joined.session.person, Needs())).somebody.has(Role.COMMUNE_OFFICER, world.commune)


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
async def test_no_other_role_and_no_admin_of_another_unit_invites_there_or_sees_a_code(
    sqlite_database: Database, role: Role, place: str
) -> None:
    world = await make_world(sqlite_database)
    places = {
        "village": world.villages[0],
        "commune": world.commune,
        "district": world.district,
        "neighbour": world.neighbour,
    }
    admin = await world.person(Role.ADMIN, world.district)
    await world.does(admin, wanted(world))
    (found,) = await seen(world, admin) or ()
    actor = await world.person(role, places[place])
    effects: list[Effect] = [
        wanted(world),
        ShowInvitation(invitation=found.id),
        WithdrawInvitation(invitation=found.id),
        WithdrawInvitation(invitation=InvitationId(999)),
    ]
    for effect in effects:
        with pytest.raises(Refusal):
            await world.does(actor, effect)
    assert await seen(world, actor) == (() if role is Role.ADMIN else None)
    assert await seen(world, admin) == (found,)


async def test_what_no_invitation_can_be_is_refused(world: World) -> None:
    admin = await world.person(Role.ADMIN, world.commune)
    good = wanted(world)
    for wrong in (
        replace(good, uses=0),
        replace(good, uses=1001),
        replace(good, until=date(2023, 6, 4)),
        replace(good, until=date(2024, 6, 6)),
        replace(good, role=Role.MANAGER),
        replace(good, unit=world.district, role=Role.ADMIN),
        replace(good, post="x" * 81),
    ):
        with pytest.raises(Refusal):
            await world.does(admin, wrong)
    assert await world.count_rows("invitation") == 0
