"""Units are renamed, moved, merged and split from a day on; nothing old is lost, each change is taken back exactly."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from conversations.engine.asks import HistoryOf
from conversations.engine.effects import ActOnReport, SaveAnswer
from conversations.engine.facts import Needs
from conversations.programme.answer import Figure, Nature, State
from conversations.programme.ids import SetId
from conversations.programme.person import Role
from conversations.programme.plan_rows import Met, Target
from conversations.programme.problem import Problem
from conversations.programme.report import ReportAct, ReportKey
from conversations.programme.unit import kind_by_code
from conversations.programme.unit_change import WarningCode
from handlers.show_status import show_status
from handlers.unit_changes.by_name import (
    changes_named,
    merge_named,
    move_named,
    rename_named,
    split_named,
    undo_named,
)
from handlers.unit_changes.split import read_part
from storage.criteria import CriteriaSets
from storage.document_versions import NewVersion
from storage.offices import Ownership, put_owners
from storage.plans import PlannedUnit, add_plan
from storage.unit_names import unit_named
from storage.units import add_unit
from tests.every_row import everything
from tests.handlers.reporting_world import NOW, World, make_world

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId, UnitId
    from conversations.programme.plan_rows import PlanValue
    from handlers.unit_changes.by_name import Done
    from storage.database import Database

DAY = date(2023, 7, 1)
SET = SetId("xa-ntm-2021-2025")


@dataclass(slots=True)
class Register:
    """Whoever keeps the units, at a moment."""

    world: World
    now: datetime = NOW
    sets: CriteriaSets = field(default_factory=CriteriaSets)

    @property
    def database(self) -> Database:
        return self.world.database

    async def merges(
        self, *names: str, into: str = "Hạnh Phúc", on: date = DAY, parent: str | None = None, keep: bool = True
    ) -> Done:
        return await merge_named(
            self.database, self.sets, names=names, into=into, kind=None, parent=parent, on=on, source="NQ 1",
            now=self.now, keep=keep,
        )  # fmt: skip

    async def undoes(self, name: str) -> str:
        made = await undo_named(self.database, name=name, number=None, now=self.now, keep=True)
        return made.said

    async def refused(self, *names: str, into: str = "Hạnh Phúc", on: date = DAY) -> str:
        before = await everything(self.database)
        with pytest.raises(Problem) as problem:
            await self.merges(*names, into=into, on=on)
        assert await everything(self.database) == before
        return problem.value.sentence()

    async def cannot_undo(self, name: str) -> str:
        before = await everything(self.database)
        with pytest.raises(Problem) as problem:
            await self.undoes(name)
        assert await everything(self.database) == before
        return problem.value.sentence()

    async def status(self, unit: str, day: date) -> dict[str, dict[str, str]]:
        found = await show_status(self.database, self.sets, unit=unit, as_of=day)
        return {
            one.unit.title: {code: status.state.value for code, status in one.criteria.items() if code in {"1", "2"}}
            for one in found.communes
        }

    async def named(self, name: str, day: date) -> str:
        async with self.database.read() as tx:
            return (await unit_named(tx, name, day=day)).title


@pytest.fixture
async def register(database: Database) -> Register:
    return Register(await make_world(database))


@dataclass(slots=True)
class Staff:
    """Who works where before the merger."""

    officer: PersonId
    leader: PersonId
    neighbour: PersonId
    village: PersonId


async def staffed(register: Register) -> Staff:
    """People, a plan, a sent report and a draft in both communes."""
    world = register.world
    staff = Staff(
        officer=await world.person(Role.COMMUNE_OFFICER, world.commune, name="Nông Văn A"),
        leader=await world.person(Role.COMMUNE_LEADER, world.commune, name="Lý Thị B"),
        neighbour=await world.person(Role.COMMUNE_OFFICER, world.neighbour, post="Trạm y tế", name="Hoàng C"),
        village=await world.person(Role.VILLAGE_OFFICER, world.villages[0], name="Trưởng xóm"),
    )
    async with world.database.write() as tx:
        cells: dict[UnitId, tuple[tuple[str, PlanValue], ...]] = {
            world.commune: (("1", Met()), ("2", Target(year=2023))),
            world.neighbour: (("1", Met()), ("2", Met())),
        }
        await add_plan(
            tx,
            NewVersion(
                unit=world.district,
                version=1,
                digest="x",
                title="Kế hoạch 2022",
                number="1",
                file_name="",
                dated_on=date(2022, 10, 1),
                at=NOW - timedelta(days=90),
            ),
            set_id=SET,
            set_version=1,
            rows=[PlannedUnit(unit=unit, cells=planned) for unit, planned in cells.items()],
        )
        office = await add_unit(tx, kind=kind_by_code("co_quan"), name="Phòng Y tế", parent=world.district, at=NOW)
        await put_owners(
            tx, world.district, SET, [Ownership(office=office, indicators=("15.1",), source="KH")],
            valid_from=date(2022, 10, 1), plan=None, at=NOW,
        )  # fmt: skip
    return staff


def key_of(world: World, *, neighbour: bool = False) -> ReportKey:
    return ReportKey(unit=world.neighbour if neighbour else world.commune, rule=world.rule, period="2023-H1")


def share(world: World, above: int, below: int, *, neighbour: bool = False) -> SaveAnswer:
    figure = Figure(value=Decimal(above * 100) / below, numerator=above, denominator=below)
    return SaveAnswer(
        key=key_of(world, neighbour=neighbour), indicator="17.1", seen=0, state=State.MET, figure=figure,
        as_of=NOW.date(), nature=Nature.OFFICIAL,
    )  # fmt: skip


async def sent(world: World, staff: Staff) -> None:
    """Both communes have sent their report: clean water in 95 of 100 and 270 of 300 households."""
    await world.does(staff.officer, share(world, 95, 100))
    await world.does(staff.officer, ActOnReport(key=key_of(world), act=ReportAct.SEND, paper="12/BC"))
    await world.does(staff.neighbour, share(world, 270, 300, neighbour=True))
    await world.does(staff.neighbour, ActOnReport(key=key_of(world, neighbour=True), act=ReportAct.SEND, paper="9/BC"))


async def test_a_merger_with_open_drafts_is_taken_back_to_the_very_rows(register: Register) -> None:
    world, staff = register.world, await staffed(register)
    await world.does(staff.officer, share(world, 95, 100))
    before = await everything(world.database)
    done = await register.merges("Phúc Sen", "Độc Lập")
    assert await everything(world.database) != before
    assert [(one.unit, one.title, one.given) for one in done.change.touched.drafts] == [
        ("xã Phúc Sen", "Báo cáo 6 tháng đầu năm 2023", 1)
    ]
    assert await register.undoes("xã Hạnh Phúc") == "xã Phúc Sen, xã Độc Lập sáp nhập thành xã Hạnh Phúc"
    assert await everything(world.database) == before
    assert await changes_named(world.database, name="Phúc Sen", today=DAY) == ()


async def test_a_trial_keeps_nothing_and_shows_the_same(register: Register) -> None:
    await staffed(register)
    before = await everything(register.database)
    tried = await register.merges("Phúc Sen", "Độc Lập", keep=False)
    assert await everything(register.database) == before
    assert (await register.merges("Phúc Sen", "Độc Lập")).change == tried.change


async def test_what_the_new_unit_begins_with_is_computed_by_the_rules(register: Register) -> None:
    world, staff = register.world, await staffed(register)
    await sent(world, staff)
    done = await register.merges("Phúc Sen", "Độc Lập")
    (beginning,) = done.change.after[0].beginnings
    values = {one.indicator: one for one in beginning.values}
    assert (values["17.1"].rule, values["17.1"].figure) == (
        "share",
        Figure(value=Decimal("91.25"), numerator=365, denominator=400),
    )
    assert not values["10"].known
    assert beginning.cells == {"1": Met(), "2": Target(year=2023)}
    world.clock.at = datetime.combine(DAY, NOW.timetz())
    facts = await world.report(staff.officer, await new_key(register, staff.officer))
    assert (facts.last["17.1"].figure, facts.last["17.1"].carried_on) == (values["17.1"].figure, DAY)


async def new_key(register: Register, person: PersonId) -> ReportKey:
    """The new commune's yearly report."""
    facts = await register.world.facts(person, Needs())
    assert facts.person is not None
    (grant,) = [one for one in facts.person.grants if one.role is Role.COMMUNE_OFFICER]
    async with register.database.read() as tx:
        rows = await tx.all("SELECT id FROM reporting_rule WHERE code = 'Y'")
    return ReportKey(unit=grant.unit.id, rule=rows[0]["id"], period="2023-Y")


