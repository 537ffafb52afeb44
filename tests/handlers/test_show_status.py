"""Where communes stand: the plan's baseline, what was reported since, as of a day and as known at a moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from conversations.programme.answer import Answer, State
from conversations.programme.ids import PersonId, ReportId, RuleId, SetId
from conversations.programme.problem import Problem
from conversations.programme.report import ReportKey
from conversations.programme.unit import Level
from handlers.import_plan import import_plan
from handlers.load_criteria import load_criteria, load_shipped_sets
from handlers.show_status import show_status
from handlers.units import add_named_unit, change_unit
from storage.answers import save_answer
from storage.criteria import CriteriaSets
from storage.criteria_sets import shipped_files
from storage.people import add_person
from storage.reports import locked, open_report
from storage.rules import rules_of_unit
from storage.times import ZONE, millis
from storage.unit_names import unit_named
from tests.handlers.test_import_plan import seed, typed_table

if TYPE_CHECKING:
    from conversations.programme.status import CriterionStatus, Status
    from storage.database import Database, Transaction

IMPORTED = datetime(2022, 10, 25, 9, 0, tzinfo=ZONE)
TODAY = date(2023, 6, 20)
JUNE_7 = datetime(2023, 6, 7, 9, 0, tzinfo=ZONE)
JUNE_9 = datetime(2023, 6, 9, 16, 0, tzinfo=ZONE)
DISTRICT = "huyện Quảng Hòa"
COMMUNE = "xã Phúc Sen"
SET = "xa-ntm-2021-2025"


@dataclass(slots=True)
class District:
    """Quảng Hòa with its plan, and a short way to let a commune report."""

    database: Database
    sets: CriteriaSets = field(default_factory=CriteriaSets)

    async def reports(
        self, states: dict[str, State], *, at: datetime, sent: datetime | None, as_of: date | None = None
    ) -> None:
        """A report of the commune for the first half of 2023; what was answered before becomes an older version."""
        async with self.database.write() as tx:
            report = await self._report(tx, at)
            person = await add_person(tx, name="Cán bộ xã", language="vi", now=at)
            for code, state in states.items():
                row = await tx.one(
                    "SELECT max(version) AS version FROM answer WHERE report = :report AND indicator = :code",
                    report=report,
                    code=code,
                )
                version = 1 + ((row["version"] or 0) if row is not None else 0)
                answer = Answer(
                    indicator=code, version=version, state=state, by=person, channel="telegram", at=at, as_of=as_of
                )
                save_answer(tx, report, answer)
            if sent is not None:
                await self._act(tx, report, "send", person, sent)

    async def withdraws(self, *, at: datetime) -> None:
        async with self.database.write() as tx:
            report = await self._report(tx, at)
            await self._act(tx, report, "withdraw", await add_person(tx, name="Cán bộ", language="vi", now=at), at)

    async def _act(self, tx: Transaction, report: ReportId, act: str, person: PersonId, at: datetime) -> None:
        await tx.run(
            "INSERT INTO report_event (report, act, person, at) VALUES (:report, :act, :person, :at)",
            report=report,
            act=act,
            person=person,
            at=millis(at),
        )

    async def _report(self, tx: Transaction, at: datetime) -> ReportId:
        unit = await unit_named(tx, COMMUNE, day=TODAY)
        superior = await unit_named(tx, DISTRICT, day=TODAY)
        rule = next(rule for rule in await rules_of_unit(tx, superior.id) if rule.code == "H1")
        key = ReportKey(unit=unit.id, rule=RuleId(rule.id), period="2023-H1")
        person = await add_person(tx, name="Cán bộ", language="vi", now=at)
        await open_report(tx, key, set_id=SetId(SET), set_version=1, by=person, now=at)
        stored = await locked(tx, key)
        assert stored is not None
        return stored.id

    async def status(self, *, unit: str = DISTRICT, as_of: date = TODAY, known_at: datetime | None = None) -> Status:
        return await show_status(self.database, self.sets, unit=unit, as_of=as_of, known_at=known_at)

    async def cell(self, criterion: str, *, as_of: date = TODAY, known_at: datetime | None = None) -> CriterionStatus:
        status = await self.status(unit=COMMUNE, as_of=as_of, known_at=known_at)
        return status.communes[0].criteria[criterion]


@pytest.fixture
async def district(database: Database) -> District:
    await load_shipped_sets(database, at=IMPORTED)
    place = District(database)
    await import_plan(database, place.sets, seed(), unit=DISTRICT, now=IMPORTED)
    return place


async def test_the_baseline_is_the_plans_table(district: District) -> None:
    status = await district.status()
    typed = typed_table()
    assert [commune.unit.name for commune in status.communes] == [row["xa"] for row in typed]
    assert [
        [found.state is State.MET or found.target_year for found in commune.criteria.values()]
        for commune in status.communes
    ] == [[row[f"c{n}"] == "x" or int(row[f"c{n}"]) for n in range(1, 20)] for row in typed]
    assert (status.total_met, status.average) == (183, Fraction(183, 16))
    assert status.open_by_year == {2022: 29, 2023: 32, 2024: 30, 2025: 30}
    assert list(status.by_criterion.values()) == [9, 5, 14, 16, 5, 3, 15, 11, 8, 0, 1, 14, 7, 16, 14, 16, 2, 11, 16]
    assert status.form is not None
    assert (status.form.id, status.unit.title) == (SET, DISTRICT)


async def test_before_the_documents_day_nothing_is_known_of_any_commune(district: District) -> None:
    status = await district.status(as_of=date(2022, 9, 30))
    states = {found.state for commune in status.communes for found in commune.criteria.values()}
    assert (len(status.communes), states, status.total_met, status.open_by_year) == (16, {State.NOT_REPORTED}, 0, {})


async def test_a_document_without_a_day_counts_from_the_first_of_its_month(district: District) -> None:
    assert (await district.status(as_of=date(2022, 10, 1))).total_met == 183


async def test_before_it_was_recorded_no_commune_is_known(district: District) -> None:
    before = await district.status(known_at=IMPORTED - timedelta(minutes=1))
    after = await district.status(known_at=IMPORTED)
    assert (len(before.communes), before.total_met, before.average) == (0, 0, None)
    assert (len(after.communes), after.total_met) == (16, 183)


async def test_one_answer_not_met_loses_a_criterion_that_the_baseline_had(district: District) -> None:
    await district.reports({"3.1": State.NOT_MET}, at=JUNE_7, sent=JUNE_9)
    found = await district.cell("3")
    assert (found.state, found.lost) == (State.NOT_MET, True)
    status = await district.status()
    assert (status.total_met, status.by_criterion["3"]) == (182, 13)


async def test_all_answers_met_reach_what_the_plan_promised(district: District) -> None:
    await district.reports({"1.1": State.MET, "1.2": State.UNSTABLE}, at=JUNE_7, sent=JUNE_9)
    found = await district.cell("1")
    assert (found.state, found.target_year) == (State.UNSTABLE, 2022)
    status = await district.status()
    assert (status.total_met, status.open_by_year[2022]) == (184, 28)


async def test_some_answers_leave_the_baseline_as_it_is(district: District) -> None:
    await district.reports({"1.1": State.MET, "3.1": State.MET}, at=JUNE_7, sent=JUNE_9)
    assert (await district.cell("1")).state is State.NOT_MET
    assert (await district.cell("3")).state is State.MET


async def test_a_report_that_has_not_left_is_nobody_elses_business(district: District) -> None:
    await district.reports({"3.1": State.NOT_MET}, at=JUNE_7, sent=None)
    assert (await district.cell("3")).state is State.MET


async def test_a_withdrawn_report_counts_up_to_its_withdrawal(district: District) -> None:
    await district.reports({"3.1": State.NOT_MET}, at=JUNE_7, sent=JUNE_9)
    await district.withdraws(at=JUNE_9 + timedelta(days=2))
    assert (await district.cell("3", known_at=JUNE_9 + timedelta(days=1))).state is State.NOT_MET
    assert (await district.cell("3")).state is State.MET


@pytest.mark.parametrize(
    ("as_of", "known_at", "state"),
    [
        (date(2023, 6, 6), None, State.MET),
        (date(2023, 6, 7), None, State.NOT_MET),
        (date(2023, 6, 7), JUNE_9, State.NOT_MET),
        (date(2023, 6, 7), JUNE_9 - timedelta(minutes=1), State.MET),
        (TODAY, JUNE_7, State.MET),
        (TODAY, JUNE_9, State.NOT_MET),
        (date(2023, 6, 6), JUNE_9, State.MET),
    ],
)
async def test_an_answer_is_valid_from_its_day_and_known_from_its_sending(
    district: District, as_of: date, known_at: datetime | None, state: State
) -> None:
    await district.reports({"3.1": State.NOT_MET}, at=JUNE_7, sent=JUNE_9)
    assert (await district.cell("3", as_of=as_of, known_at=known_at)).state is state


async def test_a_figure_of_an_earlier_day_is_valid_from_that_day(district: District) -> None:
    await district.reports({"3.1": State.NOT_MET}, at=JUNE_7, sent=JUNE_9, as_of=date(2023, 5, 31))
    assert (await district.cell("3", as_of=date(2023, 5, 30))).state is State.MET
    assert (await district.cell("3", as_of=date(2023, 5, 31))).state is State.NOT_MET


async def test_an_estimate_for_a_day_to_come_counts_from_the_day_it_was_given(district: District) -> None:
    await district.reports({"3.1": State.NOT_MET}, at=JUNE_7, sent=JUNE_9, as_of=date(2023, 12, 31))
    assert (await district.cell("3", as_of=date(2023, 6, 7))).state is State.NOT_MET


async def test_a_correction_counts_from_the_moment_it_is_known(district: District) -> None:
    await district.reports({"3.1": State.NOT_MET}, at=JUNE_7, sent=JUNE_9)
    await district.reports({"3.1": State.MET}, at=JUNE_9 + timedelta(days=1), sent=None)
    assert (await district.cell("3", known_at=JUNE_9)).state is State.NOT_MET
    assert (await district.cell("3")).state is State.MET


async def test_the_same_two_dates_give_the_same_table_after_a_week_of_changes(district: District) -> None:
    known = JUNE_7
    before = await district.status(as_of=JUNE_7.date(), known_at=known)
    await district.reports({"3.1": State.NOT_MET}, at=JUNE_7 + timedelta(hours=1), sent=JUNE_9)
    week_later = JUNE_9 + timedelta(days=7)
    await add_named_unit(district.database, district.sets, name="Hồng Đại", kind="xã", parent=DISTRICT, now=week_later)
    row = "1\tĐại Sơn\t14\tx\tx\tx\tx\tx\tx\tx\tx\tx\t2022"
    await import_plan(
        district.database, district.sets, seed((row, row.replace("2022", "x"))), unit=DISTRICT, now=week_later
    )
    changed_set = dict(shipped_files())[f"{SET}.toml"].replace('short = "Nhà ở"', 'short = "Nhà"')
    await load_criteria(district.database, changed_set, name="xa.toml", at=week_later)
    assert await district.status(as_of=JUNE_7.date(), known_at=known) == before
    after = await district.status(as_of=week_later.date())
    assert (len(after.communes), after.total_met) == (17, 183)


async def test_a_commune_that_the_plan_does_not_name_stands_last_and_is_not_reported(district: District) -> None:
    await add_named_unit(district.database, district.sets, name="A Dơi", kind="xã", parent=DISTRICT, now=IMPORTED)
    last = (await district.status()).communes[-1]
    assert (last.unit.name, {found.state for found in last.criteria.values()}) == ("A Dơi", {State.NOT_REPORTED})


async def test_a_province_shows_the_communes_of_its_districts(database: Database) -> None:
    await load_shipped_sets(database, at=IMPORTED)
    place = District(database)
    await add_named_unit(database, place.sets, name="Cao Bằng", kind="tỉnh", parent=None, now=IMPORTED)
    await import_plan(database, place.sets, seed(), unit=DISTRICT, now=IMPORTED)
    assert (await place.status(unit="Cao Bằng")).total_met == 183


async def test_the_plan_of_a_district_that_ended_still_speaks_for_its_communes(database: Database) -> None:
    await load_shipped_sets(database, at=IMPORTED)
    place = District(database)
    await add_named_unit(database, place.sets, name="Cao Bằng", kind="tỉnh", parent=None, now=IMPORTED)
    await import_plan(database, place.sets, seed(), unit=DISTRICT, now=IMPORTED)
    reform = date(2025, 7, 1)
    await change_unit(
        database, place.sets, name=COMMUNE, parent="Cao Bằng", valid_from=reform, now=IMPORTED + timedelta(days=1000)
    )
    before = await place.status(unit="Cao Bằng", as_of=date(2025, 6, 30))
    after = await place.status(unit="Cao Bằng", as_of=reform)
    district = await place.status(as_of=reform)
    assert [(len(status.communes), status.total_met) for status in (before, after, district)] == [
        (16, 183),
        (16, 183),
        (15, 170),
    ]


async def test_a_commune_shows_itself_alone(district: District) -> None:
    status = await district.status(unit=COMMUNE)
    assert [(commune.unit.title, commune.met) for commune in status.communes] == [(COMMUNE, 13)]


async def test_a_new_set_in_force_takes_nothing_away_before_anything_is_known_under_it(district: District) -> None:
    status = await district.status(as_of=date(2026, 11, 21))
    assert status.form is not None
    assert (status.form.id, status.total_met) == (SET, 183)
    assert status.in_force is not None
    assert (status.in_force.id, status.in_force.indicators) == ("xa-ntm-2026-2030", ())
    assert (await district.status(as_of=date(2026, 2, 14))).in_force is None


async def test_without_any_plan_the_set_of_the_day_is_shown_and_nothing_is_invented(sqlite_database: Database) -> None:
    await load_shipped_sets(sqlite_database, at=IMPORTED)
    place = District(sqlite_database)
    for name, parent in (("Quảng Hòa", None), ("Phúc Sen", "Quảng Hòa")):
        await add_named_unit(
            sqlite_database, place.sets, name=name, kind="xã" if parent else "huyện", parent=parent, now=IMPORTED
        )
    status = await place.status(as_of=date(2026, 3, 1))
    assert status.form is not None
    assert (status.form.id, len(status.form.criteria), status.form.level) == ("xa-ntm-2026-2030", 10, Level.COMMUNE)
    assert {found.state for found in status.communes[0].criteria.values()} == {State.NOT_REPORTED}
    before_any_set = await place.status(as_of=date(2021, 1, 1))
    assert (before_any_set.form, before_any_set.communes[0].criteria) == (None, {})


async def test_an_office_has_no_status_of_its_own(district: District) -> None:
    with pytest.raises(Problem) as asked:
        await district.status(unit="Phòng Y tế")
    assert asked.value.code == "status_of_office"
