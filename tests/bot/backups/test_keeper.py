"""The running bot's own backups: every night, on demand, put to the test weekly, alarming when old."""

from __future__ import annotations

import shutil
from collections import namedtuple
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.backups.folder import backups_in, writing_in
from bot.backups.keeper import BackupKeeper
from bot.backups.making import make_backup_at
from bot.backups.source import finished, source_of
from bot.channels.plain import PlainRenderer, texts_of
from bot.settings import Settings
from conversations.programme.backup import Backup, BackupAlarm, BackupReason, BackupState
from conversations.programme.person import Role
from handlers.backups import look_at_backups, want, write_down
from handlers.stuck import count_alarms
from storage.open import open_database
from tests.bot.backups.conftest import Installation, files_in
from tests.handlers.reporting_world import CHANNEL, NOW, make_world

if TYPE_CHECKING:
    from pathlib import Path

    from conversations.programme.ids import PersonId
    from storage.database import Transaction

HOUR = timedelta(hours=1)
NIGHT = datetime(2023, 6, 6, 2, 0, tzinfo=NOW.tzinfo)
"""The first 02:00 after NOW, which is 08:00."""


class Keeping:
    """A keeper and its installation."""

    def __init__(self, installation: Installation, settings: Settings | None = None) -> None:
        self.installation = installation
        self.settings = settings or installation.settings
        world = installation.world
        world.services = replace(world.services, renderers={CHANNEL: PlainRenderer()})
        self.keeper = BackupKeeper(
            settings=self.settings, database=installation.database, services=lambda: world.services
        )

    async def at(self, moment: datetime) -> tuple[Backup, ...]:
        """A tick at that moment; all backups, newest first."""
        self.installation.world.clock.at = moment
        await self.keeper.round()
        return (await look_at_backups(self.installation.database)).latest

    async def asked(self) -> PersonId:
        """An admin asks for one; who."""
        world = self.installation.world
        admin = await world.person(Role.ADMIN, world.district)

        async def ask(tx: Transaction) -> int:
            return await want(tx, reason=BackupReason.PERSON, by=admin, now=NOW, channel=CHANNEL)

        await self.installation.database.turn(ask)
        return admin

    async def told(self) -> list[str]:
        """What waits for people, oldest first."""
        async with self.installation.database.read() as tx:
            rows = await tx.all("SELECT body FROM outbox WHERE kind = 'notice' ORDER BY id")
        return [text for row in rows for text in texts_of(row["body"])]

    async def alarms(self) -> tuple[BackupAlarm, ...]:
        return (await count_alarms(self.installation.database, self.installation.world.clock)).backup


@pytest.fixture
async def keeping(installation: Installation) -> Keeping:
    await installation.photo(1)
    return Keeping(installation)


@pytest.fixture
def no_room(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 - as shutil's
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage(10, 9, 1))
    return monkeypatch


def folder_of(keeping: Keeping) -> Path:
    return keeping.settings.backup_folder


async def test_every_night_one_is_made_and_the_first_is_put_to_the_test(keeping: Keeping) -> None:
    assert await keeping.at(NOW) == ()
    assert await keeping.at(NIGHT - timedelta(minutes=1)) == ()
    (made,) = await keeping.at(NIGHT)
    assert (made.reason, made.state, made.files, made.missing) == (BackupReason.SCHEDULE, BackupState.MADE, 1, 0)
    assert (made.checked_at, made.check_problem) == (NIGHT, "")
    assert [file.name for file in backups_in(folder_of(keeping))] == ["ntm-20230606-020000.zip"] == [made.name]
    assert len(await keeping.at(NIGHT + 23 * HOUR)) == 1
    assert len(await keeping.at(NIGHT + 24 * HOUR)) == 2
    assert await keeping.alarms() == ()
    assert await keeping.told() == []
    assert set(files_in(folder_of(keeping))) == {
        ".ntm-backup.lock",
        "ntm-20230606-020000.zip",
        "ntm-20230607-020000.zip",
    }


async def test_one_a_week_is_put_to_the_test(keeping: Keeping) -> None:
    await keeping.at(NOW)
    found = [await keeping.at(NIGHT + night * 24 * HOUR) for night in range(16)]
    assert [one.checked_at for one in reversed(found[-1]) if one.checked_at] == [
        NIGHT, NIGHT + timedelta(days=7), NIGHT + timedelta(days=14)
    ]  # fmt: skip