async def test_a_status_is_that_of_its_day_before_and_after(register: Register) -> None:
    await staffed(register)
    await register.merges("Phúc Sen", "Độc Lập")
    assert await register.status("huyện Quảng Hòa", DAY - timedelta(days=1)) == {
        "xã Phúc Sen": {"1": "met", "2": "not_met"},
        "xã Độc Lập": {"1": "met", "2": "met"},
    }
    assert await register.status("huyện Quảng Hòa", DAY) == {"xã Hạnh Phúc": {"1": "met", "2": "not_met"}}


async def test_what_was_known_before_a_merger_was_recorded_stays_as_it_was_known(register: Register) -> None:
    await staffed(register)
    register.now = NOW + timedelta(days=60)
    await register.merges("Phúc Sen", "Độc Lập")
    known = await show_status(register.database, register.sets, unit="Quảng Hòa", as_of=DAY, known_at=NOW)
    assert {one.unit.title for one in known.communes} == {"xã Phúc Sen", "xã Độc Lập"}


async def test_people_work_for_the_new_unit_from_the_day_on_and_their_draft_says_where_to_report(
    register: Register,
) -> None:
    world, staff = register.world, await staffed(register)
    await world.does(staff.officer, share(world, 95, 100))
    await register.merges("Phúc Sen", "Độc Lập")
    facts = await world.facts(staff.officer, Needs())
    assert facts.person is not None
    assert [grant.unit.title for grant in facts.person.grants] == ["xã Phúc Sen"]
    await world.does(staff.officer, SaveAnswer(key=world.key, indicator="1.1", seen=0, state=State.MET))
    world.clock.at = datetime.combine(DAY, NOW.timetz())
    facts = await world.facts(staff.officer, Needs(due=True))
    assert facts.person is not None
    assert [grant.unit.title for grant in facts.person.grants] == ["xã Hạnh Phúc"]
    assert [(one.unit.title, one.given, one.replaced_by) for one in facts.locked] == [
        ("xã Phúc Sen", 2, "xã Hạnh Phúc")
    ]
    with pytest.raises(Problem) as refused:
        await world.does(staff.officer, SaveAnswer(key=world.key, indicator="1.1", seen=1, state=State.NOT_MET))
    assert refused.value.sentence() == (
        "xã Phúc Sen đã được thay bằng xã Hạnh Phúc từ ngày 1/7/2023; điều vừa gửi không ghi được. "
        "Số đã nhập trước đó vẫn giữ. Gõ /baocao để báo cáo cho xã Hạnh Phúc."
    )
    old = await world.report(staff.officer)
    assert (old.given, old.replaced_by, old.period.locked(DAY)) == (2, "xã Hạnh Phúc", True)


