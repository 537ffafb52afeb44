"""A plan becomes units, baseline verdicts, target years, offices and rules; wholly, once, and with its history."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.documents.read_document import read_document
from bot.documents.read_text import read_text
from conversations.programme.calendar import DueOperator, Form, Span, periods_between
from conversations.programme.plan_rows import Met, Target
from conversations.programme.problem import Problem
from conversations.programme.table import Document
from conversations.programme.unit import Level
from handlers.import_plan import PlanImport, import_plan
from handlers.load_criteria import load_shipped_sets
from handlers.trial import Outcome
from handlers.units import add_named_unit, change_unit
from storage.criteria import CriteriaSets
from storage.offices import owners
from storage.plans import newest_plan, plan_cells, plan_values, plans_in_force
from storage.rules import rules_of_unit
from storage.times import ZONE
from storage.unit_names import unit_named
from storage.units import lineage, units_below
from tests.documents.plan_files import csv_text, divided_text, write_docx, write_xlsx
from tests.programme.quang_hoa import NOTES, SEED, TITLE, seed_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conversations.programme.ids import UnitId
    from conversations.programme.unit import Unit
    from storage.database import Database

NOW = datetime(2022, 10, 25, 9, 0, tzinfo=ZONE)
FIRST_OF_OCTOBER = date(2022, 10, 1)
DISTRICT = "huyện Quảng Hòa"
TYPED = Path(__file__).parent.parent / "seeds" / "quang_hoa_plan_2022.csv"
SET = "xa-ntm-2021-2025"


def typed_table() -> list[dict[str, str]]:
    """The table as somebody else typed it."""
    with TYPED.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def seed(*changes: tuple[str, str]) -> Document:
    """The source with these pieces replaced, each of which stands in it."""
    text = SEED.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return Document(name="seed.txt", blocks=read_text(text))


@dataclass(slots=True)
class Office:
    """Somebody at the command line."""

    database: Database
    sets: CriteriaSets = field(default_factory=CriteriaSets)
    now: datetime = NOW

    async def imports(self, document: Document, *, unit: str = DISTRICT, dry_run: bool = False) -> PlanImport:
        await load_shipped_sets(self.database, at=self.now)
        return await import_plan(self.database, self.sets, document, unit=unit, now=self.now, dry_run=dry_run)

    async def unit(self, name: str) -> Unit:
        async with self.database.read() as tx:
            return await unit_named(tx, name, day=self.now.date())

    async def communes(self) -> tuple[str, ...]:
        district = await self.unit(DISTRICT)
        async with self.database.read() as tx:
            found = await units_below(tx, district.id, day=self.now.date(), levels=[Level.COMMUNE])
        return tuple(unit.title for unit in found)

    async def counts(self) -> Mapping[str, int]:
        """How many rows each table of the programme has."""
        tables = ("unit", "plan", "plan_cell", "indicator_owner", "reporting_rule_version")
        async with self.database.read() as tx:
            rows = [await tx.one(f"SELECT count(*) AS n FROM {table}") for table in tables]  # noqa: S608 - names above
        return {table: row["n"] for table, row in zip(tables, rows, strict=True) if row is not None}


NOTHING = {"unit": 0, "plan": 0, "plan_cell": 0, "indicator_owner": 0, "reporting_rule_version": 0}


@pytest.fixture
def office(sqlite_database: Database) -> Office:
    return Office(sqlite_database)


async def test_the_source_is_imported_to_the_figures_somebody_else_typed_off_it(database: Database) -> None:
    office = Office(database)
    done = await office.imports(seed())
    async with database.read() as tx:
        stored = await newest_plan(tx, done.unit.id, SET)
        assert stored is not None
        values = await plan_values(tx, stored.id)
    typed = typed_table()
    assert list(values) == [row["xa"] for row in typed]
    assert {
        name: {code: "x" if isinstance(value, Met) else str(value.year) for code, value in cells.items()}
        for name, cells in values.items()
    } == {row["xa"]: {str(number): row[f"c{number}"] for number in range(1, 20)} for row in typed}
    assert [sum(isinstance(value, Met) for value in cells.values()) for cells in values.values()] == [
        int(row["met"]) for row in typed
    ]
    assert (stored.version, stored.dated_on, stored.set_id, stored.set_version) == (1, FIRST_OF_OCTOBER, SET, 1)
    assert done.outcome is Outcome.FIRST


async def test_figures_of_the_source_are_those_of_its_cells(office: Office) -> None:
    totals = (await office.imports(seed())).totals
    assert (totals.communes, totals.criteria, totals.cells, totals.met) == (16, 19, 304, 183)
    assert totals.open_by_year == {2022: 29, 2023: 32, 2024: 30, 2025: 30}


async def test_units_that_do_not_exist_yet_are_made_from_the_document(office: Office) -> None:
    done = await office.imports(seed())
    kinds = [unit.kind.name for unit in done.created]
    assert (kinds[0], kinds.count("xã"), kinds.count("cơ quan"), len(kinds)) == ("huyện", 16, 15, 32)
    assert await office.communes() == (
        "xã Bế Văn Đàn",
        "xã Cách Linh",
        "xã Cai Bộ",
        "xã Chí Thảo",
        "xã Đại Sơn",
        "xã Độc Lập",
        "xã Hạnh Phúc",
        "xã Hồng Quang",
        "xã Mỹ Hưng",
        "xã Ngọc Động",
        "xã Phi Hải",
        "xã Phúc Sen",
        "xã Quảng Hưng",
        "xã Quốc Toàn",
        "xã Tiên Thành",
        "xã Tự Do",
    )
    statistics = await office.unit("Chi cục Thống kê huyện")
    assert statistics.parent == done.unit.id


async def test_a_district_of_a_known_province_is_put_below_it(office: Office) -> None:
    await load_shipped_sets(office.database, at=NOW)
    await add_named_unit(
        office.database, office.sets, name="Cao Bằng", kind="tỉnh", parent=None, region="tdmnpb", now=NOW
    )
    done = await office.imports(seed())
    async with office.database.read() as tx:
        line = await lineage(tx, done.unit.id, day=NOW.date())
    assert [unit.title for unit in line] == ["huyện Quảng Hòa", "tỉnh Cao Bằng"]


async def test_a_unit_that_the_document_does_not_name_is_not_made_for_it(office: Office) -> None:
    with pytest.raises(Problem) as unknown:
        await office.imports(seed(), unit="huyện Trùng Khánh")
    assert unknown.value.code == "unit_unknown"
    assert await office.counts() == NOTHING


async def test_a_plan_for_another_unit_than_its_issuer_is_a_warning(office: Office) -> None:
    await load_shipped_sets(office.database, at=NOW)
    await add_named_unit(office.database, office.sets, name="Trùng Khánh", kind="huyện", parent=None, now=NOW)
    done = await office.imports(seed(), unit="huyện Trùng Khánh")
    first = done.warnings[0]
    assert (first.code, first.stated, first.computed) == ("issuer_differs", DISTRICT, "huyện Trùng Khánh")


async def test_offices_own_all_57_indicators_from_the_documents_day_on(database: Database) -> None:
    office = Office(database)
    done = await office.imports(seed())
    async with database.read() as tx:
        found = await owners(tx, done.unit.id, SET, day=FIRST_OF_OCTOBER)
        before = await owners(tx, done.unit.id, SET, day=FIRST_OF_OCTOBER - timedelta(days=1))
        names = {unit.id: unit.name for unit in await units_below(tx, done.unit.id, day=NOW.date())}
        sources = await tx.all("SELECT DISTINCT source FROM indicator_owner WHERE indicator = '17.4'")
    by_office: dict[str, list[str]] = {}
    for indicator, (owner,) in found.items():
        by_office.setdefault(names[owner], []).append(indicator)
    assert {name: len(indicators) for name, indicators in by_office.items()} == {
        "Phòng Nông nghiệp và Phát triển nông thôn": 11,
        "Phòng Tài chính - Kế hoạch": 1,
        "Phòng Lao động, Thương binh và Xã hội": 4,
        "Phòng Kinh tế và Hạ tầng": 12,
        "Phòng Giáo dục và Đào tạo": 3,
        "Phòng Văn hóa và Thông tin": 8,
        "Chi cục Thống kê huyện": 1,
        "Phòng Y tế": 4,
        "Phòng Tài nguyên và Môi trường": 7,
        "Phòng Nội vụ": 3,
        "Phòng Tư pháp": 1,
        "Ban Chỉ huy Quân sự huyện": 1,
        "Công an huyện": 1,
    }
    assert (len(found), done.owned, before) == (57, 57, {})
    form = await _form(office)
    assert {code: names[owner] for code, (owner,) in found.items()} == form
    title = "KẾ HOẠCH Thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới giai đoạn 2021-2025"
    assert [row["source"] for row in sources] == [f"{title} (1/10/2022), mục 2.1"]


async def _form(office: Office) -> dict[str, str]:
    """What the criteria set says of that district's offices, typed in by another hand."""
    async with office.database.read() as tx:
        form = await office.sets.get(tx, SET, 1)
    return {indicator.code: indicator.office for indicator in form.indicators}


