"""An office judges what it sees: what changes between the screen and the press is shown first, nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conversations.programme.person import Role
from tests.stage import Stage

if TYPE_CHECKING:
    from storage.database import Database
    from tests.stage import Phone

MOVED = "Chỉ tiêu 1.1 vừa có thay đổi, lời vừa rồi chưa ghi."


class Two:
    """An officer whose report has left with 1.1 and 1.2, and a reviewer of the office that judges them."""

    stage: Stage
    officer: Phone
    office: Phone

    async def begin(self, database: Database, *, plain: bool) -> None:
        self.stage = Stage(database, plain=plain)
        await self.stage.load()
        self.officer = await self.stage.joined("cán bộ xã", "xã Phúc Sen", Role.COMMUNE_OFFICER)
        self.office = await self.stage.joined("phòng", "Phòng Kinh tế và Hạ tầng", Role.OFFICE_REVIEWER)
        await self.officer.says("/baocao")
        for label in ("▶ Tiếp tục", "✅ Đạt", "✅ Đạt"):
            await self.officer.chooses(label)
        await self.officer.says("/guibaocao")
        await self.officer.chooses("Lãnh đạo đã duyệt trên giấy")
        await self.officer.says("12/BC-UBND ngày 5/6/2023")

    async def corrects(self) -> None:
        """1.1 is not met after all."""
        await self.officer.chooses("Xem lại câu trả lời")
        await self.officer.says("1.1")
        await self.officer.chooses("❌ Chưa đạt")

    async def events(self) -> int:
        async with self.stage.database.read() as tx:
            row = await tx.one("SELECT count(*) AS n FROM review_event")
        assert row is not None
        return int(row["n"])


@pytest.fixture(params=["telegram", "plain"])
async def two(sqlite_database: Database, request: pytest.FixtureRequest) -> Two:
    made = Two()
    await made.begin(sqlite_database, plain=request.param == "plain")
    return made


async def test_a_figure_that_changed_under_the_verdict_is_shown_first(two: Two) -> None:
    await two.office.says("/danhgia")
    await two.office.chooses("▶ Xem lần lượt")
    two.office.sees("1.1", "Xã tự đánh giá: đạt")
    await two.corrects()
    await two.office.chooses("✅ Đánh giá đạt")
    two.office.sees(MOVED, "Xã tự đánh giá: chưa đạt")
    assert await two.events() == 0
    await two.office.chooses("❌ Đánh giá chưa đạt")
    assert await two.events() == 1


async def test_a_figure_that_changed_under_the_reason_is_shown_first(two: Two) -> None:
    await two.office.says("/danhgia")
    await two.office.chooses("▶ Xem lần lượt")
    await two.office.chooses("Đề nghị bổ sung…")
    await two.corrects()
    await two.office.says("xin gửi ảnh")
    two.office.sees(MOVED, "Xã tự đánh giá: chưa đạt")
    assert await two.events() == 0
    await two.office.chooses("Đề nghị bổ sung…")
    await two.office.says("xin gửi ảnh")
    assert await two.events() == 1


async def test_photos_that_an_office_asked_for_are_taken_one_after_another_also_after_the_lock(two: Two) -> None:
    await two.office.says("/danhgia")
    await two.office.chooses("▶ Xem lần lượt")
    await two.office.chooses("Đề nghị bổ sung…")
    await two.office.says("xin gửi ảnh")
    two.stage.clock.wind(days=90)
    await two.officer.says("/hoilai")
    await two.officer.chooses("Sửa 1.1")
    for number, album in enumerate(("a", "a", "", "")):
        await two.officer.photo(f"photo-{number}", album=album)
        two.officer.sees("Đã nhận ảnh cho câu 1.1") if number != 1 else None
    async with two.stage.database.read() as tx:
        row = await tx.one("SELECT count(*) AS n FROM evidence_file")
    assert row is not None
    assert row["n"] == 4
    assert await two.events() == 2
