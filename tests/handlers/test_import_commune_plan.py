"""A commune's detailed plan is imported: what is to be done, for how much, by whom; then told with what is lacking."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from bot.documents.read_document import read_document
from conversations.engine.asks_of_standing import LackingOf
from conversations.engine.effects import StateCost
from conversations.engine.facts import Needs
from conversations.programme.answer import State
from conversations.programme.criterion_cost import CostRow
from conversations.programme.person import Role
from conversations.programme.problem import Problem
from handlers.import_commune_plan import import_commune_plan
from storage.criteria import CriteriaSets
from storage.criterion_costs import costs_of
from tests.documents.plan_files import csv_text, write_docx, write_xlsx
from tests.every_row import everything
from tests.handlers.reporting_world import make_world

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from conversations.programme.criterion_cost import CriterionCost
    from handlers.import_commune_plan import CommunePlanImport
    from storage.database import Database
    from tests.handlers.reporting_world import World

HEAD = ["TT", "Nội dung", "Xã", "Kinh phí (triệu đồng)", "Tiêu chí", "Khối lượng", "Nguồn kinh phí",
        "Người, cơ quan phụ trách", "Thời gian hoàn thành"]  # fmt: skip
TANK = ["1", "Bể lọc nước", "Phúc Sen", "450,5", "17", "2 bể", "Ngân sách huyện", "Bà Lan", "30/9/2023"]
ROAD = ["2", "Đường nội thôn", "xã Phúc Sen", "1.200,5", "Giao thông", "1,2 km", "Dân góp", "Trưởng xóm", "quý IV/2024"]
DUMP = ["3", "Điểm tập kết rác", "Độc Lập", "80 triệu đồng", "Tiêu chí số 17", "", "", "", "2023"]
DISTRICT = "huyện Quảng Hòa"


class Desk:
    """Whoever keeps the communes' plans."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self.folder = folder

    async def imports(
        self, *rows: list[str], kind: str = "csv", unit: str = DISTRICT, head: list[str] = HEAD, dry_run: bool = False
    ) -> CommunePlanImport:
        path = self.folder / f"ke-hoach-xa.{kind}"
        table = [head, *rows]
        match kind:
            case "xlsx":
                write_xlsx(path, table, title="Kế hoạch chi tiết")
            case "docx":
                write_docx(path, table, title="Kế hoạch chi tiết")
            case _:
                path.write_text(csv_text(table), encoding="utf-8")
        return await import_commune_plan(
            self.world.database,
            CriteriaSets(),
            read_document(path),
            unit=unit,
            now=self.world.clock.at,
            dry_run=dry_run,
        )

    async def refused(self, *rows: list[str], **kept: Any) -> str:
        before = await everything(self.world.database)
        with pytest.raises(Problem) as refused:
            await self.imports(*rows, **kept)
        assert await everything(self.world.database) == before
        return refused.value.sentence()

    async def known(self) -> Mapping[str, CriterionCost]:
        async with self.world.database.read() as tx:
            found = await costs_of(tx, [self.world.commune], "xa-ntm-2021-2025", day=self.world.clock.at.date())
        return found.get(self.world.commune, {})


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> Desk:
    return Desk(await make_world(database), tmp_path)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx"])
async def test_a_row_has_content_volume_money_who_and_by_when_in_any_order_of_columns(desk: Desk, kind: str) -> None:
    done = await desk.imports(TANK, ROAD, DUMP, kind=kind)
    assert done.totals == {"communes": 2, "criteria": 3, "amount": 1_731_000_000}
    assert (done.changed, done.warnings) == (3, ())
    known = await desk.known()
    assert {code: cost.rows for code, cost in known.items()} == {
        "17": (
            CostRow(
                amount=450_500_000, content="Bể lọc nước", volume="2 bể", money_from="Ngân sách huyện",
                responsible="Bà Lan", ends_on=date(2023, 9, 30),
            ),
        ),
        "2": (
            CostRow(
                amount=1_200_500_000, content="Đường nội thôn", volume="1,2 km", money_from="Dân góp",
                responsible="Trưởng xóm", ends_on=date(2024, 12, 31),
            ),
        ),
    }  # fmt: skip
    assert {cost.source for cost in known.values()} == {f"ke-hoach-xa.{kind}"}