async def test_the_reporting_regime_becomes_rules_for_communes_and_offices(database: Database) -> None:
    done = await Office(database).imports(seed())
    async with database.read() as tx:
        rules = await rules_of_unit(tx, done.unit.id)
    before = DueOperator.BEFORE
    assert {
        rule.code: (rule.owes, rule.form, rule.span, rule.operator, rule.due_day, rule.due_month) for rule in rules
    } == {
        "H1": (Level.COMMUNE, Form.CRITERIA, Span.HALF_YEAR, before, 10, 6),
        "H1-CQ": (Level.OFFICE, Form.OFFICE, Span.HALF_YEAR, before, 10, 6),
        "Y": (Level.COMMUNE, Form.CRITERIA, Span.YEAR, before, 15, 11),
        "Y-CQ": (Level.OFFICE, Form.OFFICE, Span.YEAR, before, 15, 11),
        "V1": (Level.COMMUNE, Form.QUESTIONS, Span.CYCLE, before, 2, 11),
    }
    assert {rule.valid_from for rule in rules} == {FIRST_OF_OCTOBER}
    assert {rule.via.casefold() for rule in rules} == {"phòng nông nghiệp và ptnt"}
    yearly = [rule for rule in rules if rule.code != "V1"]
    assert all(rule.source.startswith("Báo cáo 6 tháng (trước ngày 10/6)") for rule in yearly)


