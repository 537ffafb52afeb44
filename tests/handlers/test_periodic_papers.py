"""The paper of a monthly report, of an assessment over a quarter and of a few questions, as officials have them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.documents.read_duties import read_duties
from bot.documents.write_word import word
from bot.making.files import FileMaker
from bot.making.pictures import Pictures
from bot.simulator import quang_nam
from bot.simulator.quang_hoa.district import PLAN_CAME
from conversations.engine.asks import OtherPapers
from conversations.engine.effects import (
    ActOnReport,
    AskUnits,
    MoveMoney,
    RecordDifficulty,
    SaveAnswer,
    SendPaper,
    StateUnspendable,
)
from conversations.engine.facts import Needs
from conversations.engine.words import SOURCE
from conversations.programme.ad_hoc_request import Question
from conversations.programme.answer import Answer, Figure, State
from conversations.programme.calendar import Deadline, DueOperator
from conversations.programme.criteria import Measure
from conversations.programme.criterion_cost import CostRow
from conversations.programme.difficulty import DifficultyKind
from conversations.programme.dossier import DossierAct, DossierDates, DossierKind, DossierState, DossierStep
from conversations.programme.ids import SetId
from conversations.programme.paper import Grid, Paper, PaperKind
from conversations.programme.person import Role
from conversations.programme.plan_targets import Standard
from conversations.programme.problem import Problem, Refusal
from conversations.programme.report import ReportAct, ReportKey, ReportState
from conversations.programme.unit import Level
from conversations.screens.form_values import values_of
from handlers.load_criteria import load_shipped_sets
from handlers.load_duties import load_duties
from handlers.official_report import official_report
from handlers.units import add_named_unit
from storage.answers import save_answer
from storage.criteria import CriteriaSets
from storage.criterion_costs import put_cost
from storage.dossiers import open_dossier, step_dossier
from storage.people import add_person
from storage.reports import locked, move, open_report
from storage.rules import rules_owed_by
from storage.unit_names import unit_named
from tests.handlers.reporting_world import DAY, NOW, make_world
from tests.made_once import quang_hoa
from tests.monthly_world import CENTRAL, RECURRENT, assign_money, monthly_rules, under_a_province

if TYPE_CHECKING:
    from conversations.programme.ids import PersonId
    from storage.database import Database
    from tests.handlers.reporting_world import World

PAPER = "1/BC-UBND ngày 5/6/2023"
LACKING = "Thiếu vốn đối ứng làm đường"
OPENING = (
    "Ủy ban nhân dân xã Phúc Sen báo cáo kết quả thực hiện Chương trình xây dựng nông thôn mới tháng 6/2023, "
    "số liệu tính đến ngày 5/6/2023, như sau:"
)
COMPARED = (
    "So với cùng kỳ năm trước: trong kỳ đạt thêm 0 lượt tiêu chí, cùng kỳ năm trước 1; "
    "không giữ được 0, cùng kỳ năm trước 0."
)


@pytest.fixture
async def world(database: Database) -> World:
    """A commune has met a criterion in June, spent some money, and lacks some."""
    made = await make_world(database)
    await under_a_province(database, now=NOW)
    await monthly_rules(database, now=NOW)
    async with database.write() as tx:
        lines = {made.commune: {CENTRAL: 1200, RECURRENT: 300}, made.neighbour: {CENTRAL: 800}}
        await assign_money(tx, made.district, lines, dated=date(2023, 1, 15), at=NOW)
    officer = await made.person(Role.COMMUNE_OFFICER, made.commune)
    met = [replace(made.answer(item), unchanged=False) for item in ("1.1", "1.2")]
    await made.does(officer, *met, ActOnReport(key=made.key, act=ReportAct.SEND, paper=PAPER))
    await made.does(
        officer,
        RecordDifficulty(
            unit=made.commune, kind=DifficultyKind.MONEY, criterion="2", text="Thiếu vốn đối ứng làm đường"
        ),
    )
    await send(made, officer, await key_of(made, officer, "2023-06-TX"), {"2.1": "450", "2.2": "120.5"})
    return made


async def key_of(world: World, person: PersonId, period: str) -> ReportKey:
    return next(one.key for one in (await world.facts(person, Needs(due=True))).due if one.key.period == period)


async def send(world: World, person: PersonId, key: ReportKey, spent: dict[str, str]) -> None:
    """Results and a proposal in words, and what was spent."""

    def says(indicator: str, **said: Any) -> SaveAnswer:
        return SaveAnswer(key=key, indicator=indicator, seen=0, state=State.NOT_REPORTED, **said)

    await world.does(
        person,
        says("1", choice="Làm xong 300 m đường xóm Lũng Vài"),
        *(says(code, figure=Figure(value=Decimal(value))) for code, value in spent.items()),
        says("3", choice="Theo sổ khó khăn: số 1"),
        says("4", choice="đề nghị giao vốn sớm"),
        ActOnReport(key=key, act=ReportAct.SEND, paper=PAPER),
    )


async def paper_of(world: World, unit: str, period: str, *, on: date | None = None) -> Paper:
    paper, _ = await official_report(
        world.database, CriteriaSets(), unit=unit, as_of=on or world.clock.at.date(), period=period
    )
    return paper


def lines(paper: Paper) -> list[str]:
    """Every paragraph of the body; a table row by row."""
    found: list[str] = []
    for block in paper.body:
        found += [" | ".join(row) for row in (block.head, *block.rows)] if isinstance(block, Grid) else [block.text]
    return found


async def test_a_communes_month_in_four_parts_with_the_table_by_source(world: World) -> None:
    paper = await paper_of(world, "xã Phúc Sen", "2023-06")
    assert (paper.superior, paper.issuer, paper.to, paper.symbol) == (
        "ỦY BAN NHÂN DÂN HUYỆN QUẢNG HÒA",
        "ỦY BAN NHÂN DÂN XÃ PHÚC SEN",
        ("Ủy ban nhân dân huyện Quảng Hòa",),
        "BC-UBND",
    )
    assert paper.subject == ("Kết quả thực hiện Chương trình xây dựng nông thôn mới tháng 6/2023 của xã Phúc Sen")
    assert lines(paper) == [
        OPENING,
        "I. KẾT QUẢ THỰC HIỆN",
        "Xã Phúc Sen đạt 1/19 tiêu chí (số liệu do xã tự đánh giá).",
        "Tiêu chí đạt: số 1 Quy hoạch.",
        "Tiêu chí chưa đạt: không có.",
        *(line for line in lines(paper)[5:6] if line.startswith("Tiêu chí chưa có số liệu: số 2 Giao thông; ")),
        "Chưa có số liệu của ngày 31/5/2023 để so sánh.",
        "Kết quả khác trong kỳ: Làm xong 300 m đường xóm Lũng Vài.",
        "II. GIẢI NGÂN NGUỒN KINH PHÍ ĐƯỢC GIAO",
        "Kinh phí được giao 1.500 triệu đồng, lũy kế giải ngân 570,5 triệu đồng, đạt 38% kế hoạch.",
        "TT | Nguồn kinh phí | Kế hoạch (triệu đồng) | Lũy kế giải ngân (triệu đồng) | Tỷ lệ",
        "1 | Ngân sách trung ương, năm 2023 | 1.500 | 570,5 | 38%",
        " | Tổng số | 1.500 | 570,5 | 38%",
        "III. KHÓ KHĂN, VƯỚNG MẮC",
        "Kinh phí (1 vướng mắc):",
        f"- {LACKING} (tiêu chí 2).",
        "IV. KIẾN NGHỊ, ĐỀ XUẤT",
        "- Đề nghị giao vốn sớm.",
        "Trên đây là báo cáo kết quả thực hiện tháng 6/2023 của Ủy ban nhân dân xã Phúc Sen./.",
    ]


async def test_a_communes_month_goes_through_the_rows_of_its_detailed_plan(world: World) -> None:
    road = CostRow(
        amount=450_000_000,
        content="Bê tông đường xóm Lũng Vài",
        volume="2 km",
        responsible="Nông Văn An",
        ends_on=date(2023, 5, 31),
    )
    rows = {
        "1": (CostRow(amount=20_000_000, content="Cắm mốc quy hoạch", ends_on=date(2023, 3, 1)),),
        "2": (road, replace(road, content="=Cầu", ends_on=date(2023, 6, 20))),
        "3": (CostRow(amount=7_000_000),),
    }
    _, found = await official_report(
        world.database, CriteriaSets(), unit="xã Phúc Sen", as_of=NOW.date(), period="2023-06"
    )
    assert found.now.form is not None
    async with world.database.write() as tx:
        for criterion, listed in rows.items():
            await put_cost(
                tx, world.commune, found.now.form.id, criterion, listed, said_on=date(2023, 1, 5), person=None,
                source="KH 12", now=NOW,
            )  # fmt: skip
    said = lines(await paper_of(world, "xã Phúc Sen", "2023-06"))
    at = next(place for place, line in enumerate(said) if line.startswith("Kế hoạch chi tiết"))
    assert said[at : at + 5] == [
        "Kế hoạch chi tiết của xã có 3 việc: 1 việc thuộc tiêu chí đã đạt, 1 việc quá hạn, 1 việc đang thực hiện.",
        "TT | Tiêu chí | Nội dung | Khối lượng | Kinh phí còn cần | Chịu trách nhiệm | Hoàn thành | Hiện trạng",
        "1 | 1 | Cắm mốc quy hoạch |  | 20 triệu đồng |  | 1/3/2023 | tiêu chí đã đạt",
        "2 | 2 | Bê tông đường xóm Lũng Vài | 2 km | 450 triệu đồng | Nông Văn An | 31/5/2023 | quá hạn 5 ngày",
        "3 | 2 | =Cầu | 2 km | 450 triệu đồng | Nông Văn An | 20/6/2023 | còn 15 ngày",
    ]


async def test_a_districts_month_tells_what_cannot_be_spent_and_what_was_moved(world: World) -> None:
    manager = await world.person(Role.MANAGER, world.district)
    said = StateUnspendable(
        unit=world.district, holder=world.commune, purse=CENTRAL, amount=300_000_000, reason="chưa có mặt bằng"
    )
    gone = MoveMoney(
        unit=world.district, giver=world.commune, taker=world.neighbour, purse=CENTRAL, amount=300_000_000,
        on_day=NOW.date(), paper="12/QĐ-UBND",
    )  # fmt: skip
    await world.does(manager, said, gone)
    told = lines(await paper_of(world, "huyện Quảng Hòa", "2023-06-TH"))
    money = "ngân sách trung ương, đầu tư phát triển, năm 2023"
    assert (
        f"- Xã Phúc Sen, {money}: không giải ngân được 300 triệu đồng (“chưa có mặt bằng”), ghi ngày 5/6/2023." in told
    )
    assert f"- Xã Phúc Sen → xã Độc Lập: 300 triệu đồng, {money}, ngày 5/6/2023, văn bản 12/QĐ-UBND." in told


async def test_the_same_day_gives_the_same_paper_whatever_is_said_later(world: World) -> None:
    before = word(await paper_of(world, "xã Phúc Sen", "2023-06-TX"))
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    world.clock.at = NOW + DAY
    found = next(
        one.key for one in (await world.facts(officer, Needs(due=True))).lately_sent if one.key.period == "2023-06-TX"
    )
    await world.does(officer, ActOnReport(key=found, act=ReportAct.WITHDRAW))
    assert word(await paper_of(world, "xã Phúc Sen", "2023-06-TX", on=NOW.date())) == before
    later = await paper_of(world, "xã Phúc Sen", "2023-06-TX")
    assert "Kinh phí được giao 1.500 triệu đồng; chưa có số giải ngân." in lines(later)


async def test_a_districts_month_has_its_communes_in_an_annex_and_names_who_has_not_sent(world: World) -> None:
    paper = await paper_of(world, "huyện Quảng Hòa", "2023-06-TH")
    assert paper.to == ("Ủy ban nhân dân tỉnh Cao Bằng",)
    assert "Đơn vị trực thuộc đã gửi báo cáo cùng kỳ: 1/2; chưa gửi: Độc Lập." in lines(paper)
    assert "Kinh phí được giao 2.300 triệu đồng, lũy kế giải ngân 570,5 triệu đồng, đạt 24,8% kế hoạch." in lines(paper)
    grid = paper.annexes[0].blocks[0]
    assert isinstance(grid, Grid)
    assert grid.rows == (
        ("1", "xã Độc Lập", "chưa gửi", "800", "", "", "0"),
        ("2", "xã Phúc Sen", "5/6/2023", "1.500", "570,5", "38%", "1"),
        ("", "Tổng số", "1/2", "2.300", "570,5", "24,8%", "1"),
    )


async def test_a_province_rolls_up_what_its_districts_have_sent(world: World) -> None:
    manager = await world.person(Role.MANAGER, world.district)
    await send(world, manager, await key_of(world, manager, "2023-06-TH"), {"2.1": "460", "2.2": "120"})
    paper = await paper_of(world, "tỉnh Cao Bằng", "2023-06")
    assert (paper.superior, paper.to) == ("", ())
    assert "Đơn vị trực thuộc đã gửi báo cáo cùng kỳ: 1/1." in lines(paper)
    assert "Kinh phí được giao 2.300 triệu đồng, lũy kế giải ngân 580 triệu đồng, đạt 25,2% kế hoạch." in lines(paper)
    grid = paper.annexes[0].blocks[0]
    assert isinstance(grid, Grid)
    assert grid.rows[0] == ("1", "huyện Quảng Hòa", "5/6/2023", "2.300", "580", "25,2%", "1")


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2023, 6, 5), "So với cùng kỳ năm trước: chưa có số liệu của cùng kỳ để so sánh."),
        (
            date(2024, 6, 5),
            COMPARED,
        ),
    ],
)
async def test_an_assessment_over_a_quarter_is_held_against_the_same_quarter_of_the_year_before(
    sqlite_database: Database, on: date, said: str
) -> None:
    await quang_hoa(sqlite_database)
    await under_a_province(sqlite_database, now=PLAN_CAME)
    due = "ngày 20 tháng cuối quý, hằng quý"
    await monthly_rules(sqlite_database, now=PLAN_CAME, due=due, codes=("QX", "QH"))
    async with sqlite_database.write() as tx:
        commune = await unit_named(tx, "xã Phúc Sen", day=NOW.date())
        person = await add_person(tx, name="Cán bộ", language="vi", now=NOW)
        (rule,) = [
            one for one in await rules_owed_by(tx, commune.id, Level.COMMUNE, day=NOW.date()) if one.code == "H1"
        ]
        key = ReportKey(unit=commune.id, rule=rule.id, period="2023-H1")
        await open_report(tx, key, set_id=SetId("xa-ntm-2021-2025"), set_version=1, by=person, now=NOW)
        stored = await locked(tx, key)
        assert stored is not None
        form = await CriteriaSets().get(tx, "xa-ntm-2021-2025", 1)
        criterion = form.criterion("1")
        assert criterion is not None
        for indicator in criterion.indicators:
            given = Answer(indicator=indicator.code, version=1, state=State.MET, by=person, channel="telegram", at=NOW)
            save_answer(tx, stored.id, given)
        move(tx, stored.id, act=ReportAct.SEND, to=ReportState.SENT, by=person, reason="", paper="", now=NOW)
    paper, _ = await official_report(
        sqlite_database, CriteriaSets(), unit="huyện Quảng Hòa", as_of=on, period=f"{on.year}-02-QH"
    )
    assert paper.subject == (
        f"Đánh giá kết quả thực hiện Chương trình xây dựng nông thôn mới quý II/{on.year} của huyện Quảng Hòa"
    )
    assert [line for line in lines(paper) if "cùng kỳ năm trước" in line] == [said]


async def test_what_was_asked_once_is_answered_question_by_question(world: World) -> None:
    manager = await world.person(Role.MANAGER, world.district)
    officer = await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    asked = AskUnits(
        unit=world.district,
        title="Rà soát nhà tạm",
        questions=(
            Question(text="Còn bao nhiêu nhà tạm?", measure=Measure.NUMBER),
            Question(text="Vì sao?", measure=Measure.TEXT),
        ),
        owes=Level.COMMUNE,
        only=(),
        deadline=Deadline(operator=DueOperator.BEFORE, day=(NOW + 15 * DAY).date()),
    )
    await world.does(manager, asked)
    key = await key_of(world, officer, "2023-DX1")
    said = SaveAnswer(key=key, indicator="1", seen=0, state=State.NOT_REPORTED, figure=Figure(value=Decimal(12)))
    await world.does(officer, said, ActOnReport(key=key, act=ReportAct.SEND))
    paper = await paper_of(world, "xã Độc Lập", "2023-DX1")
    assert paper.subject == "Rà soát nhà tạm của xã Độc Lập"
    assert lines(paper)[1:] == [
        "1. Còn bao nhiêu nhà tạm?: 12.",
        "2. Vì sao?: chưa trả lời.",
        "Trên đây là báo cáo của Ủy ban nhân dân xã Độc Lập./.",
    ]


async def test_a_time_that_is_no_reports_is_said(world: World) -> None:
    with pytest.raises(Problem) as problem:
        await paper_of(world, "xã Phúc Sen", "2023-13")
    assert problem.value.code == "no_such_period"


async def test_whoever_may_take_a_units_papers_is_offered_its_months_and_only_these_are_sent(
    world: World, tmp_path: Path
) -> None:
    officer = await world.person(Role.COMMUNE_OFFICER, world.commune)
    neighbour = await world.person(Role.COMMUNE_OFFICER, world.neighbour)
    offered = await world.told(officer, OtherPapers(world.commune))
    assert [one.key for one in offered] == ["2023-06-TX"]
    assert await world.asked(neighbour, OtherPapers(world.commune)) is None
    wish = SendPaper(unit=world.commune, kind=PaperKind.REPORT, period="2023-06-TX")
    (document,) = (await world.does(officer, wish)).documents
    files = FileMaker(
        database=world.database,
        pictures=Pictures(database=world.database, words={"vi": SOURCE}),
        folder=tmp_path,
        words={"vi": SOURCE},
    )
    made = await files.made(document.recipe)
    assert made is not None
    assert made.file_name == "bao-cao-thang-6-2023-xa-phuc-sen.docx"
    for person, forged in (
        (neighbour, wish),
        (officer, replace(wish, period="2024-H1")),
        (officer, replace(wish, kind=PaperKind.PRINT)),
        (officer, replace(wish, kind=PaperKind.TABLE)),
    ):
        with pytest.raises(Refusal):
            await world.does(person, forged)


async def test_an_offices_own_form_gets_the_money_by_source_too(world: World) -> None:
    paper, found = await official_report(
        world.database, CriteriaSets(), unit="huyện Quảng Hòa", as_of=NOW.date(), period="2023-06-TH"
    )
    values = values_of(paper, found)
    assert values.fields["giai_ngan"].startswith("Kinh phí được giao 2.300 triệu đồng, lũy kế giải ngân 570,5")
    assert values.fields["kho_khan"].startswith("Kinh phí (1 vướng mắc):")
    assert [(row["ten"], row["ty_le"]) for row in values.rows["nguon_von"]] == [
        ("Ngân sách trung ương, năm 2023", "24,8%"),
        ("Tổng số", "24,8%"),
    ]


async def test_a_report_goes_to_whom_it_is_owed_and_to_whom_its_rule_names_and_says_what_is_not_known(
    sqlite_database: Database,
) -> None:
    await load_shipped_sets(sqlite_database, at=NOW)
    for name, kind, parent in (
        ("Quảng Nam", "tỉnh", None), ("Phú Ninh", "huyện", "tỉnh Quảng Nam"), ("Tam Dân", "xã", "huyện Phú Ninh"),
    ):  # fmt: skip
        await add_named_unit(sqlite_database, CriteriaSets(), name=name, kind=kind, parent=parent, now=NOW)
    await load_duties(
        sqlite_database,
        read_duties(Path(quang_nam.__file__).with_name("duties.csv")),
        unit="tỉnh Quảng Nam",
        dated=date(2023, 5, 1),
        now=NOW,
        chosen={"QN-D76": "trước ngày 25 hằng tháng"},
    )
    to = {}
    for unit in ("xã Tam Dân", "huyện Phú Ninh", "tỉnh Quảng Nam"):
        paper, _ = await official_report(
            sqlite_database, CriteriaSets(), unit=unit, as_of=date(2023, 7, 10), period="2023-06"
        )
        to[unit] = paper.to
        assert "Chưa có số liệu trong hệ thống." in lines(paper)
        assert "Chưa có số liệu về kinh phí được giao và giải ngân." in lines(paper)
    both = ("Ủy ban nhân dân tỉnh Quảng Nam", "Văn phòng Điều phối NTM tỉnh", "Ban Chỉ đạo tỉnh")
    assert to == {"xã Tam Dân": both, "huyện Phú Ninh": both, "tỉnh Quảng Nam": ()}


async def test_a_dossier_that_moved_in_the_month_is_told_and_one_that_did_not_is_not(world: World) -> None:
    async with world.database.write() as tx:
        for unit, handed_in in ((world.commune, NOW), (world.neighbour, NOW - 40 * DAY)):
            dossier = await open_dossier(
                tx,
                unit=unit,
                standard=Standard.ADVANCED,
                kind=DossierKind.RECOGNITION,
                dates=DossierDates(year=2023, first_by=None, second_by=None),
                roadmap=None,
                now=NOW - 90 * DAY,
            )
            step = DossierStep(number=2, act=DossierAct.SUBMIT, state=DossierState.SUBMITTED, at=handed_in)
            assert await step_dossier(tx, dossier, step)
    told = [line for line in lines(await paper_of(world, "huyện Quảng Hòa", "2023-06-TH")) if "NTM nâng cao" in line]
    assert told == ["- Xã Phúc Sen, NTM nâng cao 2023: đã nộp (ngày 5/6/2023)."]
    manager = await world.person(Role.MANAGER, world.district)
    report = await world.report(manager, await key_of(world, manager, "2023-06-TH"))
    assert report.beside is not None
    assert [(one.unit.name, one.state) for one in report.beside.dossiers] == [("Phúc Sen", DossierState.SUBMITTED)]
