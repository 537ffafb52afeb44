"""A voice note on one phone is heard on another: sent, recorded, fetched, opened, all through the Bot API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.simulator.telegram.phones import VOICE
from conversations.programme.person import Role
from storage.open import open_database
from tests.endtoend.inside import Inside, inside

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def bot(folder: Path) -> AsyncIterator[Inside]:
    database = await open_database(f"sqlite:///{folder}/ntm.db")
    try:
        async with inside(database, folder) as found:
            yield found
    finally:
        await database.close()


async def test_a_voice_note_is_kept_and_heard_by_whoever_must_answer(bot: Inside, folder: Path) -> None:
    manager = await bot.joined("huyện Quảng Hòa", Role.MANAGER, "Quản lý")
    officer = await bot.joined("xã Phúc Sen", Role.COMMUNE_OFFICER)
    officer.say("/khokhan")
    await officer.sees("Hiện không có khó khăn nào đang mở.")
    officer.press("Ghi khó khăn mới")
    await officer.sees("Anh/chị đang vướng việc gì?")
    officer.send_voice()
    await officer.sees("Đã nhận 1 tin thoại.")
    for button, seen in (
        ("Làm tiếp", "Việc này thuộc tiêu chí nào?"),
        ("Không thuộc tiêu chí nào", "Vướng về việc gì?"),
        ("Kinh phí", "Nơi trả lời: huyện Quảng Hòa"),
        ("Ghi và gửi", "Đã ghi khó khăn số 1."),
    ):
        await officer.acknowledged()
        officer.press(button)
        await officer.sees(seen)
    await manager.sees("Khó khăn số 1 của xã Phúc Sen (kinh phí) chờ anh/chị trả lời")
    await bot.settled()
    await bot.until(lambda: "Đã lưu tin thoại của khó khăn số 1." in officer.last().text, winding=0.2)
    assert [path.read_bytes() for path in (folder / "evidence").rglob("*.oga")] == [VOICE]

    manager.press("Xem và trả lời")
    await manager.sees("Kèm theo: 1 tin thoại")
    await manager.acknowledged()
    manager.press("Xem ảnh, nghe tin thoại")
    await manager.sees("Khó khăn số 1 của xã Phúc Sen: tệp 1/1")
    assert manager.last().kind == "document"