async def test_what_the_plan_wants_once_is_owed_once_with_a_form_of_its_own(office: Office) -> None:
    done = await office.imports(seed())
    async with office.database.read() as tx:
        (once,) = [rule for rule in await rules_of_unit(tx, done.unit.id) if rule.code == "V1"]
        form = await office.sets.newest(tx, once.set_id or "")
    assert [one.last_good_day for one in periods_between(once, date(2022, 1, 1), date(2030, 1, 1))] == [
        date(2022, 11, 1)
    ]
    assert once.title.startswith("Tiến hành rà soát, đánh giá các tiêu chí thôn nông thôn mới")
    assert form is not None
    assert len(form.indicators) == 3


async def test_what_no_rule_watches_over_is_said(office: Office) -> None:
    done = await office.imports(seed())
    assert [(duty.why, duty.said[:21], duty.where) for duty in done.not_scheduled] == [
        ("không có ngày định trước", "báo cáo đột xuất khi ", "dòng 241"),
    ]


async def test_the_years_of_recognition_are_kept_with_the_plan(office: Office) -> None:
    await office.imports(seed())
    async with office.database.read() as tx:
        rows = await tx.all(
            """
            SELECT t.standard, t.year, t.kept FROM plan_target t JOIN unit u ON u.id = t.unit
            WHERE u.name = 'Đại Sơn' ORDER BY t.standard
            """
        )
    assert [(row["standard"], row["year"], row["kept"]) for row in rows] == [
        ("kieu_mau", 2025, 0),
        ("nang_cao", 2024, 0),
        ("ntm", None, 1),
    ]


async def test_the_same_document_again_changes_nothing(database: Database) -> None:
    office = Office(database)
    await office.imports(seed())
    before = await office.counts()
    office.now = NOW + timedelta(days=400)
    again = await office.imports(seed(), unit="quang hoa")
    assert (again.outcome, again.version, again.created, again.changes) == (Outcome.UNCHANGED, 1, (), ())
    assert again.dated == FIRST_OF_OCTOBER
    assert await office.counts() == before


