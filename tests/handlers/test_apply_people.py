"""People join by invitation after consent, change their name, ask for rights, and leave; their figures stay."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TYPE_CHECKING

import pytest

from conversations.engine.asks import AboutMe
from conversations.engine.effects import (
    Consent,
    RefuseConsent,
    Rename,
    RequestRight,
    SetLanguage,
    UseInvitation,
    WithdrawConsent,
)
from conversations.engine.facts import Needs
from conversations.engine.session import Session
from conversations.engine.words import SOURCE
from conversations.programme.ids import PersonId
from conversations.programme.person import Role
from conversations.programme.problem import Problem, Refusal
from conversations.programme.report import ReportAct
from handlers.apply import Applied
from handlers.invite import invite
from storage.invitations import invitation_by_code
from storage.people import person_at, stored_about
from storage.sessions import save_later
from storage.times import millis
from tests.handlers.reporting_world import DAY, NOW, make_world

if TYPE_CHECKING:
    from storage.database import Database
    from tests.handlers.reporting_world import World

PERSONAL = ("person", "identity", "channel_account", "consent", "role_grant", "audit WHERE person IS NOT NULL")


@pytest.fixture
async def world(database: Database) -> World:
    return await make_world(database)


async def code_for(world: World, *, post: str = "", uses: int = 1, asks_phone: bool = False) -> str:
    made = await invite(
        world.database,
        unit="xã Phúc Sen",
        role=Role.COMMUNE_OFFICER,
        words=SOURCE,
        secrets=world.services.secrets,
        now=world.clock.at,
        post=post,
        uses=uses,
        asks_phone=asks_phone,
    )
    return made.code


async def join(world: World, code: str, address: str = "chat", **more: str) -> Applied:
    return await world.joins(address, Consent(code=code, text_version="1"), UseInvitation(code=code), **more)


async def problem_of(work: Awaitable[object]) -> str:
    with pytest.raises(Problem) as caught:
        await work
    return caught.value.code


async def test_consent_makes_a_person_and_the_invitation_gives_the_role(world: World) -> None:
    code = await code_for(world, post="Trạm y tế")
    applied = await join(world, code, name="  Nguyễn\u200b Văn\nA ")
    person = applied.session.person
    assert person is not None
    facts = await world.facts(person, Needs())
    assert facts.somebody.name == "Nguyễn Văn A"
    assert [(grant.role, grant.unit.id, grant.post) for grant in facts.somebody.grants] == [
        (Role.COMMUNE_OFFICER, world.commune, "Trạm y tế")
    ]
    async with world.database.read() as tx:
        stored = await stored_about(tx, person)
        assert stored is not None
        assert stored.consents == (("1", NOW, None),)
        assert stored.accounts == (("telegram", NOW),)
        assert await person_at(tx, channel="telegram", address="chat") == person


async def test_refusing_consent_keeps_nothing_and_the_invitation_stays_usable(world: World) -> None:
    code = await code_for(world)
    applied = await world.joins("chat", RefuseConsent(code=code))
    assert applied.session == Session()
    assert [await world.count_rows(table) for table in PERSONAL] == [0] * len(PERSONAL)
    async with world.database.read() as tx:
        stored = await invitation_by_code(tx, code)
    assert stored is not None
    assert (stored.used, stored.problem(NOW)) == (0, "")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        ("unknown", "invitation_unknown"),
        ("late", "invitation_expired"),
        ("spent", "invitation_used_up"),
        ("withdrawn", "invitation_withdrawn"),
    ],
)
async def test_nobody_comes_in_by_a_code_that_opens_nothing_and_nothing_is_kept_of_them(
    world: World, spoil: str, code: str
) -> None:
    invitation = await code_for(world)
    async with world.database.write() as tx:
        if spoil == "spent":
            await tx.run("UPDATE invitation SET used = uses")
        elif spoil == "withdrawn":
            await tx.run("UPDATE invitation SET withdrawn_at = 1")
    if spoil == "late":
        world.clock.at = NOW + 15 * DAY
    tried = "XXXXXXXXXX" if spoil == "unknown" else invitation
    assert await problem_of(join(world, tried)) == code
    assert [await world.count_rows(table) for table in PERSONAL] == [0] * len(PERSONAL)


async def test_of_twenty_people_who_take_the_last_use_one_comes_in(world: World) -> None:
    code = await code_for(world)
    outcomes = await asyncio.gather(
        *(join(world, code, f"chat-{number}") for number in range(20)), return_exceptions=True
    )
    problems = [outcome.code for outcome in outcomes if isinstance(outcome, Problem)]
    assert problems == ["invitation_used_up"] * 19
    assert [await world.count_rows(table) for table in ("person", "role_grant")] == [1, 1]


async def test_the_same_person_takes_one_use_however_often_they_come(world: World) -> None:
    code = await code_for(world, uses=2)
    first = await join(world, code)
    again = await join(world, code)
    assert again.session.person == first.session.person
    async with world.database.read() as tx:
        stored = await invitation_by_code(tx, code.lower())
    assert stored is not None
    assert stored.used == 1
    assert await world.count_rows("consent") == 1


async def test_an_invitation_that_asks_for_a_phone_number_gives_nothing_without_it(world: World) -> None:
    code = await code_for(world, asks_phone=True)
    assert await problem_of(join(world, code)) == "phone_needed"
    assert await world.count_rows("role_grant") == 0
    applied = await world.joins(
        "chat", Consent(code=code, text_version="1"), UseInvitation(code=code, phone="+84900000000")
    )
    assert applied.session.person is not None
    stored = await world.told(applied.session.person, AboutMe())
    assert ("Số điện thoại", "+84900000000") in (stored or ())


async def test_without_consent_an_invitation_gives_nothing(world: World) -> None:
    code = await code_for(world)
    with pytest.raises(Refusal):
        await world.joins("chat", UseInvitation(code=code))
    assert await world.count_rows("role_grant") == 0


async def test_the_language_is_kept_for_what_arrives_by_itself(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    applied = await world.does(officer, SetLanguage(language="en"))
    assert applied.session.language == "en"
    async with world.database.read() as tx:
        stored = await stored_about(tx, officer)
    assert stored is not None
    assert stored.language == "en"
    assert await problem_of(world.does(officer, SetLanguage(language="xx"))) == "language_unknown"
    assert (await world.joins("new", SetLanguage(language="en"))).session.language == "en"


async def test_a_new_name_is_tidied_and_an_empty_or_endless_one_is_asked_again(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, Rename(name="  Bà\u200b  Lan "))
    assert (await world.facts(officer, Needs())).somebody.name == "Bà Lan"
    for wrong in ("\u200b", "A" * 81):
        assert await problem_of(world.does(officer, Rename(name=wrong))) == "name_wrong"
    assert (await world.facts(officer, Needs())).somebody.name == "Bà Lan"


async def test_a_wish_for_a_right_reaches_the_managers_above_once_a_day(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune, name="Công chức xã")
    manager = await world.person(Role.MANAGER, world.district)
    await world.person(Role.ADMIN, world.district)
    wish = RequestRight(what="duyet")
    told = (await world.does(officer, wish)).messages
    assert [one.person for one in told] == [manager]
    assert "Công chức xã" in told[0].message.text
    assert "/duyet" in told[0].message.text
    assert (await world.does(officer, wish)).messages == ()
    world.clock.at = NOW + DAY
    assert len((await world.does(officer, wish)).messages) == 1


async def test_without_a_manager_a_wish_reaches_whoever_runs_the_system(world: World) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    admin = await world.person(Role.ADMIN, world.neighbour)
    told = (await world.does(officer, RequestRight(what="duyet"))).messages
    assert [one.person for one in told] == [admin]


@pytest.mark.parametrize("erase", [False, True])
async def test_whoever_leaves_acts_no_more_and_their_figures_stay(world: World, erase: bool) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune, name="Nguyễn Văn A")
    helper = await world.person(Role.COMMUNE_OFFICER, world.commune)
    await world.does(officer, world.answer(), world.act(ReportAct.SEND, paper="12/BC-UBND"))
    before = await world.report(helper)
    async with world.database.write() as tx:
        session = Session(person=officer)
        save_later(tx, channel="plain", address="other", session=session, at=millis(NOW))
    applied = await world.does(officer, WithdrawConsent(erase=erase))
    assert applied.session.person is None
    assert (await world.facts(officer, Needs(due=True, asks=(AboutMe(),)))).person is None
    assert await world.report(helper) == before
    with pytest.raises(Refusal):
        await world.does(officer, world.answer("1.2"))
    async with world.database.read() as tx:
        assert await person_at(tx, channel="telegram", address=f"chat-{officer}") is None
        stored = await stored_about(tx, officer)
    assert stored is not None
    assert (stored.name, stored.erased_at) == (("", NOW) if erase else ("Nguyễn Văn A", None))
    assert await world.count_rows("consent WHERE withdrawn_at IS NULL") == 0
    assert await world.count_rows("session") == 0
    kept = 0 if erase else 1
    assert await world.count_rows("channel_account WHERE person = :person", person=officer) == kept
    entry = (await world.history(helper, "1.1")).entries[0]
    assert entry.by == (f"người dùng #{officer}" if erase else "Nguyễn Văn A")


async def test_whoever_left_and_comes_back_is_the_same_person_unless_erased(world: World) -> None:
    first = (await join(world, await code_for(world), name="Trưởng xóm")).session.person
    assert first is not None
    await leave(world, first, erase=False)
    second = (await join(world, await code_for(world), name="Tên khác")).session.person
    assert second == first
    assert (await world.facts(first, Needs())).somebody.name == "Trưởng xóm"
    await leave(world, first, erase=True)
    third = (await join(world, await code_for(world), name="Tên khác")).session.person
    assert third not in {None, first}


async def leave(world: World, person: PersonId, *, erase: bool) -> None:
    await world.does(person, WithdrawConsent(erase=erase))


async def test_names_addresses_and_numbers_never_reach_the_audit_log(world: World) -> None:
    code = await code_for(world, asks_phone=True)
    person = (
        await world.joins(
            "chat-777",
            Consent(code=code, text_version="1"),
            UseInvitation(code=code, phone="+84911111111"),
            name="Nguyễn Thị Bí Mật",
        )
    ).session.person
    assert person is not None
    await world.does(person, Rename(name="Trần Văn Kín"))
    async with world.database.read() as tx:
        log = [dict(row) for row in await tx.all("SELECT act, subject, detail FROM audit")]
    assert {row["act"] for row in log} >= {"invitation_made", "consent_given", "role_granted", "person_renamed"}
    text = str(log)
    assert not any(secret in text for secret in ("Bí Mật", "Kín", "chat-777", "84911111111", code))