async def test_a_machine_that_is_off_at_night_makes_it_in_the_morning(keeping: Keeping) -> None:
    await keeping.at(NOW)
    (made,) = await Keeping(keeping.installation).at(NOW + 24 * HOUR)
    assert made.good


async def test_whoever_asks_is_told_when_it_is_done(keeping: Keeping) -> None:
    admin = await keeping.asked()
    (made,) = await keeping.at(NOW)
    assert (made.asked_by, made.good) == (admin, True)
    (text,) = await keeping.told()
    assert text.startswith("Đã sao lưu xong: ")
    assert text.endswith("1 tệp minh chứng, tệp ntm-20230605-080000.zip.")


@pytest.mark.usefixtures("no_room")
async def test_what_failed_is_told_and_tried_again_after_an_hour(keeping: Keeping) -> None:
    await keeping.asked()
    (failed,) = await keeping.at(NOW)
    assert (failed.state, failed.problem) == (BackupState.FAILED, "backup_no_room")
    assert await keeping.told() == [
        "Sao lưu không được: ổ đĩa không đủ chỗ trống. Dữ liệu đang dùng vẫn nguyên; xin xem lại rồi gõ /saoluu."
    ]
    assert len(await keeping.at(NIGHT)) == 2
    assert len(await keeping.at(NIGHT + timedelta(minutes=59))) == 2
    assert len(await keeping.at(NIGHT + HOUR)) == 3


async def test_who_runs_the_system_is_told_once_a_day_when_the_last_good_one_is_old(
    keeping: Keeping, no_room: pytest.MonkeyPatch
) -> None:
    await keeping.installation.world.person(Role.ADMIN, keeping.installation.world.district)
    await keeping.at(NOW)
    await keeping.at(NOW + 26 * HOUR)
    assert (await keeping.alarms(), await keeping.told()) == ((), [])
    await keeping.at(NOW + 27 * HOUR)
    await keeping.at(NOW + 28 * HOUR)
    assert await keeping.alarms() == (BackupAlarm.OLD,)
    assert await keeping.told() == ["⚠ Bản sao lưu tốt gần nhất đã quá một ngày, gõ /saoluu"]
    await keeping.at(NOW + 47 * HOUR)  # 07:00: nobody is woken for it
    assert len(await keeping.told()) == 1
    await keeping.at(NOW + 49 * HOUR)
    assert len(await keeping.told()) == 2

    no_room.undo()
    await keeping.at(NOW + 51 * HOUR)
    assert await keeping.alarms() == ()


async def test_a_backup_that_cannot_be_restored_is_alarming_until_a_later_one_can(keeping: Keeping) -> None:
    await keeping.installation.world.person(Role.ADMIN, keeping.installation.world.district)
    await keeping.at(NOW)
    (first,) = await keeping.at(NIGHT)
    week = NIGHT + timedelta(days=7)
    for night in range(1, 7):
        await keeping.at(NIGHT + night * 24 * HOUR)
    cut = folder_of(keeping) / f"ntm-{week:%Y%m%d}-020000.zip"

    class CutsIt(Keeping):
        async def at(self, moment: datetime) -> tuple[Backup, ...]:
            make = self.keeper._make

            async def made_and_cut(number: int) -> None:
                await make(number)
                cut.write_bytes(cut.read_bytes()[:-100])

            self.keeper._make = made_and_cut  # type: ignore[method-assign] # cut behind its back
            return await super().at(moment)

    found = await CutsIt(keeping.installation).at(week)
    assert (found[0].name, found[0].check_problem) == (cut.name, "backup_foreign")
    assert await keeping.alarms() == (BackupAlarm.CHECK_FAILED,)
    assert len(await keeping.at(week + HOUR)) == len(found)  # no other before the next night
    await keeping.at(week + 8 * HOUR)
    assert await keeping.told() == [
        "⚠ Bản sao lưu tốt gần nhất đã quá một ngày, gõ /saoluu\n⚠ Bản sao lưu thử khôi phục không được, gõ /saoluu"
    ]

    found = await keeping.at(week + 24 * HOUR)
    assert (found[0].checked_at, found[0].check_problem) == (week + 24 * HOUR, "")
    assert await keeping.alarms() == ()
    assert first.check_problem == ""


