"""A table of units is imported: new ones made, known ones left, a row with predecessors is the change itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from bot.cli.exports.units_file import register_file
from bot.documents.read_document import read_document
from conversations.programme.problem import Problem
from conversations.programme.unit import kind_by_code
from handlers.import_units import import_units
from handlers.unit_changes.by_name import undo_named
from handlers.unit_register import unit_register
from handlers.unit_rows_done import RowOutcome
from handlers.units import list_units
from storage.criteria import CriteriaSets, ensure_shipped_sets
from storage.times import ZONE
from storage.units import add_unit
from tests.documents.plan_files import csv_text
from tests.every_row import everything

if TYPE_CHECKING:
    from pathlib import Path

    from handlers.import_units import UnitsImport
    from storage.database import Database
    from tests.documents.plan_files import Rows

NOW = datetime(2025, 6, 20, 9, 0, tzinfo=ZONE)
TODAY = NOW.date()
DAY = date(2025, 7, 1)
HEAD = ["Loại", "Tên", "Thuộc", "Từ ngày", "Trước đây là"]
TREE: Rows = [
    ["xóm", "Pác Rằng", "xã Phúc Sen", "", ""],
    ["xã", "Phúc Sen", "huyện Quảng Hòa", "", ""],
    ["xã", "Tự Do", "Quảng Hòa", "", ""],
    ["xã", "Đại Sơn", "Quảng Hòa", "", ""],
    ["huyện", "Quảng Hòa", "", "", ""],
    ["huyện", "Hòa An", "tỉnh Cao Bằng", "", ""],
    ["xã", "Đại Sơn", "Hòa An", "", ""],
    ["xóm", "Nà Sơn", "xã Đại Sơn, huyện Hòa An", "", ""],
]
REFORM: Rows = [
    ["xã", "Hạnh Phúc", "tỉnh Cao Bằng", "1/7/2025", "xã Phúc Sen; xã Đại Sơn, huyện Hòa An"],
    ["phường", "Tự Do", "huyện Quảng Hòa", "1/7/2025", "xã Tự Do"],
]


class Register:
    """Whoever imports tables of units for Cao Bằng."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.now = NOW
        self._path = folder / "don-vi.csv"

    async def imports(self, *rows: list[str], unit: str = "tỉnh Cao Bằng", dry_run: bool = False) -> UnitsImport:
        self._path.write_text(csv_text([HEAD, *rows]), encoding="utf-8")
        return await self.reads(self._path, unit=unit, dry_run=dry_run)

    async def reads(self, path: Path, *, unit: str = "tỉnh Cao Bằng", dry_run: bool = False) -> UnitsImport:
        return await import_units(
            self.database, CriteriaSets(), read_document(path), unit=unit, source="NQ 1", now=self.now, dry_run=dry_run
        )

    async def refused(self, *rows: list[str]) -> str:
        before = await everything(self.database)
        with pytest.raises(Problem) as refused:
            await self.imports(*rows)
        assert await everything(self.database) == before
        return refused.value.sentence()

    async def tree(self, day: date = TODAY) -> list[str]:
        listed = await list_units(self.database, under="Cao Bằng", day=day)
        return [f"{'  ' * line.depth}{line.unit.title}" for line in listed]


@pytest.fixture
async def register(database: Database, tmp_path: Path) -> Register:
    async with database.write() as tx:
        await ensure_shipped_sets(tx, at=NOW)
        await add_unit(tx, kind=kind_by_code("tinh"), name="Cao Bằng", parent=None, at=NOW)
        other = await add_unit(tx, kind=kind_by_code("tinh"), name="Hà Giang", parent=None, at=NOW)
        await add_unit(tx, kind=kind_by_code("huyen"), name="Bắc Quang", parent=other, at=NOW)
    return Register(database, tmp_path)


async def test_a_tree_is_made_of_rows_in_any_order(register: Register) -> None:
    done = await register.imports(*TREE)
    assert await register.tree() == [
        "tỉnh Cao Bằng",
        "  huyện Hòa An",
        "    xã Đại Sơn",
        "      xóm Nà Sơn",
        "  huyện Quảng Hòa",
        "    xã Đại Sơn",
        "    xã Phúc Sen",
        "      xóm Pác Rằng",
        "    xã Tự Do",
    ]
    assert (done.totals, done.warnings) == ({"xóm": 2, "xã": 4, "huyện": 2}, ())
    assert (done.before.counts, done.after.counts) == ({}, {"huyện": 2, "xã": 4, "xóm": 2})


