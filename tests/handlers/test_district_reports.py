"""A district owes reports to its province: its managers fill, send and are reminded of them, nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from conversations.engine.asks import DigestOf, OwedTo, ReceiptsNow
from conversations.engine.effects import (
    ActOnReport,
    AskUnits,
    GoOnLeave,
    LeaveCharge,
    PromiseReport,
    RemindAgain,
    SaveAnswer,
)
from conversations.engine.facts import Needs
from conversations.programme.ad_hoc_request import Question
from conversations.programme.answer import State
from conversations.programme.calendar import Deadline, DueOperator
from conversations.programme.criteria import Measure
from conversations.programme.person import Role
from conversations.programme.problem import Refusal
from conversations.programme.report import ByHand, ReportAct, ReportKey, ReportState
from conversations.programme.unit import Level, kind_by_code
from storage.units import add_unit, put_parent
from tests.handlers.reporting_world import DAY, NOW, make_world
from tests.handlers.scheduled import make_schedule

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId, UnitId
    from storage.database import Database
    from tests.handlers.reporting_world import World


@dataclass(slots=True)
class Province:
    """Two districts below a province that asks both one thing by 20/6."""

    world: World
    unit: UnitId
    elsewhere: UnitId
    above: PersonId
    manager: PersonId
    key: ReportKey

    def answer(self) -> SaveAnswer:
        return SaveAnswer(key=self.key, indicator="1", seen=0, state=State.NOT_REPORTED, choice="Đã giao đủ vốn")

    def act(self, act: ByHand, *, paper: str = "") -> ActOnReport:
        return ActOnReport(key=self.key, act=act, paper=paper)


@pytest.fixture
async def province(database: Database) -> Province:
    world = await make_world(database)
    async with world.database.write() as tx:
        unit = await add_unit(tx, kind=kind_by_code("tinh"), name="Cao Bằng", parent=None, at=NOW)
        await put_parent(tx, world.district, unit, valid_from=None, at=NOW)
        elsewhere = await add_unit(tx, kind=kind_by_code("huyen"), name="Trùng Khánh", parent=unit, at=NOW)
    above = await world.person(Role.MANAGER, unit, name="Bà Lan")
    manager = await world.person(Role.MANAGER, world.district, name="Ông Hùng")
    await world.does(
        above,
        AskUnits(
            unit=unit,
            title="Giao vốn",
            questions=(Question(text="Đã giao vốn đến đâu?", measure=Measure.TEXT),),
            owes=Level.DISTRICT,
            only=(),
            deadline=Deadline(operator=DueOperator.UNTIL, day=(NOW + 15 * DAY).date()),
        ),
    )
    (due,) = (await world.facts(manager, Needs(due=True))).due
    return Province(world=world, unit=unit, elsewhere=elsewhere, above=above, manager=manager, key=due.key)


async def test_managers_of_the_very_district_fill_and_send_and_nobody_else(province: Province) -> None:
    world = province.world
    assert province.key.unit == world.district
    others = [
        province.above,
        await world.person(Role.MANAGER, province.elsewhere),
        await world.person(Role.OBSERVER, world.district),
        await world.person(Role.ADMIN, world.district),
        await world.person(Role.COMMUNE_OFFICER, world.commune),
    ]
    for other in others:
        assert province.key not in {one.key for one in (await world.facts(other, Needs(due=True))).due}
        for effect in (province.answer(), province.act(ReportAct.SEND)):
            with pytest.raises(Refusal):
                await world.does(other, effect)
    assert await world.count_rows("answer") == 0
    await world.does(
        province.manager, province.answer(), province.act(ReportAct.SEND, paper="15/BC-UBND ngày 5/6/2023")
    )
    sent = await world.report(province.above, province.key)
    assert sent.state is ReportState.SENT
    assert sent.receipt is not None
    assert (sent.receipt.approved_on_paper, sent.receipt.next_reader) == ("15/BC-UBND ngày 5/6/2023", "tỉnh Cao Bằng")
    assert [one.key for one in await world.told(province.manager, ReceiptsNow())] == [province.key]
    assert (await world.facts(others[1], Needs(report=province.key))).report_found is None


async def test_it_leaves_without_a_leader_and_is_taken_back_while_nobody_above_has_opened_it(
    province: Province,
) -> None:
    world = province.world
    await world.does(province.manager, province.answer(), province.act(ReportAct.SEND))
    await world.does(province.manager, province.act(ReportAct.WITHDRAW))
    assert (await world.report(province.manager, province.key)).state is ReportState.WITHDRAWN
    assert not (await world.report(province.manager, province.key)).needs_leader


async def test_the_district_s_managers_are_reminded_and_the_province_s_told_who_is_late(province: Province) -> None:
    world = province.world
    schedule = make_schedule(world)
    await schedule.tick("2023-06-15T08:00")
    await schedule.tick("2023-06-16T08:00")
    reminded = await schedule.deliver()
    assert [address for address, text in reminded if "giao vốn · huyện" in text] == [f"chat-{province.manager}"]
    await schedule.tick("2023-06-21T08:30")
    late = await schedule.deliver()
    told = {address: text for address, text in late if "21/6" in text or "qua hạn" in text}
    assert set(told) == {f"chat-{province.manager}", f"chat-{province.above}"}
    assert "Quảng Hòa" in told[f"chat-{province.above}"]
    assert "Trùng Khánh" in told[f"chat-{province.above}"]


async def test_a_manager_puts_it_off_promises_a_day_and_goes_away_and_the_province_s_are_told(
    province: Province,
) -> None:
    world = province.world
    day, later = NOW.date(), (NOW + 17 * DAY).date()
    for other in (province.above, await world.person(Role.OBSERVER, world.district)):
        for effect in (
            RemindAgain(keys=(province.key,)),
            PromiseReport(key=province.key, day=later, reason="chờ số"),
            GoOnLeave(unit=world.district, first=day, last=day + 3 * DAY, substitute=None),
            LeaveCharge(unit=province.unit),
        ):
            with pytest.raises(Refusal):
                await world.does(other, effect)
    await world.does(province.manager, RemindAgain(keys=(province.key,)))
    away = GoOnLeave(unit=world.district, first=day, last=day + 3 * DAY, substitute=None)
    for effect in (PromiseReport(key=province.key, day=later, reason="chờ số"), away):
        done = await world.does(province.manager, effect)
        assert [one.person for one in done.messages] == [province.above]


async def test_the_province_s_summary_counts_the_districts_that_have_sent(province: Province) -> None:
    world = province.world
    await world.does(province.manager, province.answer(), province.act(ReportAct.SEND))
    found = await world.told(province.above, DigestOf(province.unit))
    (standing,) = [one for one in found.standings if one.owes is Level.DISTRICT]
    assert [one.unit.name for one in standing.reports] == ["Quảng Hòa", "Trùng Khánh"]
    assert [one.unit.name for one in standing.unsent] == ["Trùng Khánh"]


async def test_the_province_s_managers_remind_a_district_by_hand(province: Province) -> None:
    world = province.world
    found = await world.told(province.above, OwedTo(province.unit))
    assert found.of is not None
    assert {one.report.unit.name: one.people for one in found.owing} == {
        "Quảng Hòa": {province.manager},
        "Trùng Khánh": frozenset(),
    }