async def test_what_it_takes_is_then_told_with_what_is_lacking(desk: Desk) -> None:
    officer = await desk.world.person(Role.COMMUNE_OFFICER, desk.world.commune)
    await desk.world.does(officer, desk.world.answer("17.1", state=State.NOT_MET))
    await desk.imports(TANK)
    ask = LackingOf(desk.world.commune)
    lacking = (await desk.world.facts(officer, Needs(asks=(ask,)))).answer(ask)
    assert lacking is not None
    (cost,) = [near.cost for near in lacking.nearest if near.criterion.code == "17"]
    assert cost is not None
    assert cost.rows[0].responsible == "Bà Lan"


async def test_a_trial_keeps_nothing_the_same_again_changes_nothing_another_is_a_new_version(desk: Desk) -> None:
    before = await everything(desk.world.database)
    assert (await desk.imports(TANK, ROAD, dry_run=True)).changed == 2
    assert await everything(desk.world.database) == before
    await desk.imports(TANK, ROAD)
    after = await everything(desk.world.database)
    assert (await desk.imports(TANK, ROAD)).changed == 0
    assert await everything(desk.world.database) == after
    done = await desk.imports([*TANK[:3], "500", *TANK[4:]])
    assert (done.changed, [one.code for one in done.warnings]) == (1, ["costs_kept"])
    known = await desk.known()
    assert (known["17"].version, known["17"].total, known["2"].version) == (2, 500_000_000, 1)


async def test_what_the_commune_typed_since_the_same_table_stays_and_a_new_table_says_what_it_replaces(
    desk: Desk,
) -> None:
    await desk.imports(TANK)
    officer = await desk.world.person(Role.COMMUNE_OFFICER, desk.world.commune)
    await desk.world.does(officer, StateCost(unit=desk.world.commune, criterion="17", amount=90_000_000))
    same = await desk.imports(TANK)
    assert (same.changed, [one.code for one in same.warnings]) == (0, ["cost_typed"])
    assert (await desk.known())["17"].total == 90_000_000
    other = await desk.imports([*TANK[:3], "70", *TANK[4:]])
    assert (other.changed, [one.code for one in other.warnings]) == (1, ["cost_typed"])
    assert (await desk.known())["17"].total == 70_000_000


async def test_a_commune_imports_its_own_plan_without_naming_itself_and_a_wrong_sum_is_told(desk: Desk) -> None:
    head = ["Tiêu chí", "Nội dung", "Kinh phí", "ĐVT", "Tiến độ"]
    rows = (["17", "Bể lọc", "450", "triệu đồng", "50%"], ["2", "Đường", "1,2 tỷ đồng", "", ""])
    total = ["Tổng cộng", "", "1700", "triệu đồng", ""]
    done = await desk.imports(*rows, total, head=head, unit="xã Phúc Sen, huyện Quảng Hòa")
    assert done.totals == {"communes": 1, "criteria": 2, "amount": 1_650_000_000}
    assert [(one.code, one.stated) for one in done.warnings] == [
        ("column_unread", "Tiến độ"),
        ("sum_differs", 1_700_000_000),
    ]
    assert "cột “xã”" in await desk.refused(*rows, head=head)


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        (2, "Xã Lạ", "dòng 4, cột C: huyện Quảng Hòa không có xã nào tên “Xã Lạ”"),
        (2, "", "dòng 4, cột C: Ô này để trống"),
        (4, "23", "dòng 4, cột E: “23” không phải tiêu chí nào"),
        (4, "17. Thu nhập", "dòng 4, cột E: “17. Thu nhập” không phải tiêu chí nào"),
        (3, "chưa rõ", "dòng 4, cột D: “chưa rõ” không phải một số tiền"),
        (3, "450 bể", "dòng 4, cột D: “450 bể” không phải một số tiền"),
        (3, "", "dòng 4, cột D: Ô này để trống"),
        (8, "30/9/2033", "dòng 4, cột I: “30/9/2033” ngoài thời gian của"),
        (8, "sớm", "dòng 4, cột I: Không hiểu hạn “sớm”"),
        (1, "Bể lọc nước", "dòng 4, cột E: “Bể lọc nước” của tiêu chí 17 có hai dòng, dòng kia ở dòng 3, cột E"),
    ],
)
async def test_a_wrong_cell_is_named_with_its_place_and_nothing_is_kept(
    desk: Desk, column: int, text: str, said: str
) -> None:
    row = [*TANK]
    row[1] = "Hố rác"
    row[column] = text
    assert (await desk.refused(TANK, row)).startswith(said)


async def test_money_without_its_unit_is_refused(desk: Desk) -> None:
    head = [*HEAD]
    head[3] = "Kinh phí"
    assert "triệu đồng hay tỷ đồng" in await desk.refused(TANK, head=head)
