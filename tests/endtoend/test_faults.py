"""What goes wrong between the bot and Telegram, and what must come of it: nobody waits for anybody else, nothing is
lost, nothing is written twice or under a wrong question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest

from bot.simulator.telegram import oddities
from bot.simulator.telegram.faults import FaultKind
from bot.simulator.telegram.groups import Group
from conversations.programme.person import Role
from storage.open import open_database
from tests.endtoend.inside import Inside, inside
from tests.endtoend.state import state_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.simulator.telegram.phones import Phone
    from storage.database import Database

MODES = pytest.mark.parametrize("mode", ["polling", "webhook"])


@pytest.fixture
async def bot(folder: Path, request: pytest.FixtureRequest) -> AsyncIterator[Inside]:
    mode = request.node.callspec.params.get("mode", "webhook") if hasattr(request.node, "callspec") else "webhook"
    database = await open_database(f"sqlite:///{folder}/ntm.db")
    try:
        async with inside(database, folder, mode=mode) as found:
            yield found
    finally:
        await database.close()


async def given(database: Database) -> list[tuple[Any, ...]]:
    """Every version of every answer, in the order in which they came."""
    async with database.read() as tx:
        rows: Any = await tx.all(
            "SELECT a.indicator, a.version, a.state, a.value FROM answer AS a ORDER BY a.recorded_at, a.indicator"
        )
    return [tuple(row) for row in rows]


async def officer_at_work(bot: Inside, name: str = "Cán bộ xã", unit: str = "xã Phúc Sen") -> Phone:
    phone = await bot.joined(unit, Role.COMMUNE_OFFICER, name)
    await bot.at_the_first_question(phone)
    return phone


@MODES
async def test_a_chat_that_must_wait_stops_no_other(bot: Inside, mode: str) -> None:
    slow, quick = await officer_at_work(bot), await officer_at_work(bot, "Đồng nghiệp", "xã Tự Do")
    bot.world.faults.set(FaultKind.TOO_MANY, chat=slow.id, times=1, retry_after=30, method="editMessageText")

    slow.press("✅ Đạt")
    await slow.acknowledged()
    quick.press("❌ Chưa đạt")
    await quick.sees("✔ 1.1 · xã tự đánh giá: chưa đạt")
    waiting = slow.last().text
    await bot.until(lambda: "✔ 1.1" in slow.last().text, winding=5)

    assert waiting.startswith("1.1 · ")
    refused, taken = bot.world.calls_of("editMessageText", chat=slow.id)[-2:]
    assert (refused.outcome[:3], taken.outcome) == ("429", "ok")
    assert (taken.at - refused.at).total_seconds() >= 30


@MODES
@pytest.mark.parametrize("code", [500, 502, 503, 504])
async def test_an_answer_waits_out_a_fault_of_telegram(bot: Inside, mode: str, code: int) -> None:
    phone = await officer_at_work(bot)
    bot.world.faults.set(FaultKind.SERVER, chat=phone.id, times=3, code=code)

    phone.say("đạt")
    await bot.until(lambda: "✔ 1.1 · xã tự đánh giá: đạt" in phone.last().text)
    await phone.acknowledged()

    assert [row[:3] for row in await given(bot.database)] == [("1.1", 1, "met")]


@pytest.mark.parametrize("kind", [FaultKind.LOST, FaultKind.BROKEN])
async def test_a_lost_answer_may_repeat_a_question_and_nothing_else(bot: Inside, kind: FaultKind) -> None:
    phone = await officer_at_work(bot)
    bot.world.faults.set(kind, method="sendMessage", chat=phone.id, times=1)

    phone.say("đạt")  # its answer arrives, and the bot does not hear of it
    await bot.until(lambda: sum("✔ 1.1" in shown.text for shown in phone.from_bot()) == 2)
    await bot.settled()
    phone.press("❌ Chưa đạt")
    await phone.sees("✔ 1.2 · xã tự đánh giá: chưa đạt")
    await bot.settled()

    assert [row[:3] for row in await given(bot.database)] == [("1.1", 1, "met"), ("1.2", 1, "not_met")]


async def test_a_press_on_the_first_of_two_equal_questions_shows_the_next_below(bot: Inside) -> None:
    phone = await officer_at_work(bot)
    bot.world.faults.set(FaultKind.LOST, method="sendMessage", chat=phone.id, times=1)
    phone.say("đạt")
    await bot.until(lambda: sum("✔ 1.1" in shown.text for shown in phone.from_bot()) == 2)
    await bot.settled()
    first, second = [shown for shown in phone.from_bot() if "✔ 1.1" in shown.text]

    phone.press("✅ Đạt", message_id=first.id)
    await phone.sees("✔ 1.2")
    press = phone.press("✅ Đạt", message_id=second.id)
    await press.answered()
    await bot.settled()

    assert [row[:3] for row in await given(bot.database)] == [("1.1", 1, "met"), ("1.2", 1, "met")]
    assert "2.1 · " in phone.last().text


@MODES
async def test_whoever_blocks_the_bot_is_left_alone_and_comes_back_to_their_place(bot: Inside, mode: str) -> None:
    phone = await officer_at_work(bot)
    phone.say("đạt")
    await phone.sees("✔ 1.1")
    phone.block()
    await phone.acknowledged()
    calls = len(bot.world.calls)
    async with bot.database.read() as tx:
        blocked = await tx.one("SELECT blocked FROM session")
    phone.say("/baocao")
    await phone.sees("Đã có 1/57 chỉ tiêu")
    await bot.settled()

    assert blocked is not None
    assert blocked["blocked"] == 1
    assert [call.outcome for call in list(bot.world.calls)[calls:] if call.outcome not in {"ok", "running"}] == []


async def test_a_message_to_somebody_who_has_just_blocked_us_stops_nobody(bot: Inside) -> None:
    leader = await bot.joined("xã Phúc Sen", Role.COMMUNE_LEADER, "Chủ tịch xã")
    phone = await officer_at_work(bot)
    bot.world.faults.set(FaultKind.BLOCKED, chat=leader.id)
    phone.say("đạt")
    await phone.sees("✔ 1.1")
    phone.say("/baocao")
    await phone.sees("Đã có 1/57")
    phone.press("Gửi báo cáo")
    await phone.sees("Chuẩn bị gửi")
    phone.press("Trình lãnh đạo duyệt")
    await phone.sees("Đã trình lãnh đạo duyệt.")
    await bot.settled()

    async with bot.database.read() as tx:
        rows = await tx.all("SELECT DISTINCT state FROM outbox WHERE address = :a", a=str(leader.id))
        session = await tx.one("SELECT blocked FROM session WHERE address = :a", a=str(leader.id))
    assert {row["state"] for row in rows} == {"sent", "blocked"}
    assert session is not None
    assert session["blocked"] == 1


async def story(phone: Phone) -> None:
    """An officer answers three questions, with buttons and by typing."""
    phone.say("/baocao")
    await phone.sees("Đã có 0/57 chỉ tiêu")
    phone.press("▶ Tiếp tục")
    await phone.sees("1.1 · ")
    phone.press("✅ Đạt")
    await phone.sees("✔ 1.1")
    phone.say("chưa đạt")
    await phone.sees("✔ 1.2")
    phone.say("350/400")
    await phone.sees("2.1 = 87,5%")
    phone.press("✅ Đạt")
    await phone.sees("Số này tính đến ngày nào?")
    phone.press("Đến 31/5/2023")
    await phone.sees("✔ 2.1")


async def told(folder: Path, district: bytes, name: str, mode: str, *, fault: FaultKind | None) -> dict[str, Any]:
    """The state after the story, told under a fault."""
    place = folder / name
    place.mkdir()
    (place / "ntm.db").write_bytes(district)
    database = await open_database(f"sqlite:///{place}/ntm.db")
    try:
        async with inside(database, place, mode=mode) as bot:
            phone = await bot.joined("xã Phúc Sen", Role.COMMUNE_OFFICER)
            if fault is not None:
                bot.world.faults.set(fault)
            await story(phone)
            await phone.acknowledged()
            if name == "late":
                for update in list(bot.world.updates.made.values()):
                    bot.wind(seconds=150)
                    bot.world.updates.redeliver(update.id)
                await bot.until(lambda: not bot.world.updates.is_waiting())
            await bot.settled()
            return await state_of(database)
    finally:
        await database.close()


@MODES
async def test_updates_that_come_twice_or_late_end_in_the_state_of_the_clean_run(
    tmp_path: Path, district: bytes, mode: str
) -> None:
    clean = await told(tmp_path, district, "clean", mode, fault=None)
    twice = await told(tmp_path, district, "twice", mode, fault=FaultKind.TWICE)
    late = await told(tmp_path, district, "late", mode, fault=None)

    def codes(state: dict[str, Any]) -> dict[str, Any]:
        return {**state, "invitation": len(state["invitation"])}  # codes are random

    assert len(clean["answer"]) == 3
    assert codes(twice) == codes(clean)
    assert codes(late) == codes(clean)


@MODES
async def test_a_press_that_arrives_after_a_younger_text_writes_nothing_wrong(bot: Inside, mode: str) -> None:
    phone = await officer_at_work(bot)
    bot.world.faults.set(FaultKind.LATE, chat=phone.id, times=1)
    phone.press("✅ Đạt")  # held back
    phone.say("chưa đạt")  # meant for 1.2, and arrives first
    await phone.sees("✔ 1.1 · xã tự đánh giá: chưa đạt")
    bot.world.updates.release()
    await phone.sees("Nút vừa bấm thuộc câu cũ nên không ghi gì.")
    await phone.acknowledged()

    assert [row[:3] for row in await given(bot.database)] == [("1.1", 1, "not_met")]
    assert "1.2 · " in phone.last().text


@MODES
async def test_a_press_after_150_seconds_is_taken_and_its_spinner_stays_nobodys_trouble(
    bot: Inside, mode: str, caplog: pytest.LogCaptureFixture
) -> None:
    phone = await officer_at_work(bot)
    bot.world.faults.set(FaultKind.LATE, chat=phone.id, times=1)
    phone.press("✅ Đạt")
    bot.wind(seconds=150)
    bot.world.updates.release()
    await phone.sees("✔ 1.1")
    await bot.settled()

    assert [row[:3] for row in await given(bot.database)] == [("1.1", 1, "met")]
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


@MODES
async def test_what_no_bot_can_read_stops_nothing(bot: Inside, mode: str, caplog: pytest.LogCaptureFixture) -> None:
    phone = await officer_at_work(bot)
    oddities.misshapen(bot.world, chat=phone.id)
    oddities.unknown_kind(bot.world)
    oddities.without_sender(bot.world, chat=phone.id)
    for body in (b"{", b"[]", b'"x"', b"\xff\xfe", b"null", b'{"update_id":"x"}', b'{"update_id":1e400}', b"{}" * 50):
        oddities.raw(bot.world, body, chat=phone.id)
    phone.say("đạt")
    await bot.until(lambda: "✔ 1.1" in phone.last().text)
    await bot.until(lambda: bot.world.updates.count() == 0)

    assert [row[:3] for row in await given(bot.database)] == [("1.1", 1, "met")]
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []
    assert bot.serving._parts.intake.counted["broken"] >= 1


async def test_two_people_at_once_do_not_meet(bot: Inside) -> None:
    here, there = await officer_at_work(bot), await officer_at_work(bot, "Đồng nghiệp", "xã Tự Do")
    here.press("✅ Đạt")
    there.press("❌ Chưa đạt")
    await here.sees("✔ 1.1 · xã tự đánh giá: đạt")
    await there.sees("✔ 1.1 · xã tự đánh giá: chưa đạt")
    await bot.settled()

    async with bot.database.read() as tx:
        rows = await tx.all(
            "SELECT c.address, r.unit, a.state FROM answer AS a JOIN report AS r ON r.id = a.report"
            " JOIN channel_account AS c ON c.person = a.person ORDER BY c.address"
        )
    assert [(row["address"], row["state"]) for row in rows] == [(str(here.id), "met"), (str(there.id), "not_met")]
    assert len({row["unit"] for row in rows}) == 2


async def test_two_colleagues_on_one_question_are_shown_each_others_answer(bot: Inside) -> None:
    first, second = await officer_at_work(bot), await officer_at_work(bot, "Đồng nghiệp")
    first.press("✅ Đạt")
    await first.sees("✔ 1.1")
    second.press("❌ Chưa đạt")
    await second.sees("Câu 1.1 vừa có người khác trả lời")
    second.press("Giữ câu đó")
    await second.sees("Giữ câu đã có.")
    await bot.settled()

    assert [row[:3] for row in await given(bot.database)] == [("1.1", 1, "met")]


@MODES
async def test_a_group_that_became_a_supergroup_is_followed(bot: Inside, mode: str) -> None:
    phone = await officer_at_work(bot)
    group = Group(bot.world, title="Nông thôn mới", by=phone)
    group.add_bot(by=phone)
    phone.say("/baocao", chat=group.id)
    await phone.sees("trong nhóm trợ lý không nhận báo cáo", chat=group.id)
    await bot.settled()
    old = group.id
    new = group.become_supergroup(by=phone)
    await bot.world.acknowledged()
    bot.wind(hours=2)
    phone.say("/baocao", chat=new)
    await phone.sees("trong nhóm trợ lý không nhận báo cáo", chat=new)
    phone.press("✅ Đạt")
    await phone.sees("✔ 1.1")
    await bot.settled()

    assert [call.outcome for call in bot.world.calls_of("sendMessage", chat=old)] == ["ok", "ok"]


async def test_what_waits_for_a_group_goes_where_it_moved(bot: Inside) -> None:
    from storage.outbox import Outgoing, put_later
    from storage.times import millis

    phone = await bot.joined("huyện Quảng Hòa", Role.MANAGER)
    group = Group(bot.world, title="Nông thôn mới", by=phone)
    group.add_bot(by=phone)
    await phone.sees("Kính chào anh/chị!", chat=group.id)
    await bot.settled()
    old = group.id
    body = orjson.dumps({"method": "sendMessage", "chat_id": old, "text": "Tổng hợp tuần"})
    held = bot.world.faults.set(FaultKind.HELD, method="sendMessage", chat=old, times=1)
    async with bot.database.write() as tx:
        outgoing = Outgoing(channel="telegram", address=str(old), kind="notice", body=body)
        put_later(tx, outgoing, at=millis(bot.clock.now()))
    await bot.until(lambda: held.hits)
    new = group.become_supergroup(by=phone)
    bot.world.faults.clear()
    await bot.until(lambda: bot.world.calls_of("sendMessage", chat=new))
    await bot.settled()

    assert phone.last(chat=new).text == "Tổng hợp tuần"
    assert [shown.text for shown in phone.from_bot(chat=new)] == ["Tổng hợp tuần"]


async def test_a_cut_network_loses_nothing(bot: Inside) -> None:
    phone = await officer_at_work(bot)
    await bot.emulator.unplug()
    phone.say("đạt")
    phone.say("chưa đạt")
    await bot.emulator.plug_in()
    await bot.until(lambda: "✔ 1.2 · xã tự đánh giá: chưa đạt" in phone.last().text)
    await bot.settled()

    assert [row[:3] for row in await given(bot.database)] == [("1.1", 1, "met"), ("1.2", 1, "not_met")]
