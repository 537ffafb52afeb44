"""A turn that tells many people something: the worker sends a few itself, more are queued for whoever dispatches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conversations.programme.person import Role
from handlers import turn
from tests.stage import Stage

if TYPE_CHECKING:
    from storage.database import Database


@pytest.mark.parametrize(("in_hand", "queued"), [(20, 0), (2, 3)])
async def test_many_messages_of_one_turn_wait_in_the_outbox_and_none_is_lost(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, in_hand: int, queued: int
) -> None:
    monkeypatch.setattr(turn, "IN_HAND", in_hand)
    stage = Stage(sqlite_database)
    await stage.load()
    manager = await stage.joined("quản lý", "huyện Quảng Hòa", Role.MANAGER)
    officers = [
        await stage.joined(f"cán bộ {number}", unit, Role.COMMUNE_OFFICER)
        for number, unit in enumerate(("xã Phúc Sen", "xã Tự Do", "xã Độc Lập"))
    ]
    await manager.says("/dotxuat")
    await manager.chooses("Hỏi việc mới")
    for said in ("Mưa đá", "Bao nhiêu nhà tốc mái?"):
        await manager.says(said)
    for chosen in ("Một con số", "Đủ câu hỏi", "Tất cả 16 xã", "Hết 08/6"):
        await manager.chooses(chosen)
    for officer in officers:
        officer.arrived.clear()
    await manager.chooses("Gửi yêu cầu")
    async with sqlite_database.read() as tx:
        rows = await tx.all(
            "SELECT address FROM outbox WHERE state = 'queued' AND kind = 'notice' AND leased_by IS NULL"
        )
    assert len(rows) == queued
    assert {row["address"] for row in rows} == ({officer.address for officer in officers} if queued else set())
    told = [shown.text for officer in officers for shown in officer.arrived]
    assert len(told) == len(officers) - queued