async def test_a_stranger_learns_nothing_of_a_unit_that_is_no_more(register: Register) -> None:
    world = register.world
    await staffed(register)
    await register.merges("Phúc Sen", "Độc Lập")
    world.clock.at = datetime.combine(DAY, NOW.timetz())
    stranger = await world.person(Role.VILLAGE_OFFICER, world.villages[1])
    with pytest.raises(Problem) as refused:
        await world.does(stranger, SaveAnswer(key=world.key, indicator="1.1", seen=0, state=State.MET))
    assert refused.value.code == "not_yours"


async def test_the_history_of_a_figure_goes_on_under_the_new_unit_with_the_names_of_its_time(
    register: Register,
) -> None:
    world, staff = register.world, await staffed(register)
    await sent(world, staff)
    await register.merges("Phúc Sen", "Độc Lập")
    world.clock.at = datetime.combine(DAY, NOW.timetz())
    key = await new_key(register, staff.officer)
    ask = HistoryOf(unit=key.unit, item="17.1")
    page = (await world.facts(staff.officer, Needs(asks=(ask,)))).answer(ask)
    assert page is not None
    assert sorted((one.unit, str(one.answer.figure and one.answer.figure.exact)) for one in page.entries) == [
        ("xã Phúc Sen", "95"),
        ("xã Độc Lập", "90"),
    ]


