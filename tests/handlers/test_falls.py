"""An item that fell: one alarm, told once to whom it concerns, closed by a verdict or a correction, never repeated."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from conversations.engine.words import SOURCE
from conversations.programme.answer import Figure, State
from conversations.programme.digest import Audience, DigestKind
from conversations.programme.fall import Closing
from conversations.programme.person import Role
from conversations.programme.report import ReportAct
from conversations.programme.review import ItemAct
from conversations.screens.digest import digest_text
from handlers.digest import load_digest
from storage.criteria import CriteriaSets
from storage.digests import subscribe
from storage.falls import close_fall, latest_falls, raise_fall
from storage.people import open_account, person_at
from storage.rules import rules_of_unit
from tests.handlers.reporting_world import DAY, NOW
from tests.handlers.review_world import FORM, PAPER, make_review
from tests.stage import Stage

if TYPE_CHECKING:
    from conversations.engine.effects import SaveAnswer
    from conversations.programme.fall import Fall
    from conversations.programme.ids import PersonId
    from conversations.programme.report import ReportKey
    from handlers.apply import Applied
    from storage.database import Database
    from tests.handlers.review_world import Review

LATER = NOW.replace(month=11, day=2)


def told(applied: Applied) -> dict[PersonId, list[str]]:
    """Who was told of alarms, by the keys without the person."""
    found: dict[PersonId, list[str]] = {}
    for one in applied.messages:
        if one.message.name.startswith("fall_notices."):
            assert one.key is not None
            assert one.key.endswith(f":{one.person}")
            found.setdefault(one.person, []).append(one.key.removesuffix(f":{one.person}"))
    return found


def texts(applied: Applied) -> set[str]:
    return {one.message.text for one in applied.messages if one.message.name.startswith("fall_notices.")}


class Falls:
    """The reviewed commune with somebody who subscribed and somebody who did not, and its two reports of the year."""

    def __init__(self, review: Review, subscriber: PersonId, observer: PersonId, year: ReportKey) -> None:
        self.review, self.world = review, review.world
        self.subscriber, self.observer, self.year = subscriber, observer, year

    @property
    def concerned(self) -> set[PersonId]:
        return {self.review.reviewer, self.review.manager, self.subscriber}

    def answer(self, item: str = "1.1", *, state: State = State.NOT_MET, seen: int = 0, reason: str = "") -> SaveAnswer:
        return replace(self.world.answer(item, state=state, seen=seen, reason=reason), key=self.year)

    async def send(self, *answers: SaveAnswer) -> Applied:
        for answer in answers:
            await self.world.does(self.review.officer, answer)
        return await self.world.does(
            self.review.officer, replace(self.world.act(ReportAct.SEND, paper=PAPER), key=self.year)
        )

    async def says(
        self, act: ItemAct, item: str = "1.1", *, seen: int = 1, reason: str = "", by: PersonId | None = None
    ) -> Applied:
        effect = replace(self.review.say(act, item, seen=seen, reason=reason), key=self.year)
        return await self.world.does(by or self.review.reviewer, effect)

    async def register(self) -> dict[str, Fall]:
        async with self.world.database.read() as tx:
            form = await CriteriaSets().newest(tx, FORM)
            assert form is not None
            return dict(await latest_falls(tx, self.world.commune, form.id))

    async def closing(self, item: str = "1.1") -> Closing | None:
        return (await self.register())[item].closing

    async def count(self) -> int:
        return await self.world.count_rows("fall")


@pytest.fixture
async def falls(database: Database) -> Falls:
    """1.1 and 1.2 are met by the half-year's report; it is November now."""
    review = await make_review(database)
    world = review.world
    subscriber = await world.person(Role.OBSERVER, world.district)
    observer = await world.person(Role.OBSERVER, world.district)
    async with world.database.write() as tx:
        subscribe(tx, subscriber, world.district, wanted=True, now=NOW)
        rules = {rule.code: rule.id for rule in await rules_of_unit(tx, world.district)}
    await review.send("1.1", "1.2")
    await world.does(review.reviewer, review.say(ItemAct.MEET))
    world.clock.at = LATER
    return Falls(review, subscriber, observer, replace(world.key, rule=rules["Y"], period="2023-Y"))