async def test_a_changed_document_shows_its_differences_and_becomes_a_new_version(database: Database) -> None:
    office = Office(database)
    done = await office.imports(seed())
    commune = await office.unit("xã Đại Sơn")
    office.now = NOW + timedelta(days=10)
    row = "1\tĐại Sơn\t14\tx\tx\tx\tx\tx\tx\tx\tx\tx\t2022\t2022"
    changed = await office.imports(seed((row, row.replace("2022\t2022", "x\t2023"))))
    assert (changed.outcome, changed.version, changed.created) == (Outcome.CHANGED, 2, ())
    assert [(one.commune, one.criterion, one.before, one.after) for one in changed.changes] == [
        ("Đại Sơn", "10", Target(year=2022), Met()),
        ("Đại Sơn", "11", Target(year=2022), Target(year=2023)),
    ]
    async with database.read() as tx:
        known_then = await plan_cells(tx, commune.id, SET, day=office.now.date(), known=NOW)
        known_now = await plan_cells(tx, commune.id, SET, day=office.now.date())
    assert [(known_then[code].met, known_then[code].target_year) for code in ("10", "11")] == [
        (False, 2022),
        (False, 2022),
    ]
    assert [(known_now[code].met, known_now[code].target_year) for code in ("10", "11")] == [
        (True, None),
        (False, 2023),
    ]
    new_warnings = [warning.code for warning in changed.warnings if warning not in done.warnings]
    table = ["row_total_differs", "column_total_differs", "grand_total_differs", "average_differs"]
    assert new_warnings == [*table, "year_count_differs", "year_count_differs"]


async def test_a_later_plan_leaves_the_earlier_one_in_force_before_its_day(database: Database) -> None:
    office = Office(database)
    await office.imports(seed())
    commune = await office.unit("xã Đại Sơn")
    office.now = datetime(2024, 1, 20, 9, 0, tzinfo=ZONE)
    row = "1\tĐại Sơn\t14\tx\tx\tx\tx\tx\tx\tx\tx\tx\t2022"
    await office.imports(
        seed(
            ("Quảng Hòa, ngày tháng 10 năm 2022", "Quảng Hòa, ngày 15 tháng 01 năm 2024"),
            (row, row.replace("2022", "x")),
        )
    )
    async with database.read() as tx:
        days = [
            (await plan_cells(tx, commune.id, SET, day=day))
            for day in (date(2022, 9, 30), FIRST_OF_OCTOBER, date(2024, 1, 14), date(2024, 1, 15))
        ]
        (in_force,) = await plans_in_force(tx, [commune.id], day=date(2024, 1, 15))
    assert [cells["10"].met if cells else None for cells in days] == [None, False, False, True]
    assert (in_force.plan.version, in_force.plan.dated_on) == (2, date(2024, 1, 15))


async def test_a_trial_does_everything_and_keeps_nothing(database: Database) -> None:
    office = Office(database)
    tried = await office.imports(seed(), dry_run=True)
    assert (tried.outcome, tried.version, len(tried.created), tried.owned) == (Outcome.FIRST, 1, 32, 57)
    assert await office.counts() == NOTHING
    assert (await office.imports(seed())).outcome is Outcome.FIRST


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ([("3\tPhúc Sen\t13\t2022", "3\tPhúc Sen\t13\txx")], "plan_cell_wrong"),
        (
            [("\tQuy hoạch\tGiao thông\tThủy lợi", "\tQuy hoạch\tCột lạ\tThủy lợi"), ("A\tB\tC\t1\t2", "A\tB\tC\t1\t")],
            "plan_column_missing",
        ),
        ([("3\tPhúc Sen\t13", "3\tĐại Sơn\t13")], "plan_commune_twice"),
        (
            [
                ("năm 2022\n\n**KẾ HOẠCH**", "năm 2022\n\n**KẾ HOẠCH**"),
                ("ngày tháng 10 năm 2022", "ngày 32 tháng 10 năm 2022"),
            ],
            "plan_date_wrong",
        ),
    ],
)
async def test_a_document_that_is_wrong_anywhere_changes_nothing(
    database: Database, changes: list[tuple[str, str]], code: str
) -> None:
    office = Office(database)
    with pytest.raises(Problem) as wrong:
        await office.imports(seed(*changes))
    assert wrong.value.code == code
    assert await office.counts() == NOTHING


async def test_a_name_that_sounds_like_a_kind_is_founded_whole(database: Database) -> None:
    done = await Office(database).imports(seed(("\tTự Do\t", "\tXá Lượng\t")))
    assert "xã Xá Lượng" in [one.title for one in done.created]


async def test_a_slip_in_a_name_founds_no_commune(database: Database) -> None:
    office = Office(database)
    await office.imports(seed())
    before = await office.counts()
    with pytest.raises(Problem) as unknown:
        await office.imports(seed(("12\tHồng Quang\t10", "12\tHùng Quang\t10")))
    assert unknown.value.code == "plan_commune_unknown"
    assert unknown.value.sentence() == (
        "dòng 305: huyện Quảng Hòa không có xã nào tên “Hùng Quang”. Có phải là xã Hồng Quang? "
        "Nếu là xã mới, hãy thêm trước bằng: ntm unit add."
    )
    assert await office.counts() == before


