"""The district level ends on a day: communes, reports, reviews go to the province, roles end; all of it is taken back.
A commune that becomes a town leaves the programme on a day and is asked nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from conversations.engine.effects import ReviewItem
from conversations.engine.facts import Needs
from conversations.programme.answer import State
from conversations.programme.ids import SetId
from conversations.programme.person import Role
from conversations.programme.plan_rows import Met
from conversations.programme.problem import Problem
from conversations.programme.report import ReportAct, ReportKey
from conversations.programme.review import ItemAct, Queue
from conversations.programme.unit import kind_by_code
from conversations.programme.unit_change import WarningCode
from handlers.digest import load_digest
from handlers.show_status import show_status
from handlers.unit_changes.by_name import end_named, leave_named, rename_named, undo_named
from storage.criteria import CriteriaSets
from storage.document_versions import NewVersion
from storage.groups import bind
from storage.invitations import add_invitation
from storage.offices import Ownership, put_owners
from storage.plans import PlannedUnit, add_plan
from storage.rules import rules_of_unit
from storage.units import add_unit, put_parent
from tests.every_row import everything
from tests.handlers.reporting_world import CHANNEL, NOW, World
from tests.handlers.review_world import Review, make_review
from tests.handlers.scheduled import at, make_schedule

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId, RuleId, UnitId
    from handlers.unit_changes.by_name import Done
    from storage.database import Database

DAY = date(2023, 7, 1)
MORNING = at("2023-07-01T08:00")
SET = SetId("xa-ntm-2021-2025")


@dataclass(slots=True)
class Reform:
    """A province above the district, with an office of its own that judges 1.1, and its manager."""

    review: Review
    province: UnitId
    office: UnitId
    manager: PersonId
    judge: PersonId
    sets: CriteriaSets = field(default_factory=CriteriaSets)

    @property
    def world(self) -> World:
        return self.review.world

    async def ends(self, *, keep: bool = True) -> Done:
        return await end_named(
            self.world.database, names=(), under="tỉnh Cao Bằng", on=DAY, source="Luật 72", now=self.world.clock.at,
            keep=keep,
        )  # fmt: skip

    async def leaves(self, name: str = "Độc Lập") -> Done:
        return await leave_named(
            self.world.database, name=name, on=DAY, source="NQ", now=self.world.clock.at, keep=True
        )

    async def undoes(self, name: str) -> None:
        await undo_named(self.world.database, name=name, number=None, now=self.world.clock.at, keep=True)

    async def status(self, unit: str, day: date) -> list[str]:
        found = await show_status(self.world.database, self.sets, unit=unit, as_of=day)
        return [one.unit.title for one in found.communes]

    async def new_key(self, period: str) -> ReportKey:
        async with self.world.database.read() as tx:
            rules = {rule.code: rule.id for rule in await rules_of_unit(tx, self.province)}
        return ReportKey(unit=self.world.commune, rule=rules[period[5:]], period=period)


@pytest.fixture
async def reform(database: Database) -> Reform:
    review = await make_review(database)
    world = review.world
    async with database.write() as tx:
        province = await add_unit(tx, kind=kind_by_code("tinh"), name="Cao Bằng", parent=None, at=NOW)
        await put_parent(tx, world.district, province, valid_from=None, at=NOW)
        office = await add_unit(tx, kind=kind_by_code("co_quan"), name="Sở Công Thương", parent=province, at=NOW)
        await put_owners(
            tx, province, SET, [Ownership(office=office, indicators=("1.1",), source="QĐ")],
            valid_from=date(2022, 1, 1), plan=None, at=NOW,
        )  # fmt: skip
        await add_plan(
            tx,
            NewVersion(
                unit=world.district,
                version=1,
                digest="x",
                title="Kế hoạch",
                number="1",
                file_name="",
                dated_on=date(2022, 10, 1),
                at=NOW - timedelta(days=90),
            ),
            set_id=SET,
            set_version=1,
            rows=[PlannedUnit(unit=unit, cells=(("4", Met()),)) for unit in (world.commune, world.neighbour)],
        )
    return Reform(
        review,
        province,
        office,
        manager=await world.person(Role.MANAGER, province, name="Văn phòng Điều phối tỉnh"),
        judge=await world.person(Role.OFFICE_REVIEWER, office, name="Sở"),
    )


async def test_the_end_of_a_level_is_one_change_and_taken_back_to_the_very_rows(reform: Reform) -> None:
    await reform.review.send("1.1", "2.1")
    await reform.world.does(reform.review.officer, reform.world.answer("1.2"))
    reform.world.clock.at = MORNING
    before = await everything(reform.world.database)
    tried = await reform.ends(keep=False)
    assert await everything(reform.world.database) == before
    done = await reform.ends()
    assert done.change == tried.change
    assert done.made.said == "huyện Quảng Hòa thôi hoạt động, trực thuộc về tỉnh Cao Bằng"
    lost = {one.code: one.names for one in done.change.warnings}
    assert set(lost) == {WarningCode.ROLES_END, WarningCode.UNOWNED}
    assert len(lost[WarningCode.ROLES_END]) == 2
    assert "1.1" not in lost[WarningCode.UNOWNED]
    await reform.undoes("huyện Quảng Hòa")
    assert await everything(reform.world.database) == before


async def test_figures_before_stay_the_district_s_and_those_after_are_the_province_s(reform: Reform) -> None:
    eve = DAY - timedelta(days=1)
    before = await show_status(reform.world.database, reform.sets, unit="huyện Quảng Hòa", as_of=eve)
    await reform.ends()
    after = await show_status(reform.world.database, reform.sets, unit="huyện Quảng Hòa", as_of=eve)
    assert (after.communes, after.form) == (before.communes, before.form)
    assert await reform.status("tỉnh Cao Bằng", DAY) == ["xã Phúc Sen", "xã Độc Lập"]
    assert await reform.status("huyện Quảng Hòa", DAY) == []


async def test_nobody_holds_a_role_in_the_district_any_more_and_no_invitation_leads_there(reform: Reform) -> None:
    from conversations.engine.effects import Consent, UseInvitation

    world = reform.world
    async with world.database.write() as tx:
        await add_invitation(
            tx, code="MA00000001", unit=world.district, role=Role.MANAGER, post="", uses=1, asks_phone=False,
            by=None, now=NOW, expires_at=NOW + timedelta(days=90),
        )  # fmt: skip
    await reform.ends()
    for person, then, after in ((reform.review.manager, 1, 0), (reform.review.reviewer, 1, 0), (reform.manager, 1, 1)):
        world.clock.at = NOW
        facts = await world.facts(person, Needs())
        assert facts.person is not None
        assert len(facts.person.grants) == then
        world.clock.at = MORNING
        facts = await world.facts(person, Needs())
        assert facts.person is not None
        assert len(facts.person.grants) == after
    with pytest.raises(Problem):
        await world.joins("chat-new", Consent(code="MA00000001", text_version="1"), UseInvitation(code="MA00000001"))


async def test_what_was_begun_for_the_next_period_goes_on_for_the_province(reform: Reform) -> None:
    world = reform.world
    await reform.review.send("1.1")
    year = ReportKey(unit=world.commune, rule=(await rule_of(reform, "Y")), period="2023-Y")
    from conversations.engine.effects import SaveAnswer

    await world.does(
        reform.review.officer, SaveAnswer(key=year, indicator="1.2", seen=0, state=State.MET, as_of=NOW.date())
    )
    world.clock.at = MORNING
    await reform.ends()
    facts = await world.facts(reform.review.officer, Needs(due=True))
    assert [(one.key, one.given) for one in facts.due] == [(await reform.new_key("2023-Y"), 1)]
    report = await world.report(reform.review.officer, await reform.new_key("2023-Y"))
    assert report.superior is not None
    assert (report.superior.title, report.last["1.1"].state) == ("tỉnh Cao Bằng", State.MET)


async def rule_of(reform: Reform, code: str) -> RuleId:
    async with reform.world.database.read() as tx:
        rules = {rule.code: rule.id for rule in await rules_of_unit(tx, reform.world.district)}
    return rules[code]


async def test_a_report_that_is_overdue_on_the_day_goes_to_the_province(reform: Reform) -> None:
    world, schedule = reform.world, make_schedule(reform.world)
    await reform.ends()
    for moment in ("2023-07-06T08:00", "2023-07-07T08:00"):
        await schedule.tick(moment)
    told = dict(await schedule.deliver())
    assert "Đã qua hạn 09/6" in told[f"chat-{reform.review.officer}"]
    assert f"chat-{reform.review.manager}" not in told
    assert [row for row in await schedule.rows() if row[0].startswith(f"reminder:{reform.review.manager}")] == []
    facts = await world.facts(reform.review.officer, Needs(due=True))
    assert [one.key for one in facts.due] == [world.key]
    await world.does(reform.review.officer, world.answer("2.1"))
    await world.does(reform.review.officer, world.act(ReportAct.SEND, paper="9/BC ngày 4/7"))
    report = await world.report(reform.review.officer)
    assert report.receipt is not None
    assert report.superior is not None
    assert report.superior.title == "tỉnh Cao Bằng"
    desk = await reform.review.desk(reform.manager, reform.province, Queue.UNOWNED)
    assert desk is not None
    assert [line.indicator.code for line in desk.items] == ["2.1"]


async def test_what_waits_for_the_district_s_office_waits_for_the_province_s(reform: Reform) -> None:
    world = reform.world
    await reform.review.send("1.1", "1.2")
    world.clock.at = MORNING
    await reform.ends()
    desk = await reform.review.desk(reform.judge, reform.office)
    assert desk is not None
    assert [line.indicator.code for line in desk.items] == ["1.1"]
    judged = ReviewItem(key=world.key, indicator="1.1", act=ItemAct.MEET, seen=1, reason="")
    await world.does(reform.judge, judged)
    unowned = await reform.review.desk(reform.manager, reform.province, Queue.UNOWNED)
    assert unowned is not None
    assert [line.indicator.code for line in unowned.items] == ["1.2"]
    with pytest.raises(Problem):
        await reform.undoes("huyện Quảng Hòa")


async def test_units_without_one_above_or_with_twins_below_cannot_end(reform: Reform) -> None:
    database = reform.world.database
    with pytest.raises(Problem, match="thuộc cấp trên nào"):
        await end_named(database, names=("tỉnh Cao Bằng",), under=None, on=DAY, source="", now=NOW, keep=True)
    async with database.write() as tx:
        other = await add_unit(tx, kind=kind_by_code("huyen"), name="Hòa An", parent=reform.province, at=NOW)
        await add_unit(tx, kind=kind_by_code("xa"), name="Phúc Sen", parent=other, at=NOW)
    before = await everything(database)
    with pytest.raises(Problem, match="cùng tên"):
        await reform.ends()
    assert await everything(database) == before


async def test_a_town_leaves_the_count_and_is_asked_nothing_from_its_day_on(reform: Reform) -> None:
    world, database = reform.world, reform.world.database
    officer = await world.person(Role.COMMUNE_OFFICER, world.neighbour, name="Cán bộ Độc Lập")
    before = await everything(database)
    await rename_named(
        database, name="xã Độc Lập", to="thị trấn Độc Lập", kind=None, on=DAY, source="NQ", now=NOW, keep=True
    )
    await reform.leaves()
    eve = DAY - timedelta(days=1)
    assert await reform.status("Quảng Hòa", eve) == ["xã Phúc Sen", "xã Độc Lập"]
    assert await reform.status("Quảng Hòa", DAY) == ["xã Phúc Sen"]
    assert (await reform.status("Độc Lập", eve), await reform.status("Độc Lập", DAY)) == (["xã Độc Lập"], [])
    assert len((await world.facts(officer, Needs(due=True))).due) == 1
    schedule = make_schedule(world)
    await schedule.tick("2023-07-06T08:00")
    for moment in ("2023-07-07T08:00", "2023-11-07T08:00"):
        await schedule.tick(moment)
        told = dict(await schedule.deliver())
        assert f"chat-{reform.review.officer}" in told
        assert f"chat-{officer}" not in told
        assert (await world.facts(officer, Needs(due=True))).due == ()
    async with database.read() as tx:
        digest = await load_digest(tx, reform.sets, unit=world.district, at=at("2023-11-10T08:00"), persons=True)
    assert digest is not None
    assert [one.unit.title for one in digest.now.communes] == ["xã Phúc Sen"]
    assert {one.unit.title for standing in digest.standings for one in standing.reports} == {"xã Phúc Sen"}
    with pytest.raises(Problem, match="đã như vậy rồi"):
        await reform.leaves()
    async with database.write() as tx:
        for table in ("outbox",):
            await tx.run(f"DELETE FROM {table}")  # noqa: S608 - written here
    await reform.undoes("Độc Lập")
    await reform.undoes("Độc Lập")
    now = await everything(database)
    same = {table for table in before if before[table] == now[table]}
    assert {"unit", "unit_name", "unit_alias", "programme_leave", "role_grant", "report"} <= same


async def test_what_was_known_before_the_leaving_was_recorded_stays_as_it_was_known(reform: Reform) -> None:
    reform.world.clock.at = NOW + timedelta(days=60)
    await reform.leaves()
    known = await show_status(reform.world.database, reform.sets, unit="Quảng Hòa", as_of=DAY, known_at=NOW)
    assert [one.unit.title for one in known.communes] == ["xã Phúc Sen", "xã Độc Lập"]


@pytest.mark.parametrize("ended", [False, True])
async def test_a_group_of_a_district_that_is_no_more_gets_no_digest(reform: Reform, *, ended: bool) -> None:
    world, schedule = reform.world, make_schedule(reform.world)
    async with world.database.write() as tx:
        await bind(
            tx, channel=CHANNEL, address="group-1", title="NTM", unit=world.district, by=reform.review.manager, now=NOW
        )
    if ended:
        assert {one.code for one in (await reform.ends()).change.warnings} >= {WarningCode.GROUPS}
    await schedule.tick("2023-07-07T08:00")
    await schedule.tick("2023-07-10T08:00")
    told = {address for address, _ in await schedule.deliver()}
    assert (f"chat-{reform.review.manager}" in told) is not ended
    assert ("group-1" in told) is not ended
    # the province follows reports only once they are owed to it
    assert (f"chat-{reform.manager}" in told) is ended
