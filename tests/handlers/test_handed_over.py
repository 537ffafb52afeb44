"""Somebody is in the middle of a form when it becomes another's, or when their account is put to rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conversations.programme.person import Role
from handlers.user_roles import hand_over_by_command, resume_by_command, suspend_by_command
from storage.people import person_at
from tests.phone import Phone
from tests.stage import Stage

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId
    from storage.database import Database

COMMUNE = "xã Phúc Sen"


async def person_of(stage: Stage, phone: Phone) -> PersonId:
    async with stage.database.read() as tx:
        person = await person_at(tx, channel="telegram", address=phone.address)
    assert person is not None
    return person


async def answers(stage: Stage) -> int:
    async with stage.database.read() as tx:
        row = await tx.one("SELECT count(*) AS n FROM answer")
    assert row is not None
    return int(row["n"])


async def at_a_question(stage: Stage) -> Phone:
    """An officer who has answered one question and sees the next."""
    await stage.load()
    officer = await stage.joined("Nông Văn A", COMMUNE, Role.COMMUNE_OFFICER)
    await officer.says("/baocao")
    await officer.chooses("▶ Tiếp tục")
    await officer.chooses("✅ Đạt")
    assert await answers(stage) == 1
    return officer


@pytest.mark.parametrize("plain", [False, True])
async def test_a_half_open_form_says_who_took_over_and_takes_nothing(sqlite_database: Database, plain: bool) -> None:
    stage = Stage(sqlite_database, plain=plain)
    officer = await at_a_question(stage)
    successor = await stage.joined("Nông Thị B", "xóm Lũng Vài", Role.VILLAGE_OFFICER)
    question = officer.last
    await hand_over_by_command(
        stage.database,
        giver=await person_of(stage, officer),
        successor=await person_of(stage, successor),
        unit=None,
        role=None,
        services=stage.services,
        now=stage.clock.now(),
    )
    successor.arrived.clear()
    await stage.deliver()
    successor.sees("Anh/chị nhận bàn giao từ Nông Văn A", "đã có 1/57")
    officer.sees("Anh/chị đã bàn giao cho Nông Thị B")
    await officer.chooses("✅ Đạt") if plain else await officer.presses_old(question, "✅ Đạt")
    officer.sees("Từ 5/6/2023, phần việc của anh/chị ở xã Phúc Sen do Nông Thị B phụ trách")
    await officer.says("95,5")
    officer.sees("Từ 5/6/2023, phần việc của anh/chị ở xã Phúc Sen do Nông Thị B phụ trách")
    assert await answers(stage) == 1
    await officer.chooses("Về menu")
    officer.sees_not("Phúc Sen")
    await successor.says("/baocao")
    successor.sees("xã Phúc Sen")


async def test_a_suspended_officer_gets_one_sentence_for_everything_and_goes_on_where_they_stood(
    sqlite_database: Database,
) -> None:
    stage = Stage(sqlite_database)
    officer = await at_a_question(stage)
    person = await person_of(stage, officer)
    await suspend_by_command(stage.database, person, now=stage.clock.now())
    code = await stage.invited(COMMUNE, Role.COMMUNE_LEADER)
    for said in ("95,5", "/menu", "/dulieucanhan", "/baocao", f"/start {code}"):
        await officer.says(said)
        officer.sees("Tài khoản của anh/chị đang tạm ngừng")
        officer.sees_not("17.1", "Phúc Sen")
    assert await answers(stage) == 1
    async with stage.database.read() as tx:
        assert await tx.one("SELECT id FROM role_grant WHERE role = 'commune_leader'") is None
    assert await resume_by_command(stage.database, person, services=stage.services, now=stage.clock.now())
    await stage.deliver()
    officer.sees("hoạt động lại")
    await officer.says("/tieptuc")
    officer.sees("(2/57)")