async def test_a_fall_is_raised_once_and_told_to_those_it_concerns(falls: Falls) -> None:
    sent = await falls.send(falls.answer(reason="quy hoạch hết hạn"))
    fall = (await falls.register())["1.1"]
    assert told(sent) == {person: [f"fall:{fall.id}"] for person in falls.concerned}
    (text,) = texts(sent)
    assert text == (
        "Xã Phúc Sen không giữ được chỉ tiêu 1.1 (Có quy hoạch chung xây dựng xã còn thời hạn hoặc đã được rà…): "
        "đạt (phòng đánh giá) → chưa đạt (xã tự đánh giá). Lý do: “quy hoạch hết hạn”."
    )
    assert not any(one.message.silent for one in sent.messages if one.key)
    # taken back, sent again; corrected to the same: it is known
    await falls.world.does(falls.review.officer, replace(falls.world.act(ReportAct.WITHDRAW), key=falls.year))
    assert told(await falls.send()) == {}
    again = await falls.world.does(falls.review.officer, falls.answer(seen=1, reason="chưa gia hạn"))
    assert told(again) == {}
    assert await falls.count() == 1


async def test_the_offices_verdict_confirms_it_and_tells_the_same_people_once(falls: Falls) -> None:
    await falls.send(falls.answer(reason="hết hạn"))
    newcomer = await falls.world.person(Role.MANAGER, falls.world.district)
    failed = await falls.says(ItemAct.FAIL)
    fall = (await falls.register())["1.1"]
    assert fall.closing is Closing.CONFIRMED
    # the reviewer did it, the newcomer was never told that it began
    assert told(failed) == {
        person: [f"fall:{fall.id}:confirmed"] for person in falls.concerned - {falls.review.reviewer}
    }
    assert newcomer not in told(failed)
    assert "đã được xác nhận chưa đạt" in next(iter(texts(failed)))
    # asked about and answered the same way again: neither raised nor closed anew
    await falls.says(ItemAct.ASK, reason="xin gửi văn bản")
    assert told(await falls.world.does(falls.review.officer, falls.answer(seen=1, reason="chưa có"))) == {}
    assert told(await falls.says(ItemAct.FAIL, seen=2)) == {}
    assert (await falls.count(), await falls.closing()) == (1, Closing.CONFIRMED)


async def test_a_correction_closes_it_and_what_falls_again_is_a_new_alarm(falls: Falls) -> None:
    await falls.send(falls.answer(reason="hết hạn"))
    better = await falls.world.does(falls.review.officer, falls.answer(seen=1, state=State.UNSTABLE))
    first = (await falls.register())["1.1"]
    assert first.closing is Closing.CORRECTED
    assert told(better) == {person: [f"fall:{first.id}:corrected"] for person in falls.concerned}
    assert "nay đạt, chưa bền vững (xã tự đánh giá)" in next(iter(texts(better)))
    worse = await falls.world.does(falls.review.officer, falls.answer(seen=2, reason="đếm lại"))
    second = (await falls.register())["1.1"]
    assert (second.closing, await falls.count()) == (None, 2)
    assert told(worse) == {person: [f"fall:{second.id}"] for person in falls.concerned}


async def test_an_office_that_says_met_after_all_closes_it(falls: Falls) -> None:
    await falls.send(falls.answer(reason="hết hạn"))
    met = await falls.says(ItemAct.MEET)
    assert await falls.closing() is Closing.CORRECTED
    assert set(told(met)) == falls.concerned - {falls.review.reviewer}
    assert "nay đạt (phòng đánh giá)" in next(iter(texts(met)))


async def test_a_verdict_against_what_was_met_is_alarm_and_confirmation_in_one_and_can_be_taken_back(
    falls: Falls,
) -> None:
    await falls.send(falls.answer(state=State.MET), falls.answer("9.1", state=State.MET))
    # a first claim that is turned down never was met
    assert told(await falls.says(ItemAct.FAIL, "9.1", reason="còn nhà tạm")) == {}
    failed = await falls.says(ItemAct.FAIL, reason="quy hoạch hết hạn")
    fall = (await falls.register())["1.1"]
    told_first = {person: [f"fall:{fall.id}"] for person in falls.concerned - {falls.review.reviewer}}
    assert (fall.closing, told(failed)) == (Closing.CONFIRMED, told_first)
    await falls.says(ItemAct.DISPUTE, reason="đã gia hạn", by=falls.review.officer)
    decided = await falls.says(ItemAct.DECIDE_MET, reason="đã xem văn bản", by=falls.review.manager)
    assert (await falls.closing(), await falls.count()) == (Closing.CORRECTED, 1)
    assert told(decided) == {falls.subscriber: [f"fall:{fall.id}:corrected"]}


async def test_what_was_confirmed_here_and_is_turned_down_now_is_a_fall_too(falls: Falls) -> None:
    await falls.send(falls.answer("9.1", state=State.MET))
    await falls.says(ItemAct.MEET, "9.1")
    failed = await falls.says(ItemAct.FAIL, "9.1", reason="còn nhà tạm")
    assert set(told(failed)) == falls.concerned - {falls.review.reviewer}