async def test_the_same_table_again_changes_nothing(register: Register) -> None:
    await register.imports(*TREE)
    before = await everything(register.database)
    done = await register.imports(*TREE)
    assert {one.outcome for one in done.units} == {RowOutcome.KNOWN}
    assert await everything(register.database) == before


@pytest.mark.parametrize("name", ["tỉnh Hà Tĩnh", "Hà Tĩnh", "Ha Tinh"])
async def test_a_first_table_founds_its_unit_and_changes_of_days_past_are_made_once(
    register: Register, name: str
) -> None:
    register.now = datetime(2026, 11, 28, 9, 0, tzinfo=ZONE)
    table = [
        ["xã", "Kỳ A", "huyện Kỳ Anh", "", ""],
        ["xã", "Kỳ B", "huyện Kỳ Anh", "", ""],
        ["huyện", "Kỳ Anh", "tỉnh Hà Tĩnh", "", ""],
        ["tỉnh", "Hà Tĩnh", "", "", ""],
        ["xã", "Kỳ Mới", "huyện Kỳ Anh", "1/7/2025", "Kỳ A; Kỳ B"],
    ]
    done = await register.imports(*table, unit=name)
    made = [RowOutcome.CREATED] * 4 + [RowOutcome.CHANGED]
    assert [one.outcome for one in done.units] == made
    before = await everything(register.database)
    again = await register.imports(*table, unit=name)
    assert {one.outcome for one in again.units} == {RowOutcome.KNOWN}
    assert await everything(register.database) == before


async def test_a_trial_tells_the_same_and_keeps_nothing(register: Register) -> None:
    await register.imports(*TREE)
    before = await everything(register.database)
    tried = await register.imports(*REFORM, dry_run=True)
    assert await everything(register.database) == before
    done = await register.imports(*REFORM)
    assert (tried.said, tried.before, tried.after) == (done.said, done.before, done.after)


async def test_rows_with_predecessors_are_changes_that_are_taken_back_exactly(register: Register) -> None:
    await register.imports(*TREE)
    before = await everything(register.database)
    done = await register.imports(*REFORM, ["xóm", "Nà Mới", "xã Hạnh Phúc", "1/7/2025", ""])
    assert done.said == (
        "Từ ngày 1/7/2025: xã Phúc Sen, xã Đại Sơn sáp nhập thành xã Hạnh Phúc",
        "Từ ngày 1/7/2025: xã Tự Do đổi tên thành phường Tự Do",
    )
    assert await register.tree(DAY) == [
        "tỉnh Cao Bằng",
        "  huyện Hòa An",
        "  huyện Quảng Hòa",
        "    xã Đại Sơn",
        "    phường Tự Do",
        "  xã Hạnh Phúc",
        "    xóm Nà Mới",
        "    xóm Nà Sơn",
        "    xóm Pác Rằng",
    ]
    again = await everything(register.database)
    assert {one.outcome for one in (await register.imports(*REFORM)).units} == {RowOutcome.KNOWN}
    assert await everything(register.database) == again
    with pytest.raises(Problem, match="đơn vị trực thuộc"):
        await undo_named(register.database, name="xã Hạnh Phúc", number=None, now=NOW, keep=True)
    async with register.database.write() as tx:
        await tx.run("DELETE FROM unit_parent WHERE unit = (SELECT id FROM unit WHERE name = 'Nà Mới')")
        await tx.run("DELETE FROM unit WHERE name = 'Nà Mới'")
    await undo_named(register.database, name="Tự Do", number=None, now=NOW, keep=True)
    await undo_named(register.database, name="xã Hạnh Phúc", number=None, now=NOW, keep=True)
    assert await everything(register.database) == before


async def test_a_name_is_taken_again_after_its_unit_became_part_of_another(register: Register) -> None:
    await register.imports(*TREE)
    await register.imports(
        ["xã", "Phúc Sen", "Quảng Hòa", "1/7/2025", "xã Tự Do; xã Đại Sơn, huyện Quảng Hòa"],
        ["xã", "Nà Giang", "Hòa An", "1/7/2025", "xã Phúc Sen; xã Đại Sơn, huyện Hòa An"],
    )
    assert await register.tree(DAY) == [
        "tỉnh Cao Bằng",
        "  huyện Hòa An",
        "    xã Nà Giang",
        "      xóm Nà Sơn",
        "      xóm Pác Rằng",
        "  huyện Quảng Hòa",
        "    xã Phúc Sen",
    ]