async def test_villages_go_along_and_report_to_the_new_unit(register: Register) -> None:
    await staffed(register)
    done = await register.merges("Phúc Sen", "Độc Lập")
    assert set(done.change.touched.below) == {"xóm Pác Rằng", "xóm Lũng Sâu"}
    async with register.database.read() as tx:
        village = await unit_named(tx, "xóm Pác Rằng, xã Hạnh Phúc", day=DAY)
        old = await unit_named(tx, "xóm Pác Rằng, xã Phúc Sen", day=DAY - timedelta(days=1))
    assert village.id == old.id == register.world.villages[0]


async def test_what_was_built_on_a_merger_keeps_it_from_being_taken_back(register: Register) -> None:
    world, staff = register.world, await staffed(register)
    await register.merges("Phúc Sen", "Độc Lập", on=NOW.date())
    key = await new_key(register, staff.officer)
    await world.does(staff.officer, SaveAnswer(key=key, indicator="1.1", seen=0, state=State.MET))
    assert await register.cannot_undo("Hạnh Phúc") == (
        "xã Phúc Sen, xã Độc Lập sáp nhập thành xã Hạnh Phúc: Không hoàn tác được nữa vì sau đó đã có thêm: 1 báo cáo. "
        "Nếu vẫn phải đổi lại, xin ghi một thay đổi mới từ một ngày sau."
    )


async def test_a_later_change_is_taken_back_first(register: Register) -> None:
    await staffed(register)
    before = await everything(register.database)
    await register.merges("Phúc Sen", "Độc Lập")
    await rename_named(
        register.database, name="Hạnh Phúc", to="Bình Minh", kind=None, on=DAY + timedelta(days=30), source="",
        now=register.now, keep=True,
    )  # fmt: skip
    with pytest.raises(Problem) as refused:
        await undo_named(register.database, name="Phúc Sen", number=None, now=register.now, keep=True)
    assert refused.value.code == "change_built_upon"
    assert "xã Hạnh Phúc đổi tên thành xã Bình Minh" in refused.value.message
    await register.undoes("Bình Minh")
    await register.undoes("Hạnh Phúc")
    assert await everything(register.database) == before


async def test_a_role_ended_since_keeps_a_merger_from_being_taken_back(register: Register) -> None:
    world, staff = register.world, await staffed(register)
    await register.merges("Phúc Sen", "Độc Lập", on=NOW.date())
    async with world.database.write() as tx:
        await tx.run("UPDATE role_grant SET ended_at = 1 WHERE person = :person AND unit > 5", person=staff.leader)
    assert "đã có sửa đổi ở: vai trò của người dùng" in await register.cannot_undo("Hạnh Phúc")


async def test_units_under_different_ones_need_to_be_told_where_the_new_one_stands(register: Register) -> None:
    async with register.database.write() as tx:
        other = await add_unit(tx, kind=kind_by_code("huyen"), name="Hòa An", parent=None, at=NOW)
        await add_unit(tx, kind=kind_by_code("xa"), name="Nam Tuấn", parent=other, at=NOW)
    assert await register.refused("Phúc Sen", "Nam Tuấn") == (
        "xã Phúc Sen, huyện Quảng Hòa; xã Nam Tuấn, huyện Hòa An: Các đơn vị này thuộc cấp trên khác nhau. "
        "Xin ghi rõ đơn vị mới thuộc cấp trên nào."
    )
    done = await register.merges("Phúc Sen", "Nam Tuấn", parent="huyện Hòa An")
    assert WarningCode.REGIONS in {one.code for one in done.change.warnings}
    assert await register.named("Hạnh Phúc, Hòa An", DAY) == "xã Hạnh Phúc"


