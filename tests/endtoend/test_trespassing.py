"""Nobody gets where they do not belong: not by a forged link or button, not by a command, not by an invitation that is
not theirs. What is refused tells nothing, and rights are looked at where things are done, not where buttons are shown.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from conversations.engine.events import Joined, Opened, Pressed, SentContact
from conversations.engine.words import SOURCE
from conversations.programme.person import Role
from handlers.invite import invite
from storage.roles import end_role
from storage.unit_names import unit_named
from tests.stage import Stage

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Database
    from tests.phone import Phone

ANSWER = "91,37"


@pytest.fixture
async def stage(sqlite_database: Database) -> Stage:
    found = Stage(sqlite_database)
    await found.load()
    return found


async def one(database: Database, sql: str) -> list[tuple[Any, ...]]:
    async with database.read() as tx:
        rows: Any = await tx.all(sql)
    return [tuple(row) for row in rows]


async def reporting(stage: Stage, name: str, unit: str) -> Phone:
    """Somebody whose report has a figure that nobody else may see."""
    phone = await stage.joined(name, unit, Role.COMMUNE_OFFICER)
    await phone.says("/baocao")
    await phone.chooses("Danh sách tiêu chí")
    await phone.says("2.1")
    await phone.says(ANSWER)
    await phone.chooses("❌ Chưa đạt")
    await phone.chooses("Đến 31/5/2023")
    phone.sees("✔ 2.1 = 91,37%")
    return phone


async def key_of_the_report(stage: Stage) -> str:
    ((unit, rule, period),) = await one(stage.database, "SELECT unit, rule, period FROM report")
    return f"{unit}.{rule}.{period}"


@pytest.mark.parametrize("place", ["report:{key}", "report:{key}:2.1", "approve:{key}", "progress:{unit}"])
@pytest.mark.parametrize(
    ("unit", "role"),
    [
        ("xã Phúc Sen", Role.COMMUNE_OFFICER),
        ("xã Phúc Sen", Role.COMMUNE_LEADER),
        ("xóm Bản Khuông", Role.VILLAGE_OFFICER),
        ("huyện Quảng Hòa", Role.ADMIN),
    ],
)
async def test_anothers_report_cannot_be_opened_by_a_forged_link(
    stage: Stage, place: str, unit: str, role: Role
) -> None:
    await reporting(stage, "Cán bộ Tự Do", "xã Tự Do")
    key = await key_of_the_report(stage)
    before = await one(stage.database, "SELECT * FROM answer")
    intruder = await stage.joined("Người khác", unit, role)

    await intruder.does(Opened(place=place.format(key=key, unit=key.partition(".")[0])))

    assert intruder.arrived != []
    intruder.sees_not(ANSWER, "1/57")
    await intruder.does(Pressed(token=intruder_token(intruder), option="state:met"))
    intruder.sees_not(ANSWER)
    await intruder.says("12,5")
    intruder.sees_not(ANSWER)
    assert await one(stage.database, "SELECT * FROM answer") == before
    assert await one(stage.database, "SELECT count(*) FROM report_event") == [(0,)]


def intruder_token(phone: Phone) -> str:
    return phone.last.data[0].partition("|")[0] if phone.last.data else "1"


async def test_a_refusal_is_the_same_whether_the_report_is_there_or_not(stage: Stage) -> None:
    await reporting(stage, "Cán bộ Tự Do", "xã Tự Do")
    key = await key_of_the_report(stage)
    unit, rule, period = key.split(".", 2)
    intruder = await stage.joined("Người khác", "xã Phúc Sen", Role.COMMUNE_OFFICER)
    shown = []
    for forged in (key, f"{unit}.{rule}.2031-H1", f"99999.{rule}.{period}"):
        await intruder.says("/menu")
        await intruder.does(Opened(place=f"report:{forged}"))
        shown.append(intruder.screen())

    assert len(set(shown)) == 1, shown


async def test_anothers_token_acts_on_ones_own_screen_or_on_nothing(stage: Stage) -> None:
    here = await stage.joined("Cán bộ Phúc Sen", "xã Phúc Sen", Role.COMMUNE_OFFICER)
    there = await stage.joined("Cán bộ Tự Do", "xã Tự Do", Role.COMMUNE_OFFICER)
    for phone in (here, there):
        await phone.says("/baocao")
        await phone.chooses("Tiếp tục")
    stolen = there.last.data[0]
    await there.chooses("✅ Đạt")
    await here.says("/menu")
    token, _, option = stolen.partition("|")

    await here.forges(token, option)

    rows = await one(stage.database, "SELECT r.unit, a.person FROM answer a JOIN report r ON r.id = a.report")
    assert len(rows) == 1
    here.sees("Nút vừa bấm thuộc câu cũ nên không ghi gì.")


@pytest.mark.parametrize(
    ("unit", "role", "commands"),
    [
        ("xóm Lũng Vài", Role.VILLAGE_OFFICER, ("duyet", "phancong", "baothay")),
        ("xã Phúc Sen", Role.COMMUNE_OFFICER, ("duyet",)),
        ("xã Phúc Sen", Role.COMMUNE_LEADER, ("phancong", "baothay")),
        ("huyện Quảng Hòa", Role.ADMIN, ("baocao", "duyet", "tiendo", "phancong", "baothay", "dagui", "lichsu")),
        ("huyện Quảng Hòa", Role.OBSERVER, ("duyet", "phancong", "baothay")),
    ],
)
async def test_a_command_above_ones_role_is_refused_in_one_sentence(
    stage: Stage, unit: str, role: Role, commands: tuple[str, ...]
) -> None:
    phone = await stage.joined("Ai đó", unit, role)
    for command in commands:
        await phone.says(f"/{command} 2.1")
        phone.sees("Lệnh này chỉ dành cho ", "[Đề nghị cấp quyền]")


@pytest.mark.parametrize(
    ("unit", "role", "own"),
    [("xã Phúc Sen", Role.COMMUNE_LEADER, "duyet"), ("huyện Quảng Hòa", Role.OBSERVER, "tonghop")],
)
async def test_a_command_that_means_another_for_ones_role_opens_that_and_begins_no_report(
    stage: Stage, unit: str, role: Role, own: str
) -> None:
    phone = await stage.joined("Ai đó", unit, role)
    await phone.says("/baocao 2.1")
    phone.sees(f"/baocao không thuộc vai trò của anh/chị; việc tương ứng là /{own}:")
    assert await one(stage.database, "SELECT count(*) FROM report") == [(0,)]


async def test_whoever_lost_their_role_in_the_middle_of_a_form_writes_no_more(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    phone = await stage.joined("Cán bộ xã", "xã Phúc Sen", Role.COMMUNE_OFFICER)
    await phone.says("/baocao")
    await phone.chooses("Tiếp tục")
    ((person,),) = await one(stage.database, "SELECT id FROM person")
    async with stage.database.write() as tx:
        unit = await unit_named(tx, "xã Phúc Sen", day=stage.clock.now().date())
        await end_role(tx, person, unit=unit.id, role=Role.COMMUNE_OFFICER, by=None, now=stage.clock.now())

    await phone.chooses("✅ Đạt")
    await phone.says("/baocao")
    await phone.says("đạt")

    assert await one(stage.database, "SELECT count(*) FROM answer") == [(0,)]
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


async def test_an_invitation_for_one_lets_one_in(stage: Stage) -> None:
    code = await stage.invited("xã Phúc Sen", Role.COMMUNE_LEADER)
    first, second = stage.phone("Chủ tịch"), stage.phone("Kẻ khác")
    for phone in (first, second):
        await phone.does(Joined(payload=code))
        phone.sees("Anh/chị có đồng ý không ạ?")
    await first.chooses("Đồng ý")
    await second.chooses("Đồng ý")
    await first.chooses("Đúng")
    await second.chooses("Đúng")

    second.sees("Mã mời này đã có người dùng hết lượt. Xin anh/chị nhờ người gửi mã cấp mã mới.")
    assert await one(stage.database, "SELECT role, count(*) FROM role_grant GROUP BY role") == [("commune_leader", 1)]
    assert await one(stage.database, "SELECT uses, used FROM invitation") == [(1, 1)]


@pytest.mark.parametrize("when", [timedelta(days=13, hours=23), timedelta(days=14), timedelta(days=400)])
async def test_an_invitation_ends_on_its_day_even_for_whoever_had_opened_it(stage: Stage, when: timedelta) -> None:
    code = await stage.invited("xã Phúc Sen", Role.COMMUNE_OFFICER)
    early = stage.phone("Người đã mở")
    await early.does(Joined(payload=code))
    stage.clock.at += when
    late = stage.phone("Người đến muộn")
    await late.does(Joined(payload=code))
    await early.chooses("Đồng ý")

    good = when < timedelta(days=14)
    assert ("có đồng ý không" in late.screen(), "đã hết hạn" in late.screen()) == (good, not good)
    assert ("Có đúng không" in early.screen(), "đã hết hạn" in early.screen()) == (good, not good)
    assert await one(stage.database, "SELECT count(*) FROM identity") == [(int(good),)]


async def test_a_withdrawn_invitation_opens_nothing(stage: Stage) -> None:
    code = await stage.invited("xã Phúc Sen", Role.COMMUNE_OFFICER)
    async with stage.database.write() as tx:
        await tx.run("UPDATE invitation SET withdrawn_at = :at", at=int(stage.clock.now().timestamp() * 1000))
    phone = stage.phone("Ai đó")
    await phone.does(Joined(payload=code))

    assert await one(stage.database, "SELECT count(*) FROM person") == [(0,)]
    phone.sees_not("đồng ý không")


async def test_before_consent_nothing_but_the_key_of_the_update_is_kept(stage: Stage) -> None:
    code = await stage.invited("xã Phúc Sen", Role.COMMUNE_OFFICER)
    phone = stage.phone("Hoàng Thị Bí Mật")
    await phone.says("xin chào, tôi là Hoàng Thị Bí Mật, 0912345678")
    await phone.does(Joined(payload=code))
    await phone.does(SentContact(phone="+84912345678", own=True))
    await phone.chooses("Không")

    for table in ("person", "identity", "channel_account", "consent", "role_grant", "audit"):
        found = await one(stage.database, f"SELECT * FROM {table}")  # noqa: S608 - the tables above
        assert [row for row in found if "Bí Mật" in repr(row) or phone.address in repr(row)] == [], table
    assert await one(stage.database, "SELECT count(*) FROM person") == [(0,)]
    sessions = repr(await one(stage.database, "SELECT state, person FROM session"))
    assert [part for part in ("Bí Mật", "912345678", "xin chào") if part in sessions] == []


async def test_consent_cannot_be_skipped_by_a_forged_button(stage: Stage) -> None:
    phone = stage.phone("Ai đó")
    await phone.does(Joined(payload=await stage.invited("xã Phúc Sen", Role.COMMUNE_OFFICER)))
    token = phone.last.data[0].partition("|")[0]
    for option in ("right", "leave", "again", "wrong"):
        await phone.forges(token, option)

    assert await one(stage.database, "SELECT count(*) FROM role_grant") == [(0,)]
    assert await one(stage.database, "SELECT count(*) FROM person") == [(0,)]


async def test_a_phone_number_counts_only_from_its_owner(stage: Stage) -> None:
    code = await asking_for_a_phone(stage, stage.clock.now())
    phone = stage.phone("Cán bộ xã")
    await phone.does(Joined(payload=code))
    await phone.chooses("Đồng ý")
    await phone.chooses("Đúng")
    await phone.does(SentContact(phone="+84900000001", own=False))
    assert await one(stage.database, "SELECT count(*) FROM role_grant") == [(0,)]
    await phone.says("0900000002")
    assert await one(stage.database, "SELECT count(*) FROM role_grant") == [(0,)]
    await phone.does(SentContact(phone="+84900000003", own=True))

    assert await one(stage.database, "SELECT phone FROM identity") == [("+84900000003",)]
    assert await one(stage.database, "SELECT count(*) FROM role_grant") == [(1,)]


async def asking_for_a_phone(stage: Stage, now: datetime) -> str:
    made = await invite(
        stage.database, unit="xã Phúc Sen", role=Role.COMMUNE_OFFICER, words=SOURCE, secrets=stage.codes, now=now,
        asks_phone=True,
    )  # fmt: skip
    return made.code


async def test_logs_hold_no_name_number_code_or_text(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    code = await asking_for_a_phone(stage, stage.clock.now())
    phone = stage.phone("Hoàng Thị Kín")
    await phone.says("lời đầu tiên")
    await phone.does(Joined(payload=code))
    await phone.chooses("Đồng ý")
    await phone.chooses("Đúng")
    await phone.does(SentContact(phone="+84912345678", own=True))
    await phone.says("/baocao")
    await phone.chooses("Tiếp tục")
    await phone.says("lời thứ hai")
    await phone.does(Opened(place="approve:1.1.2023-H1"))
    await phone.forges("ffff", "lời thứ ba")
    await phone.does(Joined(payload="KHONGDUNGX"))

    told = caplog.text + "".join(repr(record.__dict__) for record in caplog.records)
    secrets = ("Hoàng Thị Kín", "912345678", code, "lời đầu tiên", "lời thứ hai", "lời thứ ba", "KHONGDUNGX")
    assert [secret for secret in secrets if secret in told] == []