async def test_a_province_goes_into_another_with_all_below_it(register: Register) -> None:
    await register.imports(*TREE)
    before = await everything(register.database)
    rows = [["tỉnh", "Cao Bằng", "", "1/7/2025", "tỉnh Cao Bằng; tỉnh Hà Giang"], *TREE]
    done = await register.imports(*rows)
    assert done.said == ("Từ ngày 1/7/2025: tỉnh Cao Bằng, tỉnh Hà Giang sáp nhập thành tỉnh Cao Bằng",)
    assert [line for line in await register.tree(DAY) if line.startswith("  huyện")] == [
        "  huyện Bắc Quang", "  huyện Hòa An", "  huyện Quảng Hòa",
    ]  # fmt: skip
    await undo_named(register.database, name="tỉnh Cao Bằng", number=None, now=NOW, keep=True)
    assert await everything(register.database) == before


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("day", [TODAY, DAY])
async def test_an_exported_table_imported_again_changes_nothing(
    register: Register, tmp_path: Path, kind: str, day: date
) -> None:
    await register.imports(*TREE)
    await register.imports(*REFORM)
    path = tmp_path / f"xuat.{kind}"
    path.write_bytes(register_file(await unit_register(register.database, unit="Cao Bằng", as_of=day), kind))
    before = await everything(register.database)
    done = await register.reads(path)
    assert [(one.row.title, one.outcome) for one in done.units if one.outcome is not RowOutcome.KNOWN] == []
    assert (done.warnings, len(done.units)) == ((), len(await register.tree(day)))
    assert await everything(register.database) == before


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["thị trấn", "Tự Do", "Quảng Hòa", "", ""], "unit_kind_differs"),
        (["xã", "Tự Do", "Hòa An", "", ""], "unit_parent_differs"),
        (["xã", "Phúc Xen", "Quảng Hòa", "", ""], "unit_name_near"),
        (["xã", "Tự Do", "Quảng Hòa", "1/1/2020", ""], "unit_from_differs"),
        (["xã", "phuc sen", "Quảng Hòa", "", ""], "unit_spelled_otherwise"),
    ],
)
async def test_what_a_table_says_otherwise_is_told_and_not_changed(
    register: Register, row: list[str], code: str
) -> None:
    await register.imports(*TREE)
    before = await everything(register.database)
    done = await register.imports(row)
    assert [one.code for one in done.warnings] == [code]
    assert await everything(register.database) == before


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["xã", "Mới", "huyện Bắc Quang", "", ""]], "dòng 4, cột C: huyện Bắc Quang, tỉnh Hà Giang không thuộc tỉnh"),
        ([["xã", "Mới", "Quảng Hóa", "", ""]], "dòng 4, cột C: xã Mới thuộc “Quảng Hóa”, nhưng không có đơn vị nào"),
        ([["xóm", "Mới", "xã Đại Sơn", "", ""]], "dòng 4, cột C: “xã Đại Sơn” có thể là xã Đại Sơn, huyện Quảng Hòa;"),
        ([["huyện", "Mới", "xã Tự Do", "", ""]], "dòng 4, cột C, huyện Mới: Không thể đặt dưới xã Tự Do."),
        ([["xã", "Mới", "Quảng Hòa", "1/7/2025", "xã A; xã Tự Do"]], "dòng 4, cột E, “xã A”: Không có đơn vị nào"),
        (
            [["xã", "Mới", "Quảng Hòa", "1/7/2025", "huyện Bắc Quang; xã Tự Do"]],
            "dòng 4, cột E: huyện Bắc Quang, tỉnh Hà Giang không thuộc tỉnh Cao Bằng.",
        ),
        (
            [["xã", "Phúc Sen", "Quảng Hòa", "1/7/2025", "xã Tự Do; xã Đại Sơn, Quảng Hòa"]],
            "dòng 4, cột B: Ở đó đã có xã Phúc Sen, mà cột “trước đây là” không nêu.",
        ),
        (
            [
                ["xã", "A", "Quảng Hòa", "1/7/2025", "xã Tự Do; xã Phúc Sen"],
                ["xã", "B", "Quảng Hòa", "1/7/2025", "xã Tự Do; xã Đại Sơn, Quảng Hòa"],
            ],
            "dòng 5, cột B, xã Tự Do: Đơn vị này không có cả trước và trong ngày 1/7/2025.",
        ),
    ],
)  # fmt: skip
async def test_a_table_that_cannot_be_is_refused_with_its_place_and_changes_nothing(
    register: Register, rows: Rows, said: str
) -> None:
    await register.imports(*TREE)
    assert said in await register.refused(["xóm", "Thử", "xã Tự Do", "", ""], *rows)