@pytest.mark.parametrize(
    ("names", "into", "on", "code"),
    [
        (("Phúc Sen", "Phúc Sen"), "Hạnh Phúc", DAY, "Sáp nhập thì cần ít nhất hai đơn vị khác nhau"),
        (("Phúc Sen", "xóm Pác Rằng"), "Hạnh Phúc", DAY, "thuộc cấp trên khác nhau"),
        (("Phúc Sen", "Độc Lập"), "  ", DAY, "Tên đơn vị phải có từ 1"),
        (("Phúc Sen", "Không Có"), "Hạnh Phúc", DAY, "Không có đơn vị nào tên như vậy"),
    ],
)
async def test_a_merger_that_cannot_be_is_refused_and_changes_nothing(
    register: Register, names: tuple[str, ...], into: str, on: date, code: str
) -> None:
    assert code in await register.refused(*names, into=into, on=on)


async def test_a_unit_that_takes_another_in_is_another_unit_of_the_same_name(register: Register) -> None:
    await staffed(register)
    before = await everything(register.database)
    await register.merges("Phúc Sen", into="Độc Lập")
    assert await register.status("Quảng Hòa", DAY) == {"xã Độc Lập": {"1": "met", "2": "not_met"}}
    assert len(await register.status("Quảng Hòa", DAY - timedelta(days=1))) == 2
    await register.undoes("Độc Lập")
    assert await everything(register.database) == before


async def test_two_districts_become_one_with_their_rules_and_offices(register: Register) -> None:
    world, _ = register.world, await staffed(register)
    async with world.database.write() as tx:
        other = await add_unit(tx, kind=kind_by_code("huyen"), name="Phục Hòa", parent=None, at=NOW, region="tdmnpb")
        office = await add_unit(tx, kind=kind_by_code("co_quan"), name="Phòng Y tế", parent=other, at=NOW)
        await add_unit(tx, kind=kind_by_code("xa"), name="Mỹ Hưng", parent=other, at=NOW)
        await put_owners(
            tx, other, SET, [Ownership(office=office, indicators=("15.1",), source="KH 2")],
            valid_from=date(2022, 10, 1), plan=None, at=NOW,
        )  # fmt: skip
    before = await everything(world.database)
    await register.merges("huyện Quảng Hòa", "huyện Phục Hòa", into="Quảng Hòa")
    async with world.database.read() as tx:
        new = await unit_named(tx, "huyện Quảng Hòa", day=DAY)
        offices = await tx.all(
            "SELECT DISTINCT office FROM indicator_owner WHERE unit = :unit AND superseded_at IS NULL", unit=new.id
        )
        rules = await tx.all("SELECT code FROM reporting_rule WHERE unit = :unit ORDER BY code", unit=new.id)
        one = await unit_named(tx, "Phòng Y tế, huyện Quảng Hòa", day=DAY)
    assert new.id != world.district
    assert [row["office"] for row in offices] == [one.id]
    assert [row["code"] for row in rules] == ["H1", "X1", "Y"]
    assert set(await register.status("huyện Quảng Hòa", DAY)) == {"xã Phúc Sen", "xã Độc Lập", "xã Mỹ Hưng"}
    await register.undoes("huyện Quảng Hòa")
    assert await everything(world.database) == before


async def test_a_renamed_unit_bears_each_name_in_its_time_and_is_found_by_both(register: Register) -> None:
    before = await everything(register.database)
    await rename_named(
        register.database, name="Phúc Sen", to="thị trấn Phúc Sen Mới", kind=None, on=DAY, source="NQ 2",
        now=register.now, keep=True,
    )  # fmt: skip
    day_before = DAY - timedelta(days=1)
    assert await register.named("phuc sen", day_before) == "xã Phúc Sen"
    assert await register.named("phuc sen", DAY) == "thị trấn Phúc Sen Mới"
    assert await register.named("Phúc Sen Mới", day_before) == "xã Phúc Sen"
    assert set(await register.status("Quảng Hòa", day_before)) == {"xã Phúc Sen", "xã Độc Lập"}
    assert set(await register.status("Quảng Hòa", DAY)) == {"thị trấn Phúc Sen Mới", "xã Độc Lập"}
    assert await register.undoes("Phúc Sen") == "xã Phúc Sen đổi tên thành thị trấn Phúc Sen Mới"
    assert await everything(register.database) == before


