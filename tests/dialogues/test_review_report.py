"""An office judges what it sees: what changes between the screen and the press is shown first, nothing is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from conversations.dialogues import review_report
from conversations.engine.asks import DeskOf
from conversations.engine.effects import ConfirmTogether
from conversations.engine.frames import ReviewReport
from conversations.engine.move import Chose
from conversations.programme.answer import Answer, State
from conversations.programme.ids import PersonId, UnitId
from conversations.programme.person import Grant, Role
from conversations.programme.review import Desk, ItemReview, ItemState, Queue, QueuedItem
from conversations.programme.unit import kind_by_code
from tests.dialogues.commune import COMMUNE, DISTRICT, FORM, H1, KEY, NOW, facts, fits, ids, person
from tests.stage import Stage

if TYPE_CHECKING:
    from conversations.engine.facts import Facts
    from storage.database import Database
    from tests.phone import Phone

OFFICE = replace(DISTRICT, id=UnitId(30), name="Phòng Y tế", kind=kind_by_code("co_quan"))
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


async def test_a_slip_of_the_finger_is_put_right_from_the_next_screen(two: Two) -> None:
    await two.office.says("/danhgia")
    await two.office.chooses("▶ Xem lần lượt")
    two.office.sees_not("vừa rồi")
    await two.office.chooses("✅ Đánh giá đạt")
    two.office.sees("1.2")
    await two.office.chooses("Xem lại 1.1 vừa rồi")
    two.office.sees("1.1", "đạt")
    await two.office.chooses("❌ Đánh giá chưa đạt")
    await two.office.says("bản đồ đã cũ")
    two.office.sees("✔ 1.1 · xã Phúc Sen: chưa đạt", "1.2")
    # and after the last one, from the desk
    await two.office.chooses("✅ Đánh giá đạt")
    await two.office.chooses("Xem lại 1.2 vừa rồi")
    two.office.sees("1.2")
    await two.office.chooses("◀ Tổng quan")
    two.office.sees_not("vừa rồi")
    assert await two.events() == 3


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


def test_only_the_list_that_was_on_the_screen_is_confirmed_together() -> None:
    answer = Answer(
        indicator="1.1", version=1, state=State.MET, unchanged=True, by=PersonId(9), channel="telegram", at=NOW
    )
    waiting = ItemReview(indicator="1.1", state=ItemState.WAITING, version=0, since=NOW, together=True)
    indicator = FORM.indicator("1.1")
    assert indicator is not None
    one = QueuedItem(key=KEY, unit=COMMUNE, period=H1, indicator=indicator, answer=answer, review=waiting)
    desk = Desk(unit=OFFICE, waiting=1, together=1, queue=Queue.TOGETHER, items=(one,), of=1)
    newer = replace(one, answer=replace(answer, version=2))
    frame = ReviewReport(unit=OFFICE.id, stage="together", queue=Queue.TOGETHER)
    reviewer = person(Grant(role=Role.OFFICE_REVIEWER, unit=OFFICE))

    def known(items: tuple[QueuedItem, ...]) -> Facts:
        ask = DeskOf(unit=OFFICE.id, queue=Queue.TOGETHER)
        return facts(reviewer, answers={ask: replace(desk, items=items)})

    confirm = next(option for option in ids(review_report.show(frame, known((one,)))) if option.startswith("confirm"))
    for changed in ((newer,), (one, replace(one, key=replace(KEY, unit=UnitId(3)))), ()):
        move = review_report.take(frame, Chose(confirm), known(changed))
        assert (move.effects, move.frames) == ((), (frame,))
        assert move.lines[0].startswith("Danh sách vừa thay đổi")
    move = review_report.take(frame, Chose(confirm), known((one,)))
    assert move.effects == (ConfirmTogether(items=((KEY, "1.1", 1),)),)


def test_an_empty_desk_names_what_it_will_hold_and_when() -> None:
    """A new reviewer sees what is theirs, not an empty page."""
    ask = DeskOf(unit=OFFICE.id, queue=Queue.WAITING)
    frame = ReviewReport(unit=OFFICE.id, queue=Queue.WAITING)
    reviewer = person(Grant(role=Role.OFFICE_REVIEWER, unit=OFFICE))
    judged = tuple(one for one in FORM.indicators if one.criterion == "15")
    empty = Desk(unit=OFFICE, own=judged)
    text = fits(review_report.show(frame, facts(reviewer, answers={ask: empty}))).text
    assert f"Đơn vị phụ trách đánh giá {len(judged)} chỉ tiêu:" in text
    assert f"• {judged[0].code} {judged[0].title}"[:40] in text
    assert text.endswith("Khi có xã gửi báo cáo, trợ lý báo cho anh/chị và các chỉ tiêu này hiện ở đây.")
    nothing = fits(review_report.show(frame, facts(reviewer, answers={ask: Desk(unit=OFFICE)}))).text
    assert "Chưa có chỉ tiêu nào giao cho đơn vị này." in nothing
