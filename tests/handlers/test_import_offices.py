"""A table of offices is imported: who judges what from a day on; what waits goes along; the same again is no change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from bot.cli.exports.offices_file import register_file
from bot.documents.read_document import read_document
from conversations.programme.problem import Problem
from handlers.import_offices import import_offices
from handlers.office_register import office_register
from storage.criteria import CriteriaSets
from storage.offices import owners
from tests.documents.plan_files import csv_text, write_docx, write_xlsx
from tests.every_row import everything
from tests.handlers.reporting_world import NOW
from tests.handlers.review_world import FORM, Review, make_review

if TYPE_CHECKING:
    from pathlib import Path

    from handlers.import_offices import OfficesImport
    from storage.database import Database
    from tests.documents.plan_files import Rows

HEAD = ["Chi tieu, tieu chi", "CƠ QUAN", "Từ ngày", "Thuộc"]
DISTRICT = "huyện Quảng Hòa"
TODAY = NOW.date()


class Desk:
    """Whoever hands out indicators in the district."""

    def __init__(self, review: Review, folder: Path) -> None:
        self.review = review
        self.folder = folder

    @property
    def database(self) -> Database:
        return self.review.world.database

    async def imports(self, *rows: list[str], kind: str = "csv", dry_run: bool = False) -> OfficesImport:
        path = self.folder / f"co-quan.{kind}"
        table: Rows = [HEAD, *[[*row, *[""] * (len(HEAD) - len(row))] for row in rows]]
        match kind:
            case "xlsx":
                write_xlsx(path, table, title="Cơ quan phụ trách")
            case "docx":
                write_docx(path, table, title="Cơ quan phụ trách")
            case _:
                path.write_text(csv_text(table), encoding="utf-8")
        return await self.reads(path, dry_run=dry_run)

    async def reads(self, path: Path, *, dry_run: bool = False) -> OfficesImport:
        now = self.review.world.clock.at
        return await import_offices(
            self.database, CriteriaSets(), read_document(path), unit=DISTRICT, now=now, dry_run=dry_run
        )

    async def refused(self, *rows: list[str]) -> str:
        before = await everything(self.database)
        with pytest.raises(Problem) as refused:
            await self.imports(*rows)
        assert await everything(self.database) == before
        return refused.value.sentence()

    async def judges(self, indicator: str, day: date = TODAY) -> list[str]:
        async with self.database.read() as tx:
            found = (await owners(tx, self.review.world.district, FORM, day=day)).get(indicator, ())
            rows = [await tx.one("SELECT name FROM unit WHERE id = :id", id=number) for number in found]
        return [row["name"] for row in rows if row is not None]


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> Desk:
    return Desk(await make_review(database), tmp_path)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx"])
async def test_ranges_lists_and_whole_criteria_are_given_to_offices_from_a_day(desk: Desk, kind: str) -> None:
    done = await desk.imports(
        ["17.1, 17.4; 13.2-13.5", "Phòng Nông nghiệp", "1/7/2023"], ["tiêu chí 3", "Phòng Thủy lợi"], kind=kind
    )
    assert done.offices[0].indicators == ("17.1", "17.4", "13.2", "13.3", "13.4", "13.5")
    assert done.offices[1].indicators == ("3.1", "3.2")
    assert (dict(done.totals), done.changed) == ({"offices": 2, "indicators": 8}, 8)
    assert (await desk.judges("13.3"), await desk.judges("13.3", date(2023, 7, 1))) == ([], ["Phòng Nông nghiệp"])
    assert await desk.judges("3.2") == ["Phòng Thủy lợi"]
    assert "2.1" in done.unowned
    assert "3.1" not in done.unowned


async def test_what_the_table_does_not_name_keeps_its_office_and_that_is_told(desk: Desk) -> None:
    (kept,) = await desk.judges("1.2")
    done = await desk.imports(["2.1", "Phòng Giao thông"])
    assert await desk.judges("1.2") == [kept]
    assert [one.code for one in done.warnings] == ["offices_kept"]


async def test_what_waits_goes_to_the_office_that_judges_it_now(desk: Desk) -> None:
    await desk.review.send("1.1", "2.1")
    assert (await desk.review.review("2.1")).office is None
    done = await desk.imports(["1.1; 2.1", "Phòng Quy hoạch"])
    assert done.rerouted == 2
    for item in ("1.1", "2.1"):
        office = (await desk.review.review(item)).office
        assert office is not None
        assert office.title == "Phòng Quy hoạch"


async def test_an_indicator_of_two_offices_is_told(desk: Desk) -> None:
    done = await desk.imports(["17.1-17.3", "Phòng A"], ["17.3", "Phòng B"])
    assert [(one.code, one.stated) for one in done.warnings if one.code == "indicator_owned_twice"] == [
        ("indicator_owned_twice", "17.3")
    ]
    assert await desk.judges("17.3") == ["Phòng A", "Phòng B"]


async def test_a_trial_keeps_nothing_and_the_same_table_again_changes_nothing(desk: Desk) -> None:
    rows = (
        ["17.1-17.3", "Phòng A", "1/7/2023"],
        ["tiêu chí 2", "Phòng B", "1/8/2023"],
        ["17.3", "Phòng C", "1/9/2023"],
    )
    before = await everything(desk.database)
    tried = await desk.imports(*rows, dry_run=True)
    assert await everything(desk.database) == before
    done = await desk.imports(*rows)
    assert (tried.totals, tried.changed, tried.unowned) == (done.totals, done.changed, done.unowned)
    after = await everything(desk.database)
    assert (await desk.imports(*rows)).changed == 0
    assert await everything(desk.database) == after
    assert await desk.judges("17.3", date(2023, 8, 31)) == ["Phòng A"]
    assert await desk.judges("17.3", date(2023, 9, 1)) == ["Phòng C"]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
async def test_an_exported_table_imported_again_changes_nothing(desk: Desk, tmp_path: Path, kind: str) -> None:
    await desk.imports(["17.1-17.3; tiêu chí 2", "Phòng A", "1/2/2023"], ["17.3", "Trạm", "1/3/2023", "xã Phúc Sen"])
    found = await office_register(desk.database, CriteriaSets(), unit=DISTRICT, as_of=NOW.date())
    assert {(one.office.title, one.under) for one in found.offices} >= {("Trạm", "xã Phúc Sen, huyện Quảng Hòa")}
    path = tmp_path / f"xuat.{kind}"
    path.write_bytes(register_file(found, kind))
    before = await everything(desk.database)
    done = await desk.reads(path)
    assert (done.changed, [one.office.title for one in done.offices if one.new]) == (0, [])
    assert await everything(desk.database) == before


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["20.1", "Phòng A"]], "dòng 3, cột A: “20.1” không phải chỉ tiêu, tiêu chí nào của Bộ tiêu chí quốc gia"),
        ([["17.5-17.2", "Phòng A"]], "dòng 3, cột A: “17.5-17.2” không phải chỉ tiêu"),
        ([["nước sạch", "Phòng A"]], "dòng 3, cột A: “nước sạch” không phải chỉ tiêu"),
        ([["17.1", ""], ["17.2", "Phòng B"]], "dòng 3, cột B: Ô này để trống."),
        ([["=B2", "Phòng A"]], "dòng 3, cột A: Ô này là công thức “=B2”"),
        ([["17.1", "Phòng A"], ["17.2", "phong a"]], "dòng 4, cột B: phong a có hai dòng, dòng kia ở dòng 3, cột B."),
        ([["17.1", "Phòng A", "31/2/2023"]], "dòng 3, cột C: “31/2/2023” không phải là ngày có trong lịch."),
        ([["17.1", "Phòng A", "", "huyện Không Có"]], "dòng 3, cột D, “huyện Không Có”: Không có đơn vị nào"),
    ],
)  # fmt: skip
async def test_a_wrong_table_is_refused_with_its_place_and_changes_nothing(desk: Desk, rows: Rows, said: str) -> None:
    assert said in await desk.refused(*rows)


async def test_a_number_whose_last_nought_a_workbook_has_lost_is_asked_back(desk: Desk) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Cơ quan", "Chỉ tiêu"], ["Phòng Y tế", 17.1]):
        sheet.append(row)
    book.save(desk.folder / "so.xlsx")
    with pytest.raises(Problem) as refused:
        await desk.reads(desk.folder / "so.xlsx")
    assert refused.value.sentence() == (
        "trang tính “Sheet”, ô B2: Ô này là con số nên không rõ là 17.1 hay 17.10. "
        "Hãy định dạng ô là chữ (Text) rồi ghi lại số của chỉ tiêu."
    )
    sheet["B2"] = "17.1"
    sheet["B3"], sheet["A3"] = 13.4, "Phòng Dân tộc"
    book.save(desk.folder / "chu.xlsx")
    await desk.reads(desk.folder / "chu.xlsx")
    assert (await desk.judges("17.1"), await desk.judges("13.4")) == (["Phòng Y tế"], ["Phòng Dân tộc"])
