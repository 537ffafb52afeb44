"""A village is named for a dossier and goes its whole way; another round, other days, and who may not."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.cli.shows.dossiers_text import as_document
from conversations.engine.asks_of_standing import DossiersNow, NamingAt, UnitToName, VillagesNow
from conversations.engine.effects import ActOnDossier, NameForDossier, RecordEntry
from conversations.engine.words import SOURCE
from conversations.programme.dossier import DossierAct, DossierDates, DossierKind, DossierState
from conversations.programme.dossier_plan import DossierPlan, PlanOutcome
from conversations.programme.ids import DossierId, UnitId
from conversations.programme.person import Role
from conversations.programme.plan_targets import Standard
from conversations.programme.problem import Problem, Refusal
from conversations.programme.register import Said
from conversations.programme.unit import kind_by_code
from conversations.screens.dossier_villages import village_lines
from handlers.dossiers import dossier_numbered, dossiers_below
from handlers.open_dossier import open_by_name
from handlers.recognition import holding, recognised_on
from handlers.show_dossiers import show_dossiers
from storage.criteria import CriteriaSets
from storage.dossiers import open_dossier
from storage.roles import grant_role
from storage.units import add_succession, add_unit, lineage, put_parent
from tests.handlers.reporting_world import NOW, World, make_world

if TYPE_CHECKING:
    from conversations.programme.dossier import Dossier
    from conversations.programme.ids import PersonId
    from handlers.apply import Applied
    from storage.database import Database

DATES = DossierDates(year=2024, first_by=date(2024, 3, 29), second_by=date(2024, 6, 30))
PLAN = DossierPlan(standard=Standard.MODEL, kind=DossierKind.KEEPING, dates=DATES)
MODEL = replace(PLAN, kind=DossierKind.RECOGNITION)
LATER = DossierDates(year=2025, first_by=None, second_by=date(2025, 6, 30))
PAPER = ("7/TTr-UBND", date(2023, 6, 1))


@dataclass(slots=True)
class Villages:
    """A commune's leader and officer, the district's manager, the province above."""

    world: World
    leader: PersonId
    officer: PersonId
    manager: PersonId

    @property
    def village(self) -> UnitId:
        return self.world.villages[0]

    async def named(
        self, by: PersonId, plan: DossierPlan = PLAN, *, seen: int = 0, unit: UnitId | None = None
    ) -> Applied:
        return await self.world.does(by, NameForDossier(unit=unit or self.village, plan=plan, seen=seen))

    async def all(self) -> tuple[Dossier, ...]:
        async with self.world.database.read() as tx:
            return await dossiers_below(tx, self.world.district, day=self.world.clock.at.date())

    async def acts(self, by: PersonId, act: DossierAct, number: int = 1) -> Applied:
        async with self.world.database.read() as tx:
            found = await dossier_numbered(tx, DossierId(number), day=self.world.clock.at.date())
        assert found is not None
        return await self.world.does(
            by,
            ActOnDossier(
                number=DossierId(number),
                act=act,
                seen=found.last.number,
                paper_number=PAPER[0],
                paper_day=PAPER[1],
                text="Đường vào xóm đã hỏng",
            ),
        )


@pytest.fixture
async def v(database: Database) -> Villages:
    world = await make_world(database)
    async with database.write() as tx:
        province = await add_unit(tx, kind=kind_by_code("tinh"), name="Cao Bằng", parent=None, at=world.clock.at)
        await put_parent(tx, world.district, province, valid_from=None, at=world.clock.at)
    return Villages(
        world=world,
        leader=await world.person(Role.COMMUNE_LEADER, world.commune),
        officer=await world.person(Role.COMMUNE_OFFICER, world.commune),
        manager=await world.person(Role.MANAGER, world.district),
    )


def told(applied: Applied) -> set[int]:
    return {message.person for message in applied.messages}


async def test_of_two_who_name_a_unit_at_once_one_opens_its_dossier(v: Villages) -> None:
    other = await v.world.person(Role.MANAGER, v.world.district)
    done = await asyncio.gather(*(v.named(one) for one in (v.manager, other)), return_exceptions=True)
    assert sorted(getattr(one, "code", "done") for one in done) == ["done", "dossier_moved"]
    assert len(await v.all()) == 1


async def test_a_villages_dossier_goes_from_its_commune_to_the_district_that_decides(v: Villages) -> None:
    assert told(await v.named(v.manager, MODEL)) == {v.leader, v.officer}
    (one,) = await v.all()
    assert (one.unit.id, one.direct, one.dates) == (v.village, True, DATES)
    assert (one.hands_in.id, one.superior and one.superior.id) == (v.world.commune, v.world.district)
    assert told(await v.acts(v.officer, DossierAct.SUBMIT)) == {v.manager}
    assert told(await v.acts(v.manager, DossierAct.RECOGNISE)) == {v.leader, v.officer}
    async with v.world.database.read() as tx:
        held = await recognised_on(tx, [v.village], day=v.world.clock.at.date())
    assert holding(held, Standard.MODEL) == {v.village}
    await v.acts(v.manager, DossierAct.REVOKE)
    async with v.world.database.read() as tx:
        assert not holding(await recognised_on(tx, [v.village], day=v.world.clock.at.date()), Standard.MODEL)


async def test_a_village_that_did_not_keep_its_standard_has_a_second_chance_a_year_later(v: Villages) -> None:
    await v.named(v.leader)
    await v.acts(v.leader, DossierAct.SUBMIT)
    await v.acts(v.manager, DossierAct.REFUSE)
    again = replace(PLAN, dates=LATER)
    await v.named(v.manager, again, seen=3)
    (one,) = await v.all()
    assert (one.state, one.dates) == (DossierState.PREPARING, LATER)
    assert [step.act.value for step in one.steps] == ["open", "submit", "refuse", "resume", "moved"]
    assert one.last.text == (
        "năm 2024 → 2025; hạn của đơn vị 29/3/2024 → không có; hạn của cấp trên 30/6/2024 → 30/6/2025"
    )
    await v.acts(v.officer, DossierAct.SUBMIT)
    await v.acts(v.manager, DossierAct.KEEP)
    await v.named(v.manager, replace(PLAN, dates=replace(LATER, year=2026, second_by=date(2026, 6, 30))), seen=7)
    (one,) = await v.all()
    assert (one.state, one.dates.year) == (DossierState.PREPARING, 2026)
    async with v.world.database.read() as tx:
        held = await recognised_on(tx, [v.village], day=v.world.clock.at.date())
    assert holding(held, Standard.MODEL) == {v.village}, "it is held while it is reviewed again"


async def test_the_days_of_a_moment_are_those_known_then(v: Villages) -> None:
    await v.named(v.manager)
    before = v.world.clock.at
    v.world.clock.at = before.replace(day=before.day + 1)
    await v.named(v.manager, replace(PLAN, dates=LATER), seen=1)
    async with v.world.database.read() as tx:
        day = v.world.clock.at.date()
        (then,) = await dossiers_below(tx, v.world.district, day=day, known=before)
        (now,) = await dossiers_below(tx, v.world.district, day=day, known=v.world.clock.at)
    assert (then.dates, now.dates) == (DATES, LATER)


async def test_the_same_again_changes_nothing_and_what_is_held_is_not_opened_again(v: Villages) -> None:
    await v.named(v.manager, MODEL)
    same = await v.named(v.manager, MODEL, seen=1)
    assert same.messages == ()
    assert [len(one.steps) for one in await v.all()] == [1]
    await v.acts(v.leader, DossierAct.SUBMIT)
    await v.acts(v.manager, DossierAct.RECOGNISE)
    with pytest.raises(Problem) as refused:
        await v.named(v.manager, replace(MODEL, dates=LATER), seen=3)
    assert refused.value.code == "dossier_moved"


async def test_a_commune_that_no_roadmap_names_is_reviewed_by_name_and_hands_in_itself(v: Villages) -> None:
    await v.named(v.manager, PLAN, unit=v.world.commune)
    await v.acts(v.officer, DossierAct.SUBMIT)
    (one,) = await v.all()
    assert (one.unit.id, one.state, one.direct) == (v.world.commune, DossierState.SUBMITTED, False)


async def test_others_may_not_and_learn_nothing(v: Villages) -> None:
    stranger = await v.world.person(Role.COMMUNE_LEADER, v.world.neighbour)
    observer = await v.world.person(Role.OBSERVER, v.world.district)
    for person in (stranger, observer, v.officer):
        with pytest.raises(Refusal):
            await v.named(person)
        assert await v.world.asked(person, UnitToName(v.village)) is None
    with pytest.raises(Refusal):
        await v.named(v.leader, PLAN, unit=v.world.commune)
    assert await v.world.asked(v.officer, NamingAt()) is None
    assert await v.all() == ()


async def test_one_is_shown_where_they_start_and_what_stands_below(v: Villages) -> None:
    place = await v.world.asked(v.leader, NamingAt())
    assert place is not None
    assert (place.unit and place.unit.id, {one.id for one in place.below}, place.itself) == (
        v.world.commune, set(v.world.villages), False,
    )  # fmt: skip
    at = await v.world.asked(v.manager, NamingAt(at=v.world.commune))
    assert at is not None
    assert at.itself
    async with v.world.database.write() as tx:
        await grant_role(
            tx, v.leader, unit=v.world.neighbour, role=Role.COMMUNE_LEADER, post="", by=None, now=v.world.clock.at
        )
    both = await v.world.asked(v.leader, NamingAt())
    assert both is not None
    assert (both.unit, {one.id for one in both.below}) == (None, {v.world.commune, v.world.neighbour})


async def test_the_list_counts_villages_beside_communes_of_the_same_standard(v: Villages) -> None:
    await v.named(v.manager, MODEL)
    await v.named(v.manager, MODEL, unit=v.world.commune)
    found = await v.world.asked(v.manager, DossiersNow())
    assert found is not None
    assert sorted((group.sort, sum(states.values())) for group, states in found.counted()) == [("", 1), ("xóm", 1)]


async def test_by_the_verb_the_same_and_a_trial_keeps_nothing(v: Villages, database: Database) -> None:
    now = v.world.clock.at
    async with database.read() as tx:
        row = await tx.one("SELECT name FROM unit WHERE id = :id", id=v.village)
    assert row is not None
    name = f"xóm {row['name']}"
    tried = await open_by_name(database, name, PLAN, now=now, dry_run=True)
    assert (tried.put.outcome, await v.all()) == (PlanOutcome.OPENS, ())
    assert (await open_by_name(database, name, PLAN, now=now)).put.outcome is PlanOutcome.OPENS
    assert (await open_by_name(database, name, PLAN, now=now)).put.outcome is PlanOutcome.SAME
    moved = await open_by_name(database, name, replace(PLAN, dates=LATER), now=now)
    assert (moved.put.outcome, moved.hands_in.id) == (PlanOutcome.MOVES, v.world.commune)
    for wrong in (replace(DATES, year=1999), replace(DATES, first_by=date(2024, 7, 1))):
        with pytest.raises(Problem) as refused:
            await open_by_name(database, name, replace(PLAN, dates=wrong), now=now)
        assert refused.value.code == "dossier_dates_wrong"
    with pytest.raises(Problem) as refused:
        await open_by_name(database, "huyện Quảng Hòa", PLAN, now=now)
    assert refused.value.code == "dossier_unit_wrong"


async def test_villages_are_counted_by_standard_and_year_beside_what_was_registered(v: Villages) -> None:
    world = v.world
    register = RecordEntry(
        unit=world.commune, kind="thon-dang-ky", said=Said(sub="kieu-mau", amount=2024, day=NOW.date(), text="Lũng Sâu")
    )
    await world.does(v.officer, register)
    await v.named(v.manager, MODEL)
    await v.acts(v.officer, DossierAct.SUBMIT)
    await v.acts(v.manager, DossierAct.RECOGNISE)
    await v.named(v.manager, PLAN, unit=world.villages[1])
    async with world.database.write() as tx:
        await add_unit(tx, kind=kind_by_code("xom"), name="Đoỏng Pán", parent=world.neighbour, at=NOW)
    (found,) = await world.told(v.manager, VillagesNow())
    assert (found.villages, found.holding) == (3, {Standard.NTM: 1, Standard.ADVANCED: 1, Standard.MODEL: 1})
    assert [(one.year, one.registered, one.named, one.recognised, one.to_review) for one in found.years] == [
        (2023, 0, 0, 1, 0),
        (2024, 1, 1, 0, 1),
    ]
    assert [one.name for one in found.without] == ["Độc Lập"]
    held = "NTM 1 (33,3%), NTM nâng cao 1 (33,3%), NTM kiểu mẫu 1 (33,3%)"
    assert list(village_lines(found, SOURCE)) == [
        "Xóm của huyện Quảng Hòa theo mức và năm, đến ngày 5/6/2023",
        f"Hệ thống có 3 xóm; đang giữ chuẩn theo hồ sơ đã ghi: {held}.",
        "• NTM kiểu mẫu 2023: đăng ký 0, có hồ sơ 0, công nhận 1",
        "• NTM kiểu mẫu 2024: đăng ký 1, có hồ sơ 1, công nhận 0; phải xét duy trì 1, duy trì 0, không đạt 0",
        "Năm 2023, nơi chưa có xóm nào được công nhận: Độc Lập.",
    ]
    shown = await show_dossiers(world.database, CriteriaSets(), unit="huyện Quảng Hòa", as_of=NOW.date())
    assert as_document(shown)["villages"]["holding"] == {"ntm": 1, "nang_cao": 1, "kieu_mau": 1}
    await v.acts(v.manager, DossierAct.REVOKE)
    (found,) = await world.told(v.leader, VillagesNow())
    assert (found.unit.id, found.holding, found.years[0].recognised) == (world.commune, {}, 0)


async def test_what_was_known_of_a_districts_dossier_stays_when_its_end_is_recorded_afterwards(v: Villages) -> None:
    world = v.world
    async with world.database.write() as tx:
        await open_dossier(
            tx,
            unit=world.district,
            standard=Standard.NTM,
            kind=DossierKind.RECOGNITION,
            dates=DATES,
            roadmap=None,
            now=NOW,
        )
    known, day = world.clock.at + timedelta(hours=1), world.clock.at.date()

    async def then() -> tuple[Dossier, ...]:
        async with world.database.read() as tx:
            return await dossiers_below(tx, world.district, day=day, known=known)

    before = await then()
    assert [one.unit.id for one in before] == [world.district]
    async with world.database.write() as tx:
        later, province = known + timedelta(days=90), (await lineage(tx, world.district, day=day))[1]
        merged = await add_unit(
            tx, kind=kind_by_code("huyen"), name="Quảng Mới", parent=province.id, valid_from=day, at=later
        )
        await add_succession(tx, predecessor=world.district, successor=merged, kind="merged", on=day, at=later)
    assert await then() == before