ENDING: Rows = [
    ["Loại", "Tên", "Thuộc", "Từ ngày", "Trước đây là", "Đến ngày", "Trong chương trình đến ngày"],
    ["huyện", "Hòa An", "tỉnh Cao Bằng", "", "", "30/6/2025", ""],
    ["huyện", "Quảng Hòa", "tỉnh Cao Bằng", "", "", "30/6/2025", ""],
    ["xã", "Đại Sơn", "tỉnh Cao Bằng", "1/7/2025", "xã Đại Sơn, huyện Hòa An; xã Đại Sơn, huyện Quảng Hòa", "", ""],
    ["xã", "Phúc Sen", "tỉnh Cao Bằng", "", "", "", ""],
    ["phường", "Tự Do", "tỉnh Cao Bằng", "1/7/2025", "xã Tự Do", "", "30/6/2025"],
]


@pytest.mark.parametrize("day", ["1/1/0001", "31/12/9999", "0000-01-01", "31/2/2025"])
async def test_a_day_at_an_end_of_the_calendar_is_refused_with_its_place(register: Register, day: str) -> None:
    said = await register.refused(["xã", "Hạnh Phúc", "Quảng Hòa", day, "xã Phúc Sen"], *TREE)
    assert f"“{day}” không phải là ngày" in said
    assert "dòng 2" in said or "dòng 3" in said


async def test_a_level_ends_by_its_last_day_and_a_town_leaves_by_its_own(register: Register, tmp_path: Path) -> None:
    await register.imports(*TREE)
    before = await everything(register.database)
    path = tmp_path / "cai-cach.csv"
    path.write_text(csv_text(ENDING), encoding="utf-8")
    done = await register.reads(path)
    assert done.said == (
        "Từ ngày 1/7/2025: xã Đại Sơn, xã Đại Sơn sáp nhập thành xã Đại Sơn",
        "Từ ngày 1/7/2025: xã Tự Do đổi tên thành phường Tự Do",
        "Từ ngày 1/7/2025: xã Tự Do chuyển về tỉnh Cao Bằng",
        "Từ ngày 1/7/2025: huyện Hòa An, huyện Quảng Hòa thôi hoạt động, trực thuộc về tỉnh Cao Bằng",
        "Từ ngày 1/7/2025: phường Tự Do thôi tính trong chương trình",
    )
    assert await register.tree(DAY) == [
        "tỉnh Cao Bằng",
        "  xã Đại Sơn",
        "    xóm Nà Sơn",
        "  xã Phúc Sen",
        "    xóm Pác Rằng",
        "  phường Tự Do",
    ]
    assert (done.before.counted, done.after.counted, done.after.communes) == (4, 2, 3)
    assert done.warnings == ()
    assert [note.split(":")[0] for note in done.notes] == [
        "Chưa có ai phụ trách xã Đại Sơn",
        "Ghi trước ngày có hiệu lực",
    ]
    after = await everything(register.database)
    again = await register.reads(path)
    assert ({one.outcome for one in again.units}, again.warnings) == ({RowOutcome.KNOWN}, ())
    assert await everything(register.database) == after
    exported = tmp_path / "xuat.csv"
    exported.write_bytes(register_file(await unit_register(register.database, unit="Cao Bằng", as_of=DAY), "csv"))
    assert {one.outcome for one in (await register.reads(exported)).units} == {RowOutcome.KNOWN}
    assert await everything(register.database) == after
    for name in ("Tự Do", "huyện Hòa An", "Tự Do", "Tự Do", "xã Đại Sơn, Hòa An"):
        await undo_named(register.database, name=name, number=None, now=NOW, keep=True)
    assert await everything(register.database) == before


async def test_a_unit_that_is_no_more_is_kept_for_its_days(register: Register, tmp_path: Path) -> None:
    await register.imports(*TREE)
    path = tmp_path / "cu.csv"
    rows = [ENDING[0], ["xã", "Cũ", "Quảng Hòa", "1/1/2010", "", "31/12/2019", ""]]
    path.write_text(csv_text(rows), encoding="utf-8")
    assert [one.outcome for one in (await register.reads(path)).units] == [RowOutcome.CREATED]
    assert [one.outcome for one in (await register.reads(path)).units] == [RowOutcome.KNOWN]
    assert "    xã Cũ" in await register.tree(date(2019, 12, 31))
    assert "    xã Cũ" not in await register.tree(date(2020, 1, 1))
    path.write_text(csv_text([ENDING[0], [*rows[1][:5], "31/12/2018", ""]]), encoding="utf-8")
    (warning,) = (await register.reads(path)).warnings
    assert (warning.code, warning.stated, warning.computed) == (
        "unit_to_differs", "đến 31/12/2018", "đến 31/12/2019",
    )  # fmt: skip