async def test_the_last_one_that_was_proved_is_never_dropped_for_newer_ones(installation: Installation) -> None:
    keeping = Keeping(installation, installation.settings.model_copy(update={"backup_keep": 2}))
    await keeping.at(NOW)
    (proved,) = await keeping.at(NIGHT)
    for night in range(1, 5):
        await keeping.at(NIGHT + night * 24 * HOUR)
    assert [file.name for file in backups_in(folder_of(keeping))] == [
        "ntm-20230610-020000.zip",
        "ntm-20230609-020000.zip",
        proved.name,
    ]


async def test_what_a_killed_bot_was_making_is_made_in_its_next_life(keeping: Keeping) -> None:
    await keeping.at(NOW)
    await keeping.keeper.close()
    assert [one.state for one in await _quietly(keeping, NIGHT)] == [BackupState.WANTED]
    (made,) = await Keeping(keeping.installation).at(NIGHT + HOUR)
    assert made.good


async def test_one_on_a_disk_that_is_away_is_not_put_to_the_test(keeping: Keeping, tmp_path: Path) -> None:
    await keeping.at(NOW)
    made = make_backup_at(await source_of(keeping.settings), tmp_path / "usb.zip", now=NIGHT - HOUR)
    await write_down(keeping.installation.database, finished(made), begun_at=NIGHT - HOUR, now=NIGHT - HOUR)
    made.file.unlink()
    assert [one.checked_at for one in await keeping.at(NIGHT - HOUR)] == [None]
    assert await keeping.alarms() == ()
    assert [one.checked_at for one in await keeping.at(NIGHT)] == [NIGHT, None]


async def test_every_night_the_log_is_examined_and_an_altered_row_is_alarming(keeping: Keeping) -> None:
    await keeping.installation.world.person(Role.ADMIN, keeping.installation.world.district)
    await keeping.at(NOW)
    async with keeping.installation.database.write() as tx:
        await tx.run("DROP TRIGGER audit_is_not_changed")
        await tx.run("UPDATE audit SET subject = 'report:2' WHERE id = 1")
    (made,) = await keeping.at(NIGHT)
    assert (made.good, made.check_problem) == (True, "")
    assert await keeping.alarms() == (BackupAlarm.LOG_BROKEN,)
    await keeping.at(NIGHT + 7 * HOUR)
    assert await keeping.told() == ["⚠ Nhật ký thao tác có chỗ bị sửa; trên máy chủ chạy ntm audit verify"]


async def test_while_another_process_makes_one_the_wish_waits(keeping: Keeping) -> None:
    await keeping.asked()
    with writing_in(folder_of(keeping)):
        assert [one.state for one in await keeping.at(NOW)] == [BackupState.WANTED]
    (made,) = await keeping.at(NOW)
    assert made.good


async def _quietly(keeping: Keeping, moment: datetime) -> tuple[Backup, ...]:
    """A tick of a bot that is ending."""
    keeping.installation.world.clock.at = moment
    await keeping.keeper.tick()
    await keeping.keeper.close()
    return (await look_at_backups(keeping.installation.database)).latest


async def test_on_postgresql_the_evidence_is_kept_and_the_log_examined_every_night(
    postgres_url: str, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path / "data", database_url=postgres_url)
    database = await open_database(postgres_url)
    try:
        await database.migrate()
        world = await make_world(database)
        officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
        installation = Installation(settings=settings, database=database, world=world, officer=officer)
        await installation.photo(1)
        keeping = Keeping(installation)
        await keeping.at(NOW)
        (made,) = await keeping.at(NIGHT)
        assert (made.files, made.missing, made.problem, made.check_problem) == (1, 0, "", "")
        async with database.write() as tx:
            await tx.run("DROP TRIGGER audit_is_not_changed ON audit")
            await tx.run("UPDATE audit SET subject = 'report:2' WHERE number = 1")
        await keeping.at(NIGHT + 24 * HOUR)
        assert await keeping.alarms() == (BackupAlarm.LOG_BROKEN,)
    finally:
        await database.close()


async def test_switched_off_it_makes_none_and_alarms_nobody(installation: Installation) -> None:
    keeping = Keeping(installation, installation.settings.model_copy(update={"backup_hour": None}))
    await keeping.at(NOW)
    assert await keeping.at(NOW + 100 * HOUR) == ()
    assert await keeping.alarms() == ()
