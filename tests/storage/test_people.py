"""People, their chats and roles: found again, moved, ended, erased; both databases."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from conversations.programme.ids import PersonId, UnitId
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from conversations.programme.unit import kind_by_code
from storage.erasure import erase
from storage.invitations import add_invitation, invitation_by_code, open_invitations, take_use, withdraw_invitation
from storage.people import (
    accounts_of,
    add_person,
    give_consent,
    move_account,
    open_account,
    person_at,
    pseudonym,
    stored_about,
    withdraw_consents,
)
from storage.roles import (
    add_right_request,
    admins,
    end_all_roles,
    end_role,
    everybody,
    grant_role,
    known_person,
    person_read,
    roles_at,
)
from storage.times import ZONE, millis, moment
from storage.units import add_unit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from storage.database import Database, Transaction

NOW = datetime(2023, 6, 5, 8, 0, 0, 123000, tzinfo=ZONE)
TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture
async def tx(database: Database) -> AsyncIterator[Transaction]:
    async with database.write() as opened:
        yield opened


@pytest.fixture
async def unit(tx: Transaction) -> UnitId:
    return await add_unit(tx, kind=kind_by_code("xa"), name="Phúc Sen", parent=None, at=NOW)


async def somebody(tx: Transaction, address: str = "1", name: str = "Cán bộ") -> PersonId:
    person = await add_person(tx, name=name, language="vi", now=NOW)
    open_account(tx, person, channel="telegram", address=address, now=NOW)
    return person


def test_a_moment_is_stored_to_the_millisecond_and_read_back_in_the_programme_s_zone() -> None:
    assert moment(millis(NOW)) == NOW
    assert moment(millis(NOW)).tzinfo is ZONE


async def test_a_chat_has_one_owner_and_the_last_claim_counts(tx: Transaction) -> None:
    first, second = await somebody(tx), await somebody(tx)
    assert await person_at(tx, channel="telegram", address="1") == second
    assert await accounts_of(tx, (first,)) == ()
    open_account(tx, second, channel="telegram", address="1", now=NOW)
    assert len(await accounts_of(tx, (second, second))) == 1


async def test_a_chat_of_another_channel_with_the_same_address_is_another_chat(tx: Transaction) -> None:
    first, second = await somebody(tx), await add_person(tx, name="", language="en", now=NOW)
    open_account(tx, second, channel="zalo", address="1", now=NOW)
    assert await person_at(tx, channel="telegram", address="1") == first
    assert [(one.channel, one.language) for one in await accounts_of(tx, (second, first))] == [
        ("zalo", "en"),
        ("telegram", "vi"),
    ]


async def test_whoever_blocked_a_chat_is_told_nothing_there(tx: Transaction) -> None:
    person = await somebody(tx)
    await tx.run(
        "INSERT INTO session (channel, address, person, language, state, revision, blocked, updated_at)"
        " VALUES ('telegram', '1', :person, 'vi', '{}', 0, 1, 0)",
        person=person,
    )
    assert await accounts_of(tx, (person,)) == ()


async def test_a_moved_chat_keeps_its_owner_unless_the_new_address_has_one(tx: Transaction) -> None:
    first, second = await somebody(tx, "1"), await somebody(tx, "2")
    move_account(tx, channel="telegram", address="1", to="3")
    assert await person_at(tx, channel="telegram", address="3") == first
    move_account(tx, channel="telegram", address="3", to="2")
    assert await person_at(tx, channel="telegram", address="2") == second


async def test_the_same_consent_is_recorded_once_until_it_is_withdrawn(tx: Transaction) -> None:
    person = await somebody(tx)
    for version in ("1", "1", "2"):
        give_consent(tx, person, text_version=version, channel="telegram", now=NOW)
    withdraw_consents(tx, person, now=NOW + DAY)
    give_consent(tx, person, text_version="1", channel="telegram", now=NOW + 2 * DAY)
    stored = await stored_about(tx, person)
    assert stored is not None
    assert stored.consents == (("1", NOW, NOW + DAY), ("2", NOW, NOW + DAY), ("1", NOW + 2 * DAY, None))


async def test_after_erasure_only_the_number_is_left(tx: Transaction, unit: UnitId) -> None:
    person = await somebody(tx, name="Nguyễn Văn A")
    await grant_role(tx, person, unit=unit, role=Role.COMMUNE_OFFICER, by=None, now=NOW)
    erase(tx, person, now=NOW)
    stored = await stored_about(tx, person)
    assert stored is not None
    assert (stored.name, stored.phone, stored.accounts, stored.erased_at) == ("", "", (), NOW)
    assert [held.name for held in await roles_at(tx, unit, today=TODAY)] == [""]
    assert pseudonym(person) == f"người dùng #{person}"
    assert known_person(person, (await tx.together(person_read(person, TODAY)))[0]) is None


async def test_a_role_is_granted_once_for_each_post_and_ends_at_once(tx: Transaction, unit: UnitId) -> None:
    person = await somebody(tx)
    assert await grant_role(tx, person, unit=unit, role=Role.COMMUNE_OFFICER, by=None, now=NOW)
    assert not await grant_role(tx, person, unit=unit, role=Role.COMMUNE_OFFICER, by=None, now=NOW)
    assert await grant_role(tx, person, unit=unit, role=Role.COMMUNE_OFFICER, post="Công an", by=None, now=NOW)
    assert [held.post for held in await roles_at(tx, unit, today=TODAY)] == ["", "Công an"]
    assert await end_role(tx, person, unit=unit, role=Role.COMMUNE_OFFICER, by=None, now=NOW) == 2
    assert await end_role(tx, person, unit=unit, role=Role.COMMUNE_OFFICER, by=None, now=NOW) == 0
    assert await roles_at(tx, unit, today=TODAY) == ()
    assert await grant_role(tx, person, unit=unit, role=Role.COMMUNE_OFFICER, by=None, now=NOW)


async def test_a_role_does_not_hold_before_its_first_day(tx: Transaction, unit: UnitId) -> None:
    person = await somebody(tx)
    await grant_role(tx, person, unit=unit, role=Role.ADMIN, by=None, now=NOW)
    assert await admins(tx, today=TODAY - DAY) == ()
    assert [held.person for held in await admins(tx, today=TODAY)] == [person]
    end_all_roles(tx, person, by=person, now=NOW - DAY)
    assert await admins(tx, today=TODAY) == ()


async def test_everybody_is_listed_page_by_page(tx: Transaction, unit: UnitId) -> None:
    people = [await somebody(tx, str(number)) for number in range(5)]
    for person in people:
        await grant_role(tx, person, unit=unit, role=Role.COMMUNE_OFFICER, by=None, now=NOW)
    found: list[PersonId] = []
    after = 0
    while page := await everybody(tx, today=TODAY, after=after, limit=2):
        found += [held.person for held in page]
        after = page[-1].id
    assert found == people


async def test_a_role_at_no_unit_is_refused(database: Database) -> None:
    async def work(tx: Transaction) -> None:
        person = await somebody(tx)
        await grant_role(tx, person, unit=UnitId(999), role=Role.ADMIN, by=None, now=NOW)

    with pytest.raises(Problem) as caught:
        await database.turn(work)
    assert caught.value.code == "unknown_reference"


async def test_a_wish_is_kept_once_a_day(tx: Transaction) -> None:
    person = await somebody(tx)
    assert await add_right_request(tx, person, what="duyet", now=NOW)
    assert not await add_right_request(tx, person, what="duyet", now=NOW + timedelta(hours=23))
    assert await add_right_request(tx, person, what="tonghop", now=NOW)
    assert await add_right_request(tx, person, what="duyet", now=NOW + DAY)


async def test_an_invitation_is_found_however_its_letters_are_typed(tx: Transaction, unit: UnitId) -> None:
    invitation = await add_invitation(
        tx,
        code="AB34CD56EF",
        unit=unit,
        role=Role.COMMUNE_OFFICER,
        post="",
        uses=2,
        asks_phone=False,
        expires_at=NOW + DAY,
        by=None,
        now=NOW,
    )
    for typed in ("AB34CD56EF", "ab34cd56ef", " Ab34 Cd56 eF "):
        found = await invitation_by_code(tx, typed)
        assert found is not None
        assert found.id == invitation
    assert await invitation_by_code(tx, "AB34CD56E") is None
    assert await invitation_by_code(tx, "AB34CD56E%") is None


async def test_an_invitation_is_open_until_it_is_used_up_expired_or_withdrawn(tx: Transaction, unit: UnitId) -> None:
    ids = [
        await add_invitation(
            tx,
            code=code,
            unit=unit,
            role=Role.COMMUNE_OFFICER,
            post="",
            uses=2,
            asks_phone=False,
            expires_at=NOW + DAY,
            by=None,
            now=NOW,
        )
        for code in ("ONE", "TWO", "THREE")
    ]
    assert [one.code for one in await open_invitations(tx, now=NOW)] == ["THREE", "TWO", "ONE"]
    assert [await take_use(tx, ids[0], now=NOW) for _ in range(3)] == [True, True, False]
    assert await withdraw_invitation(tx, ids[1], now=NOW)
    assert not await withdraw_invitation(tx, ids[1], now=NOW)
    assert not await take_use(tx, ids[1], now=NOW)
    assert not await take_use(tx, ids[2], now=NOW + DAY)
    assert [one.code for one in await open_invitations(tx, now=NOW)] == ["THREE"]
    assert await open_invitations(tx, now=NOW + DAY) == ()
