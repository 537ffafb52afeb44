"""The rules that come with the set, on Quảng Hòa as its plan says: revocation, floor, one more criterion a year."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from conversations.programme.answer import State
from conversations.programme.register import Said
from conversations.programme.rule_checks import Findings, NoGain, Revocable, UnderFloor
from handlers.load_expected import load_expected
from handlers.rule_findings import show_findings
from storage.register_entries import add_entry
from storage.registers import shipped_expected
from storage.unit_names import unit_named
from tests.handlers.digest_world import QuangHoa, at, quang_hoa

if TYPE_CHECKING:
    from storage.database import Database

DISTRICT = "huyện Quảng Hòa"


@pytest.fixture
async def district(database: Database) -> QuangHoa:
    return await quang_hoa(database)


async def findings(district: QuangHoa, day: date, known_at: datetime | None = None) -> Findings:
    return await show_findings(district.database, district.sets, unit=DISTRICT, as_of=day, known_at=known_at)


async def report(district: QuangHoa, commune: str, *codes: str, state: State, day: int = 7) -> None:
    person = await district.officer(commune, "Nông Văn Minh", now=at(1))
    await district.answers(commune, *codes, now=at(day), by=person, state=state)
    await district.act(commune, "send", now=at(day, 10), by=person)


async def test_only_the_commune_that_the_plan_calls_recognised_can_lose_it(district: QuangHoa) -> None:
    # 5 of 19 fail by the plan, among them all three … one more makes it 31,6%
    before = await findings(district, date(2023, 6, 1))
    assert (before.recognised, [one for one in before.found if isinstance(one, Revocable)]) == (1, [])
    await report(district, "Đại Sơn", "8.1", state=State.NOT_MET)
    await report(district, "Cai Bộ", "4.1", state=State.NOT_MET)
    after = await findings(district, date(2023, 6, 20))
    (finding,) = [one for one in after.found if isinstance(one, Revocable)]
    assert finding.unit.name == "Đại Sơn"
    assert [one.code for one in finding.failing] == ["8", "10", "11", "13", "15", "17"]
    assert ([one.code for one in finding.critical], finding.of, finding.outright) == (["10", "17"], 19, False)
    assert finding.rule.source.startswith("Quyết định 18/2022/QĐ-TTg")
    assert finding.by_offices == 0
    # as it was known before the report left
    known = await findings(district, date(2023, 6, 20), at(6))
    assert [one for one in known.found if isinstance(one, Revocable)] == []


async def test_the_floor_and_the_yearly_gain_name_communes_with_their_counts(district: QuangHoa) -> None:
    await report(district, "Chí Thảo", "15.1", "15.2", "15.3", "15.4", state=State.MET)
    found = await findings(district, date(2023, 6, 20))
    low = {one.unit.name: one.met for one in found.found if isinstance(one, UnderFloor)}
    assert (len(low), low["Cai Bộ"], "Quảng Hưng" in low) == (14, 7, False)
    assert found.floor is not None
    assert (found.floor.criteria, found.floor.year) == (15, 2025)
    still = {one.unit.name: (one.before, one.met) for one in found.found if isinstance(one, NoGain)}
    assert len(still) == 15
    assert "Chí Thảo" not in still
    assert still["Đại Sơn"] == (14, 14)


async def test_the_first_year_of_a_plan_has_nothing_to_be_compared_with(district: QuangHoa) -> None:
    found = await findings(district, date(2022, 12, 31))
    assert (found.compared, [one for one in found.found if isinstance(one, NoGain)]) == (False, [])
    ended = await findings(district, date(2026, 3, 1))
    assert (ended.found, ended.revocations, ended.floor) == ((), (), None)


async def test_a_commune_under_the_floor_without_an_approved_plan_is_an_alarm(district: QuangHoa) -> None:
    day = date(2023, 6, 20)
    assert (await findings(district, day)).missing == ()
    (name, expected) = shipped_expected()[0]
    await load_expected(district.database, unit=DISTRICT, name=name, body=expected.text, at=at(5))
    (lack,) = (await findings(district, day)).missing
    assert (lack.what, len(lack.units)) == ("Kế hoạch đã ban hành, phê duyệt", 14)
    assert lack.quote.startswith("Yêu cầu các xã đạt dưới 15 tiêu chí phải xây dựng kế hoạch")
    person = await district.officer("Cai Bộ", "Nông Văn Minh", now=at(1))
    async with district.database.write() as tx:
        commune = await unit_named(tx, "xã Cai Bộ", day=day)
        said = Said(sub="", amount=1, day=date(2023, 6, 6), text="kế hoạch 2023", paper="5/QĐ-UBND")
        await add_entry(tx, unit=commune.id, kind="ke-hoach", said=said, person=person, channel="", now=at(7))
    (lack,) = (await findings(district, day)).missing
    assert (len(lack.units), "Cai Bộ" in {one.name for one in lack.units}) == (13, False)
