"""The main flows on SQLite and on PostgreSQL alike: joining, answering, approving, the receipt; many at once; two
workers.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.channels.telegram.buttons import read_button
from conversations.engine.events import Joined
from conversations.programme.person import Role
from handlers.caches import Caches
from handlers.deliver import Outbox
from handlers.turn import Incoming, Turned, take_turn
from storage.audit import verify
from tests.stage import Stage

if TYPE_CHECKING:
    from storage.database import Database
    from tests.phone import Phone

AT_ONCE = 5


@pytest.fixture
async def stage(database: Database) -> Stage:
    found = Stage(database)
    await found.load()
    return found


async def rows_of(database: Database, sql: str) -> list[tuple[Any, ...]]:
    async with database.read() as tx:
        rows: Any = await tx.all(sql)
    return [tuple(row) for row in rows]


async def ready_to_submit(stage: Stage) -> Phone:
    officer = await stage.joined("Cán bộ xã", "xã Phúc Sen", Role.COMMUNE_OFFICER)
    await officer.says("/baocao")
    await officer.chooses("Tiếp tục")
    await officer.chooses("✅ Đạt")
    await officer.says("chưa đạt")
    await officer.says("350/400")
    await officer.chooses("✅ Đạt")
    await officer.chooses("Đến 31/5/2023")
    await officer.says("/baocao")
    await officer.chooses("Gửi báo cáo")
    return officer


def pressing(stage: Stage, phone: Phone, label: str, *, key: str = "") -> Incoming:
    """The update of a press on the newest message."""
    place = next(place for place, option in enumerate(phone.last.options) if option.startswith(label))
    return Incoming(
        channel="telegram", key=key or stage.next_key(), kind="callback_query", address=phone.address,
        sender=phone.name, language="vi", event=read_button(phone.last.data[place]),
        pressed_on=str(phone.last.message_id),
    )  # fmt: skip


async def test_from_the_invitation_to_the_receipt(stage: Stage) -> None:
    leader = await stage.joined("Chủ tịch xã", "xã Phúc Sen", Role.COMMUNE_LEADER)
    officer = await ready_to_submit(stage)
    await officer.chooses("Trình lãnh đạo duyệt")
    await leader.says("/duyet")
    leader.sees("3/57 chỉ tiêu.")
    await leader.chooses("Đồng ý cho gửi")

    leader.sees("Biên nhận số 01/2023-H1", "3/57", "0 ảnh đã lưu")
    assert officer.last.text.startswith("Báo cáo 6 tháng đầu năm 2023 của xã Phúc Sen đã gửi, ")
    assert "01/2023-H1" in officer.last.text
    assert await rows_of(
        stage.database, "SELECT indicator, version, state, value, numerator, denominator FROM answer ORDER BY indicator"
    ) == [
        ("1.1", 1, "met", None, None, None),
        ("1.2", 1, "not_met", None, None, None),
        ("2.1", 1, "met", "87.5", 350, 400),
    ]
    assert await rows_of(stage.database, "SELECT number, items, total FROM receipt") == [(1, 3, 57)]
    assert await rows_of(stage.database, "SELECT act FROM report_event ORDER BY id") == [
        ("submit",),
        ("approve",),
    ]
    async with stage.database.read() as tx:
        assert (await verify(tx)).faults == ()


async def test_five_identical_submissions_at_once_make_one(stage: Stage) -> None:
    await stage.joined("Chủ tịch xã", "xã Phúc Sen", Role.COMMUNE_LEADER)
    officer = await ready_to_submit(stage)
    presses = [pressing(stage, officer, "Trình lãnh đạo duyệt") for _ in range(AT_ONCE)]

    turned = await asyncio.gather(*(take_turn(stage.database, press, stage.services) for press in presses))

    assert await rows_of(stage.database, "SELECT act FROM report_event") == [("submit",)]
    assert sorted(one.toast for one in turned) == ["", *["Đã nhận rồi ạ."] * (AT_ONCE - 1)]


async def test_the_same_submission_delivered_five_times_at_once_makes_one(stage: Stage) -> None:
    await stage.joined("Chủ tịch xã", "xã Phúc Sen", Role.COMMUNE_LEADER)
    officer = await ready_to_submit(stage)
    press = pressing(stage, officer, "Trình lãnh đạo duyệt")

    turned = await asyncio.gather(*(take_turn(stage.database, press, stage.services) for _ in range(AT_ONCE)))

    assert await rows_of(stage.database, "SELECT act FROM report_event") == [("submit",)]
    assert [one.duplicate for one in turned].count(False) == 1


async def test_five_leaders_who_approve_at_once_send_one_report(stage: Stage) -> None:
    leaders = [await stage.joined(f"Lãnh đạo {n}", "xã Phúc Sen", Role.COMMUNE_LEADER) for n in range(AT_ONCE)]
    officer = await ready_to_submit(stage)
    await officer.chooses("Trình lãnh đạo duyệt")
    for leader in leaders:
        await leader.says("/duyet")
    presses = [pressing(stage, leader, "Đồng ý cho gửi") for leader in leaders]

    turned = await asyncio.gather(*(take_turn(stage.database, press, stage.services) for press in presses))

    assert await rows_of(stage.database, "SELECT number FROM receipt") == [(1,)]
    assert await rows_of(stage.database, "SELECT act, count(*) FROM report_event GROUP BY act ORDER BY act") == [
        ("approve", 1),
        ("submit", 1),
    ]
    told = [due.body.decode() for one in turned for due in one.outgoing if due.kind == "answer"]
    assert [text for text in told if "Biên nhận số 01/2023-H1" not in text] == []
    assert len(told) == AT_ONCE


async def test_the_last_use_of_an_invitation_is_taken_once(stage: Stage) -> None:
    code = await stage.invited("xã Phúc Sen", Role.COMMUNE_OFFICER)
    people = [stage.phone(f"Người {number}") for number in range(AT_ONCE)]
    for phone in people:
        await phone.does(Joined(payload=code))
        await phone.chooses("Đồng ý")
    presses = [pressing(stage, phone, "Đúng") for phone in people]

    await asyncio.gather(*(take_turn(stage.database, press, stage.services) for press in presses))

    assert await rows_of(stage.database, "SELECT used FROM invitation") == [(1,)]
    assert await rows_of(stage.database, "SELECT count(*) FROM role_grant") == [(1,)]


async def test_colleagues_who_answer_one_question_at_once_overwrite_nobody_unseen(stage: Stage) -> None:
    colleagues = [await stage.joined(f"Cán bộ {n}", "xã Phúc Sen", Role.COMMUNE_OFFICER) for n in range(AT_ONCE)]
    for phone in colleagues:
        await phone.says("/baocao")
        await phone.chooses("Tiếp tục")
    presses = [
        pressing(stage, phone, "✅ Đạt" if number % 2 else "❌ Chưa đạt") for number, phone in enumerate(colleagues)
    ]

    turned = await asyncio.gather(*(take_turn(stage.database, press, stage.services) for press in presses))

    assert await rows_of(stage.database, "SELECT indicator, version FROM answer") == [("1.1", 1)]
    told = [due.body.decode() for one in turned for due in one.outgoing if due.kind == "answer"]
    assert sum("✔ 1.1" in text for text in told) == 1
    assert sum("Câu 1.1 vừa có người khác trả lời" in text for text in told) == AT_ONCE - 1


async def test_receipts_of_one_superior_are_numbered_without_a_gap(stage: Stage) -> None:
    villages = [
        await stage.joined(f"Trưởng xóm {name}", f"xóm {name}", Role.VILLAGE_OFFICER)
        for name in ("Lũng Vài", "Phja Chang")
    ]
    for phone in villages:
        await phone.says("/baocao")
        await phone.chooses("Tiếp tục")
        await phone.says("84")
        await phone.says("/baocao")
        await phone.chooses("Gửi báo cáo")
    presses = [pressing(stage, phone, "Gửi lên") for phone in villages]

    await asyncio.gather(*(take_turn(stage.database, press, stage.services) for press in presses))

    assert await rows_of(stage.database, "SELECT number FROM receipt ORDER BY number") == [(1,), (2,)]


async def test_two_workers_take_each_update_once_and_send_each_row_once(stage: Stage) -> None:
    """On PostgreSQL two processes may work; on SQLite two parts of one."""
    workers = [replace(stage.services, worker=f"worker {number}", caches=Caches()) for number in (1, 2)]
    officers = [
        await stage.joined(f"Cán bộ {unit}", unit, Role.COMMUNE_OFFICER)
        for unit in ("xã Phúc Sen", "xã Tự Do", "xã Bế Văn Đàn")
    ]
    for phone in officers:
        await phone.says("/baocao")
        await phone.chooses("Tiếp tục")
    presses = [pressing(stage, phone, "✅ Đạt") for phone in officers]

    turned = await asyncio.gather(
        *(take_turn(stage.database, press, services) for press in presses for services in workers)
    )
    boxes = [
        Outbox(database=stage.database, clock=stage.clock, worker=one.worker, channel="telegram") for one in workers
    ]
    claimed = await asyncio.gather(*(box.claim(100) for box in boxes))

    in_hand = [due.id for one in turned for due in one.outgoing] + [due.id for found in claimed for due in found]
    assert len(in_hand) == len(set(in_hand)) == len(officers)
    assert [one.duplicate for one in turned].count(False) == len(officers)
    assert await rows_of(stage.database, "SELECT count(*), max(version) FROM answer") == [(3, 1)]


async def test_a_worker_sees_at_once_what_another_has_written(stage: Stage) -> None:
    """What a process keeps between turns is thrown away when another process has changed it."""
    other = replace(stage.services, worker="other", caches=Caches())
    here = await stage.joined("Cán bộ xã", "xã Phúc Sen", Role.COMMUNE_OFFICER)
    there = await stage.joined("Đồng nghiệp", "xã Phúc Sen", Role.COMMUNE_OFFICER)
    for phone in (here, there):
        await phone.says("/baocao")
        await phone.chooses("Tiếp tục")
    await here.chooses("✅ Đạt")

    turned: Turned = await take_turn(stage.database, pressing(stage, there, "❌ Chưa đạt"), other)

    assert "Câu 1.1 vừa có người khác trả lời" in turned.outgoing[0].body.decode()
    assert await rows_of(stage.database, "SELECT state FROM answer") == [("met",)]