async def test_several_falls_of_one_report_are_one_message_to_each_reader(falls: Falls) -> None:
    sent = await falls.send(falls.answer(reason="hết hạn"), falls.answer("1.2", reason="chưa ký"))
    register = await falls.register()
    assert told(sent) == {person: [f"fall:{register['1.1'].id}"] for person in falls.concerned}
    (text,) = texts(sent)
    assert text.startswith("Xã Phúc Sen không giữ được 2 chỉ tiêu:\n• 1.1 (")
    assert await falls.world.count_rows("fall_told") == 2 * len(falls.concerned)
    # each ends by itself
    await falls.says(ItemAct.FAIL)
    assert (await falls.closing("1.1"), await falls.closing("1.2")) == (Closing.CONFIRMED, None)


async def test_at_night_it_is_told_silently_and_a_figure_stands_in_it(falls: Falls) -> None:
    world = falls.world
    world.clock.at = LATER.replace(hour=23)
    low = replace(falls.answer("4.2", reason="mất điện"), figure=Figure(value=Decimal(90)))
    high = replace(world.answer("4.2"), figure=Figure(value=Decimal("97.5")))
    world.clock.at = NOW
    await world.does(falls.review.officer, high)
    world.clock.at = LATER.replace(hour=23)
    sent = await falls.send(low)
    assert {one.message.silent for one in sent.messages if one.key} == {True}
    assert "97,5%, đạt (xã tự đánh giá) → 90%, chưa đạt (xã tự đánh giá)" in next(iter(texts(sent)))


async def test_open_falls_stand_in_the_managers_digest_and_not_in_the_groups(falls: Falls) -> None:
    await falls.send(falls.answer(reason="hết hạn"))

    async def digest(audience: Audience) -> str:
        at = falls.world.clock.at
        async with falls.world.database.read() as tx:
            found = await load_digest(tx, CriteriaSets(), unit=falls.world.district, at=at, persons=False)
        assert found is not None
        return digest_text(found, audience, DigestKind.WEEKLY, SOURCE)

    line = "• Phúc Sen: 1.1 Có quy hoạch chung xây dựng xã còn thời… (từ 02/11)"
    assert line in (await digest(Audience.MANAGER)).splitlines()
    assert line in (await digest(Audience.OBSERVER)).splitlines()
    assert "1.1" not in await digest(Audience.GROUP)
    falls.world.clock.at = LATER + DAY
    await falls.says(ItemAct.FAIL)
    falls.world.clock.at = LATER + 2 * DAY
    assert "Không giữ được, chờ đánh giá" not in await digest(Audience.MANAGER)


async def test_a_person_with_two_chats_is_told_in_the_one_they_opened_last(sqlite_database: Database) -> None:
    stage = Stage(sqlite_database)
    await stage.load()
    officer = await stage.joined("cán bộ xã", "xã Phúc Sen", Role.COMMUNE_OFFICER)
    manager = await stage.joined("quản lý", "huyện Quảng Hòa", Role.MANAGER)
    async with sqlite_database.write() as tx:
        person = await person_at(tx, channel="telegram", address=manager.address)
        assert person is not None
        open_account(tx, person, channel="telegram", address="5000", now=stage.clock.now())
    await officer.says("/baocao")
    await officer.chooses("Danh sách tiêu chí")
    await officer.says("8.1")
    await officer.chooses("❌ Chưa đạt")
    await officer.says("bưu cục đã chuyển đi")
    await officer.says("/guibaocao")
    await officer.chooses("Lãnh đạo đã duyệt trên giấy")
    await officer.says("25/BC-UBND ngày 5/6/2023")
    async with sqlite_database.read() as tx:
        rows = await tx.all("SELECT key, address, kind FROM outbox WHERE key LIKE 'fall:%'")
    assert [(row["key"], row["address"], row["kind"]) for row in rows] == [(f"fall:1:{person}", "5000", "notice")]


async def test_the_database_holds_one_open_alarm_of_an_item_whoever_comes_second(falls: Falls) -> None:
    await falls.send(falls.answer(reason="hết hạn"))
    fall = (await falls.register())["1.1"]
    again: dict[str, Any] = {
        "unit": fall.unit,
        "set_id": fall.set_id,
        "set_version": 1,
        "report": fall.report,
        "indicator": "1.1",
    }

    async def raised(closing: Closing | None) -> bool:
        async with falls.world.database.write() as tx:
            number = await raise_fall(
                tx,
                **again,
                before=fall.before,
                after=fall.after,
                now=LATER,
                closing=closing,
            )
            return number is not None

    assert not await raised(None)
    assert await raised(Closing.CONFIRMED)
    async with falls.world.database.write() as tx:
        close_fall(tx, fall.id, closing=Closing.CORRECTED, now=LATER + DAY)
    assert await raised(None)
