"""Whoever erases their data is nowhere in the database any more, and what their unit reported is all still there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from conversations.programme.person import Role
from tests.phone import Phone
from tests.stage import Stage

if TYPE_CHECKING:
    from storage.database import Database, Row

NAME = "Nông Thị Riêng"
ADDRESS = "778899001122"
TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    "postgresql": "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
}
OFFICIAL = ("answer", "answer_now", "evidence", "report", "report_event", "receipt", "consent", "role_grant", "audit")


@pytest.fixture
async def stage(database: Database) -> Stage:
    made = Stage(database)
    await made.load()
    return made


async def rows_of(stage: Stage) -> dict[str, list[Row]]:
    """Every row of every table."""
    async with stage.database.read() as tx:
        names = [row["name"] for row in await tx.all(TABLES[tx.dialect])]
        return {name: list(await tx.all(f"SELECT * FROM {name}")) for name in names}  # noqa: S608 - our own tables


def holding(rows: dict[str, list[Row]], *texts: str) -> set[str]:
    """The tables in which one of these texts stands anywhere."""
    found = set()
    for table, listed in rows.items():
        for row in listed:
            values = [value.decode() if isinstance(value, bytes) else str(value) for value in dict(row).values()]
            if any(text in value for text in texts for value in values):
                found.add(table)
    return found


async def busy(stage: Stage) -> Phone:
    """Somebody who joined, was told things, answered, sent evidence, asked for a right and will be reminded."""
    phone = Phone(stage=stage, address=ADDRESS, name=NAME)
    stage.phones[ADDRESS] = phone
    await phone.says(f"/start {await stage.invited('xã Phúc Sen', Role.COMMUNE_OFFICER)}")
    await phone.chooses("Đồng ý")
    await phone.chooses("Đúng")
    await phone.says("/baocao")
    await phone.chooses("▶ Tiếp tục")
    await phone.chooses("Đạt")
    await phone.photo()
    await phone.chooses("1.1 vừa trả lời")
    await phone.says("/suco")
    await phone.chooses("Đề nghị cấp quyền")
    await stage.winds_to(stage.clock.at.replace(day=6, hour=8, minute=0))
    return phone


async def test_an_erased_person_is_nowhere_in_the_database(stage: Stage) -> None:
    manager = await stage.joined("quản lý huyện", "huyện Quảng Hòa", Role.MANAGER)
    phone = await busy(stage)
    before = await rows_of(stage)
    assert holding(before, NAME, ADDRESS) >= {"identity", "channel_account", "session", "outbox"}
    assert any(NAME in shown.text for shown in manager.chat)  # the manager was told who asks for a right

    await phone.says("/dulieucanhan")
    await phone.chooses("Xóa dữ liệu của tôi")
    await phone.chooses("Xóa")
    phone.sees("Đã xóa dữ liệu cá nhân của anh/chị")

    after = await rows_of(stage)
    # their chat is told of it, by a screen that is nobody's
    assert holding(after, ADDRESS) == {"session", "outbox"}
    assert [row["person"] for row in after["session"] if row["address"] == ADDRESS] == [None]
    left = [row for row in after["outbox"] if row["address"] == ADDRESS]
    assert len(left) <= 2
    assert all(re.search("Đã xóa|setMyCommands", bytes(row["body"]).decode()) for row in left)
    # what others were told of them is emptied with all messages, some days later
    told = [row for row in after["outbox"] if row["body"] is not None and NAME in bytes(row["body"]).decode()]
    assert {row["address"] for row in told} <= {manager.address}
    assert holding({**after, "outbox": []}, NAME) == set()


async def test_what_an_erased_person_reported_is_all_still_there(stage: Stage) -> None:
    phone = await busy(stage)
    before = await rows_of(stage)
    official = ("answer", "evidence", "report", "consent", "role_grant", "audit")
    assert [table for table in official if not before[table]] == []

    await phone.says("/dulieucanhan")
    await phone.chooses("Xóa dữ liệu của tôi")
    await phone.chooses("Xóa")

    after = await rows_of(stage)
    for table in OFFICIAL:
        kept = [dict(row) for row in after[table]][: len(before[table])]
        if table in {"consent", "role_grant"}:
            assert len(kept) == len(before[table])
        else:
            assert kept == [dict(row) for row in before[table]]
    assert after["right_request"] == []
