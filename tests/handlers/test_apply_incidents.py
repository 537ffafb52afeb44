"""Messages that did not leave, sent again from a phone: who may, what is kept of it, and what it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
import pytest

from conversations.engine.words import SOURCE
from conversations.programme.incident import Cause, SendState
from conversations.programme.person import Role
from conversations.screens.sending import recipient_words
from handlers.stuck import alarms_now, stuck_now
from storage.groups import bind
from storage.outbox import Outgoing, put_later
from storage.people import person_at
from storage.times import millis
from storage.unit_names import unit_named
from tests.phone import Phone
from tests.stage import Stage

if TYPE_CHECKING:
    from storage.database import Database


@pytest.fixture
async def stage(database: Database) -> Stage:
    found = Stage(database)
    await found.load()
    return found


@pytest.fixture
async def admin(stage: Stage) -> Phone:
    return await stage.joined("Quản trị", "huyện Quảng Hòa", Role.ADMIN)


@pytest.fixture
async def officer(stage: Stage) -> Phone:
    return await stage.joined("Lý", "xã Phúc Sen", Role.COMMUNE_OFFICER)


async def states(stage: Stage) -> dict[int, str]:
    async with stage.database.read() as tx:
        return {
            row["id"]: row["state"]
            for row in await tx.all("SELECT id, state FROM outbox WHERE id > 1000 AND id < 2000 AND key IS NOT NULL")
        }


async def kept(stage: Stage) -> list[tuple[int, str, dict[str, str]]]:
    async with stage.database.read() as tx:
        rows = await tx.all("SELECT person, subject, detail FROM audit WHERE act = 'message_sent_again' ORDER BY id")
    return [(row["person"], row["subject"], orjson.loads(row["detail"])) for row in rows]


async def test_what_is_stuck_names_role_and_unit_and_nobody(stage: Stage, officer: Phone) -> None:
    await stage.leaves_stuck(officer, "reminder", state="unknown", cause="unclear")
    stranger = stage.phone("Người lạ")
    await stage.leaves_stuck(stranger, "answer", state="retrying", cause="unreachable")
    stage.clock.wind(minutes=1)

    async with stage.database.read() as tx:
        listed = await stuck_now(tx, now=stage.clock.now())
        alarms = await alarms_now(tx, now=stage.clock.now())

    assert [(one.number, one.kind, one.state, one.cause, one.to.role, one.to.unit) for one in listed] == [
        (1002, "answer", SendState.RETRYING, Cause.UNREACHABLE, None, ""),
        (1001, "reminder", SendState.UNKNOWN, Cause.UNCLEAR, Role.COMMUNE_OFFICER, "xã Phúc Sen"),
    ]
    assert "Lý" not in repr(listed)
    assert (alarms.failed, alarms.unknown) == (0, 1)


async def test_a_group_or_a_topic_is_named_by_the_unit_it_follows(stage: Stage, officer: Phone) -> None:
    async with stage.database.write() as tx:
        unit = await unit_named(tx, "huyện Quảng Hòa", day=stage.clock.now().date())
        person = await person_at(tx, channel="telegram", address=officer.address)
        assert person is not None
        for address in ("-1005", "-1006/7"):
            await bind(
                tx, channel="telegram", address=address, title="Nhóm", unit=unit.id, by=person, now=stage.clock.now()
            )
        for address in ("-1005", "-1006/7", "-1006"):
            row = Outgoing(channel="telegram", address=address, kind="digest", body=b"{}", key=f"digest:{address}")
            put_later(tx, row, at=millis(stage.clock.now()))
    stage.clock.wind(minutes=1)

    async with stage.database.read() as tx:
        listed = await stuck_now(tx, now=stage.clock.now())
    assert [recipient_words(SOURCE, one.to) for one in listed] == [
        "một nhóm", "nhóm của huyện Quảng Hòa", "nhóm của huyện Quảng Hòa",
    ]  # fmt: skip


async def test_alarms_are_of_yesterday_and_today(stage: Stage, officer: Phone) -> None:
    await stage.leaves_stuck(officer, "digest", state="failed", cause="refused")
    for days, expected in ((0, 1), (1, 1), (2, 0)):
        stage.clock.wind(days=min(days, 1))
        async with stage.database.read() as tx:
            assert (await alarms_now(tx, now=stage.clock.now())).failed == expected


async def test_an_admin_has_a_group_sent_again_and_the_log_keeps_it(stage: Stage, admin: Phone, officer: Phone) -> None:
    for kind in ("reminder", "reminder", "digest"):
        await stage.leaves_stuck(officer, kind, state="failed", cause="refused")
    await admin.says("/suco")
    await admin.chooses("Nhắc hạn, không gửi")
    await admin.chooses("Gửi lại cả nhóm (2)")
    await admin.chooses("Gửi lại")

    assert await states(stage) == {1001: "queued", 1002: "queued", 1003: "failed"}
    assert [(subject, detail) for _, subject, detail in await kept(stage)] == [
        ("outbox:1002", {"channel": "telegram"}), ("outbox:1001", {"channel": "telegram"}),
    ]  # fmt: skip


async def test_a_confirmation_that_comes_too_late_is_told_so_and_changes_nothing(
    stage: Stage, admin: Phone, officer: Phone
) -> None:
    number = await stage.leaves_stuck(officer, "reminder", state="unknown", cause="unclear")
    await admin.says("/suco")
    await admin.chooses("Nhắc hạn")
    await admin.chooses(f"Tin số {number}")
    await admin.chooses("Gửi lại tin này")
    async with stage.database.write() as tx:
        await tx.run("UPDATE outbox SET state = 'sent' WHERE id = :id", id=number)
    await admin.chooses("Gửi lại")

    admin.sees("Tin này không còn kẹt nữa.")
    assert await states(stage) == {number: "sent"}
    assert await kept(stage) == []


async def test_nobody_else_gets_in_and_a_role_that_ended_shows_nothing(
    stage: Stage, admin: Phone, officer: Phone
) -> None:
    await stage.leaves_stuck(officer, "reminder", state="failed", cause="refused")
    await officer.says("/suco")
    officer.sees("Lệnh này chỉ dành cho người quản trị hệ thống.")
    officer.sees_not("1001", "Nhắc hạn")

    await admin.says("/suco")
    await admin.chooses("Nhắc hạn")
    await admin.chooses("Tin số 1001")
    await admin.chooses("Gửi lại tin này")
    async with stage.database.write() as tx:
        await tx.run("UPDATE role_grant SET ended_at = 1, valid_to = valid_from WHERE role = 'admin'")
    stage.services.caches.forget_person()
    await admin.chooses("Gửi lại")

    admin.sees("Mục này chỉ dành cho người quản trị hệ thống.")
    assert await states(stage) == {1001: "failed"}
    assert await kept(stage) == []
