"""Asking for a backup in the chat, on both databases: only who runs the system, one at a time, kept in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conversations.engine.asks import BackupsNow, SystemNow
from conversations.engine.effects import MakeBackup
from conversations.engine.facts import Needs
from conversations.programme.backup import BackupReason, BackupState
from conversations.programme.person import Role
from conversations.programme.problem import Refusal
from handlers.backups import Finished, begin_due, begin_watch, end_backup, end_check, look_at_backups
from tests.handlers.reporting_world import CHANNEL, DAY, NOW, World, make_world

if TYPE_CHECKING:
    from storage.database import Database


@pytest.fixture
async def world(database: Database) -> World:
    return await make_world(database)


async def test_an_admin_asks_and_a_second_wish_waits_for_the_first(world: World) -> None:
    admin = await world.person(Role.ADMIN, world.district)
    first = await world.does(admin, MakeBackup())
    second = await world.does(admin, MakeBackup())
    assert (first.lines, second.lines) == (
        ("Đã nhận. Sao lưu xong trợ lý sẽ báo anh/chị.",),
        ("Một bản sao lưu đang được làm, chưa làm thêm bản nữa.",),
    )
    (wanted,) = (await look_at_backups(world.database)).latest
    assert (wanted.reason, wanted.asked_by, wanted.state) == (BackupReason.PERSON, admin, BackupState.WANTED)
    async with world.database.read() as tx:
        rows = await tx.all("SELECT person, subject, detail FROM audit WHERE act = 'backup_wanted'")
    assert [(row["person"], row["subject"], row["detail"]) for row in rows] == [
        (admin, f"backup:{wanted.number}", f'{{"channel":"{CHANNEL}"}}')
    ]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
async def test_nobody_else_has_one_made_or_sees_how_the_system_is(world: World, role: Role) -> None:
    unit = {Role.VILLAGE_OFFICER: world.villages[0], Role.COMMUNE_OFFICER: world.commune}.get(role, world.district)
    person = await world.person(role, unit)
    with pytest.raises(Refusal):
        await world.does(person, MakeBackup())
    found = await world.facts(person, Needs(asks=(SystemNow(), BackupsNow())))
    assert (found.answer(SystemNow()), found.answer(BackupsNow())) == (None, None)
    assert (await look_at_backups(world.database)).latest == ()


async def test_an_admin_sees_the_state_of_either_database(world: World) -> None:
    admin = await world.person(Role.ADMIN, world.commune)
    async with world.database.write() as tx:
        await tx.run(
            "INSERT INTO inbox (channel, update_key, kind, received_at) VALUES ('telegram', '1', 'message', 1000),"
            " ('plain', '2', 'message', 5000), ('telegram', '3', 'message', 3000)"
        )
    found = (await world.facts(admin, Needs(asks=(SystemNow(),)))).answer(SystemNow())
    assert found is not None
    assert (found.database, found.waiting, found.now) == (world.database.dialect, 0, NOW)
    assert found.size > 100_000
    times = {one.channel: one.received_at.timestamp() for one in found.channels if one.received_at}
    assert times == {"plain": 5, "telegram": 3}


async def test_tonights_is_begun_once_and_its_end_is_kept(world: World) -> None:
    database, night = world.database, NOW + DAY
    assert (await begin_watch(database, now=NOW)).since == NOW
    number = await begin_due(database, hour=2, now=night)
    assert number is not None
    assert await begin_due(database, hour=2, now=night) is None
    done = Finished(place="/x/ntm-1.zip", size=5, files=2, missing=1, fingerprint="f" * 64)
    await end_backup(database, number, done, now=night)
    await end_backup(database, number, Finished(problem="internal"), now=night)
    assert await begin_due(database, hour=2, now=night) is None
    (made,) = (await look_at_backups(database)).latest
    assert (made.name, made.size, made.files, made.missing, made.good) == ("ntm-1.zip", 5, 2, 1, True)
    await end_check(database, made, problem="backup_altered", now=night)
    known = await look_at_backups(database)
    assert (known.last_good, known.last_made, known.last_proved) == (None, known.latest[0], None)
    assert known.latest[0].checked_at == night