async def test_a_moved_unit_stands_where_it_stood_before_the_day(register: Register) -> None:
    async with register.database.write() as tx:
        await add_unit(tx, kind=kind_by_code("huyen"), name="Hòa An", parent=None, at=NOW)
    before = await everything(register.database)
    done = await move_named(
        register.database, name="Phúc Sen", to="Hòa An", on=DAY, source="", now=register.now, keep=True
    )
    assert [one.code for one in done.change.warnings] == [WarningCode.RULES_ABOVE]
    assert set(await register.status("Quảng Hòa", DAY - timedelta(days=1))) == {"xã Phúc Sen", "xã Độc Lập"}
    assert set(await register.status("Quảng Hòa", DAY)) == {"xã Độc Lập"}
    assert set(await register.status("Hòa An", DAY)) == {"xã Phúc Sen"}
    async with register.database.read() as tx:
        now, before_it = [await unit_named(tx, f"xã Phúc Sen, huyện {one}", day=DAY) for one in ("Hòa An", "Quảng Hòa")]
    assert now.id == before_it.id
    await register.undoes("Phúc Sen")
    assert await everything(register.database) == before


async def test_a_split_unit_s_villages_are_divided_and_its_parts_report_anew(register: Register) -> None:
    world, staff = register.world, await staffed(register)
    await sent(world, staff)
    before = await everything(world.database)
    done = await split_named(
        world.database, register.sets, name="Phúc Sen",
        parts=[read_part("Phúc Sen"), read_part("thị trấn Rằng: Pác Rằng")], on=DAY, source="NQ 3",
        now=register.now, keep=True,
    )  # fmt: skip
    assert [(new.title, new.below_titles) for new in done.change.after] == [
        ("xã Phúc Sen", ("xóm Lũng Sâu",)),
        ("thị trấn Rằng", ("xóm Pác Rằng",)),
    ]
    assert await register.status("Quảng Hòa", DAY) == {
        "xã Độc Lập": {"1": "met", "2": "met"},
        "xã Phúc Sen": {"1": "not_reported", "2": "not_met"},
        "thị trấn Rằng": {"1": "not_reported", "2": "not_met"},
    }
    async with world.database.read() as tx:
        new = await unit_named(tx, "xã Phúc Sen", day=DAY)
        rows = await tx.all("SELECT person FROM role_grant WHERE unit = :unit ORDER BY person", unit=new.id)
    assert [row["person"] for row in rows] == [staff.officer, staff.leader]
    await register.undoes("thị trấn Rằng")
    assert await everything(world.database) == before


async def test_an_invitation_of_a_merged_unit_leads_to_the_new_one(register: Register) -> None:
    from conversations.engine.effects import Consent, UseInvitation
    from storage.invitations import add_invitation

    world = register.world
    async with world.database.write() as tx:
        await add_invitation(
            tx, code="MA00000001", unit=world.commune, role=Role.COMMUNE_LEADER, post="", uses=1, asks_phone=False,
            by=None, now=NOW, expires_at=NOW + timedelta(days=90),
        )  # fmt: skip
    await register.merges("Phúc Sen", "Độc Lập")
    world.clock.at = datetime.combine(DAY, NOW.timetz())
    joined = await world.joins(
        "chat-new", Consent(code="MA00000001", text_version="1"), UseInvitation(code="MA00000001")
    )
    assert joined.session.person is not None
    facts = await world.facts(joined.session.person, Needs())
    assert facts.person is not None
    assert [grant.unit.title for grant in facts.person.grants] == ["xã Hạnh Phúc"]