async def test_a_name_without_accents_or_with_its_kind_is_the_commune_that_is_there(office: Office) -> None:
    await office.imports(seed())
    again = await office.imports(seed(("12\tHồng Quang\t10", "12\tXa Hong Quang\t10")))
    assert (again.created, again.changes) == ((), ())


async def test_a_unit_is_found_by_its_alias(office: Office) -> None:
    await office.imports(seed())
    await change_unit(office.database, office.sets, name="xã Tự Do", aliases=["Thống Nhất"], now=NOW)
    again = await office.imports(seed(("9\tTự Do\t9", "9\tThống Nhất\t9")))
    assert (again.created, again.changes) == ((), ())


FORMS = ("plan.xlsx", "plan.docx", "plan.csv", "plan.txt")


def written(folder: Path, name: str) -> Path:
    path = folder / name
    match path.suffix:
        case ".xlsx":
            return write_xlsx(path, seed_rows(), title=TITLE, notes=NOTES)
        case ".docx":
            return write_docx(path, seed_rows(), title=TITLE, notes=NOTES)
        case ".csv":
            path.write_text(csv_text(seed_rows(), separator=";", title=TITLE, notes=NOTES), encoding="utf-8-sig")
        case _:
            path.write_text(divided_text(seed_rows(), "\t", title=TITLE, notes=NOTES), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", FORMS)
async def test_the_table_alone_is_a_plan_in_every_form(office: Office, tmp_path: Path, name: str) -> None:
    await load_shipped_sets(office.database, at=NOW)
    await add_named_unit(office.database, office.sets, name="Quảng Hòa", kind="huyện", parent=None, now=NOW)
    done = await office.imports(read_document(written(tmp_path, name)))
    assert (done.totals.cells, done.totals.met, len(done.created)) == (304, 183, 16)
    assert (done.form.id, done.dated, done.rules, done.owned) == (SET, NOW.date(), (), 0)
    others = [await office.imports(read_document(written(tmp_path, other))) for other in FORMS]
    assert [other.outcome for other in others] == [Outcome.UNCHANGED] * 4


async def test_a_table_without_a_date_corrects_the_plan_of_the_day_it_belongs_to(
    office: Office, tmp_path: Path
) -> None:
    await office.imports(seed())
    office.now = NOW + timedelta(days=300)
    again = await office.imports(read_document(written(tmp_path, "plan.xlsx")))
    assert (again.outcome, again.changes, again.dated) == (Outcome.CHANGED, (), FIRST_OF_OCTOBER)
    async with office.database.read() as tx:
        rules = await rules_of_unit(tx, again.unit.id)
        owned = await owners(tx, again.unit.id, SET, day=office.now.date())
    assert (len(rules), len(owned)) == (5, 57)


async def test_an_old_plan_is_read_under_the_set_of_its_time_whatever_the_day_is(office: Office) -> None:
    office.now = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)
    done = await office.imports(seed())
    assert done.form.id == SET


def ids(units: tuple[Unit, ...]) -> list[UnitId]:
    return [unit.id for unit in units]


async def test_a_plan_stays_with_communes_that_were_merged_since(office: Office) -> None:
    from handlers.units import succeed_unit

    done = await office.imports(seed())
    office.now = datetime(2026, 1, 5, 9, 0, tzinfo=ZONE)
    await add_named_unit(office.database, office.sets, name="Phục Hòa", kind="xã", parent=DISTRICT, now=office.now)
    await succeed_unit(
        office.database,
        predecessors=["xã Đại Sơn", "xã Cách Linh"],
        successor="xã Phục Hòa",
        kind="merged",
        on=date(2025, 7, 1),
        source="Nghị quyết về sắp xếp xã",
        now=office.now,
    )
    again = await office.imports(seed())
    assert (again.outcome, again.created) == (Outcome.UNCHANGED, ())
    async with office.database.read() as tx:
        now = await units_below(tx, done.unit.id, day=date(2025, 7, 1), levels=[Level.COMMUNE])
        then = await units_below(tx, done.unit.id, day=date(2025, 6, 30), levels=[Level.COMMUNE])
    assert {unit.name for unit in then} - {unit.name for unit in now} == {"Đại Sơn", "Cách Linh"}
    assert len(ids(now)) == 15
