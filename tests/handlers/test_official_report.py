"""The official report: what it says, on what it stands, and that the same day gives the same paper for ever."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document

from bot.documents.write_word import word
from conversations.engine.effects import RecordEntry
from conversations.programme.answer import State
from conversations.programme.paper import Grid, Heading, Paper, Paragraph
from conversations.programme.problem import Problem
from conversations.programme.register import Said
from conversations.programme.review import ItemAct
from handlers.import_money import import_money
from handlers.load_money_rules import load_money_rules
from handlers.official_report import official_report
from storage.criteria import CriteriaSets
from storage.times import millis
from tests.handlers.money_world import as_csv
from tests.handlers.reporting_world import DAY, NOW
from tests.handlers.review_world import make_review

if TYPE_CHECKING:
    from docx.shared import Length

    from storage.database import Database
    from storage.document_versions import Table
    from tests.handlers.review_world import Review


TRANSCRIPT = Path(__file__).parent.parent / "transcripts" / "money"
MONEY = """Giải ngân đến ngày 31/5/2023
Đơn vị tính: triệu đồng
Đơn vị;Nguồn vốn;Loại vốn;Năm;Kế hoạch vốn;Đã giải ngân
xã Phúc Sen;Ngân sách trung ương;Đầu tư phát triển;2023;3.200,5;1.450
xã Phúc Sen;Ngân sách xã;;2023;400;0
"""


@pytest.fixture
async def review(database: Database) -> Review:
    return await make_review(database)


async def paper_of(review: Review, unit: str = "xã Phúc Sen", *, on: date | None = None, period: str = "") -> Paper:
    day = review.world.clock.at.date() if on is None else on
    paper, _ = await official_report(review.world.database, CriteriaSets(), unit=unit, as_of=day, period=period)
    return paper


def said(paper: Paper) -> list[str]:
    return [block.text for block in paper.body if isinstance(block, Heading | Paragraph)]


def millimetres(*lengths: Length | None) -> list[int]:
    return [0 if one is None else round(one.mm) for one in lengths]


def annex(paper: Paper) -> Grid:
    grid = paper.annexes[0].blocks[0]
    assert isinstance(grid, Grid)
    return grid


async def test_a_communes_report_names_what_is_met_by_whose_word(review: Review) -> None:
    await review.send("1.1", "1.2", "2.1")
    for item in ("1.1", "1.2"):
        await review.world.does(review.reviewer, review.say(ItemAct.MEET, item))
    paper = await paper_of(review, period="2023-H1")
    assert (paper.superior, paper.issuer, paper.to) == (
        "ỦY BAN NHÂN DÂN HUYỆN QUẢNG HÒA",
        "ỦY BAN NHÂN DÂN XÃ PHÚC SEN",
        ("Ủy ban nhân dân huyện Quảng Hòa",),
    )
    lines = said(paper)
    assert lines[0].endswith("số liệu tính đến ngày 5/6/2023, như sau:")
    assert "Xã Phúc Sen đạt 1/19 tiêu chí (trong đó phòng, ngành đã đánh giá 1, còn lại 0 do xã tự đánh giá)." in lines
    assert "Tiêu chí đạt: số 1 Quy hoạch." in lines
    rows = {row[0]: row[2:] for row in annex(paper).rows}
    assert len(rows) == 57
    assert (rows["1.1"], rows["2.1"], rows["2.2"]) == (
        ("", "đạt", "đạt"),
        ("", "đạt", ""),
        ("", "chưa có số", ""),
    )


async def test_the_same_day_gives_the_same_paper_whatever_comes_after(review: Review) -> None:
    world = review.world
    await review.send("1.1", "1.2")
    before = word(await paper_of(review, period="2023-H1"))
    world.clock.at = NOW + DAY
    await world.does(review.reviewer, review.say(ItemAct.FAIL, reason="chưa có quyết định"))
    await world.does(review.officer, world.answer("1.2", seen=1, state=State.UNSTABLE))
    assert word(await paper_of(review, on=NOW.date(), period="2023-H1")) == before
    later = await paper_of(review, period="2023-H1")
    assert {row[0]: row[3:] for row in annex(later).rows}["1.1"] == ("đạt", "chưa đạt")
    assert word(later) != before


async def test_a_districts_report_speaks_of_its_communes(review: Review) -> None:
    await review.send("1.1", "1.2")
    paper = await paper_of(review, "huyện Quảng Hòa", period="2023-H1")
    lines = said(paper)
    assert (
        "Toàn huyện có 2 xã, tổng số tiêu chí đạt là 1 lượt (số liệu do xã tự đánh giá), bình quân 1,0 tiêu chí/xã."
        in lines
    )
    assert "- Đạt từ 0 đến 9 tiêu chí: 1 xã." in lines
    assert "- Chưa có số liệu: 1 xã (không tính vào bình quân)." in lines
    grid = annex(paper)
    assert [row[1] for row in grid.rows] == ["Độc Lập", "Phúc Sen", "Tổng số"]
    assert [row[-1] for row in grid.rows] == ["·", "1", "1"]


async def test_the_period_is_the_one_last_due_until_it_is_locked_then_the_next(review: Review) -> None:
    day = NOW.date()
    assert "năm 2022" in (await paper_of(review, on=date(2022, 12, 20))).subject
    assert "6 tháng đầu năm 2023" in (await paper_of(review, on=day)).subject
    assert "6 tháng đầu năm 2023" in (await paper_of(review, on=day + timedelta(days=10))).subject
    assert "năm 2023 " in (await paper_of(review, on=date(2023, 10, 2))).subject


@pytest.mark.parametrize(
    ("unit", "period", "code"),
    [
        ("xã Phúc Sen", "2023-Q9", "no_such_period"),
        ("Phòng Y tế", "", "no_official_report"),
        ("xóm Pác Rằng", "", "no_official_report"),
    ],
)
async def test_what_hands_up_no_such_report_is_said(review: Review, unit: str, period: str, code: str) -> None:
    with pytest.raises(Problem) as caught:
        await paper_of(review, unit, period=period)
    assert caught.value.code == code


async def test_the_file_has_the_layout_of_the_decree(review: Review) -> None:
    await review.send("1.1")
    paper = await paper_of(review, "huyện Quảng Hòa", period="2023-H1")
    document = Document(io.BytesIO(word(paper)))
    first, wide = document.sections
    assert millimetres(first.page_width, first.page_height) == [210, 297]
    margins = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert millimetres(*margins) == [20, 20, 30, 15]
    assert first.different_first_page_header_footer
    assert millimetres(wide.page_width, wide.page_height) == [297, 210]
    assert document.styles["Normal"].font.name == "Times New Roman"
    head = document.tables[0]
    assert head.cell(0, 1).text.splitlines()[:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert head.cell(1, 0).text == "Số:        /BC-UBND"
    assert head.cell(1, 1).text == "Quảng Hòa, ngày      tháng      năm 2023"
    foot = document.tables[1]
    assert foot.cell(0, 0).text.splitlines()[0] == "Nơi nhận:"
    assert foot.cell(0, 1).text.splitlines() == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    assert "ỦY BAN NHÂN DÂN HUYỆN\N{NO-BREAK SPACE}QUẢNG\N{NO-BREAK SPACE}HÒA" in head.cell(0, 0).text
    rows = [row._tr.xml for row in document.tables[2].rows]
    assert "w:tblHeader" in rows[0]
    assert len(rows) > 1
    assert all("w:cantSplit" in row for row in rows[1:])


async def test_what_was_entered_in_registers_in_the_period_stands_in_a_table(review: Review) -> None:
    """As of the day: what came before the period only adds to the whole, what came after is not there."""
    assert not any(isinstance(block, Grid) for block in (await paper_of(review, period="2023-H1")).body)
    world = review.world
    day = NOW.date()
    for amount, on in ((5_000_000, day), (7_000_000, date(2022, 3, 1))):
        gift = Said(sub="tien", amount=amount, day=on, text="làm đường")
        await world.does(review.officer, RecordEntry(unit=world.commune, kind="dong-gop", said=gift))
    world.clock.at = NOW + DAY
    later = Said(sub="khac", amount=1, day=world.clock.at.date(), text="vườn")
    await world.does(review.officer, RecordEntry(unit=world.commune, kind="mo-hinh", said=later))
    for unit in ("xã Phúc Sen", "huyện Quảng Hòa"):
        (grid,) = [
            block for block in (await paper_of(review, unit, on=day, period="2023-H1")).body if isinstance(block, Grid)
        ]
        left = "Chưa ghi sử dụng: tiền: 12 triệu đồng. Chưa ghi quyết toán: tiền: 12 triệu đồng"
        assert grid.rows == (("1", "Nhân dân đóng góp", "tiền: 5 triệu đồng", f"tiền: 12 triệu đồng. {left}"),)


async def test_a_districts_report_tells_its_money_and_stays_the_same_for_the_same_day(review: Review) -> None:
    district = review.world.database
    rules = (TRANSCRIPT / "quy-dinh.toml").read_text(encoding="utf-8")
    await load_money_rules(district, rules, name="a.toml", unit="huyện Quảng Hòa", now=NOW)
    assert not any("Vốn và giải ngân" in line for line in said(await paper_of(review, "huyện Quảng Hòa")))
    await import_money(district, as_csv(MONEY), unit="huyện Quảng Hòa", now=NOW)
    paper = await paper_of(review, "huyện Quảng Hòa", on=NOW.date())
    lines = said(paper)
    at = lines.index("4. Vốn và giải ngân")
    assert lines[at + 1 : at + 3] == [
        "- Ngân sách trung ương, năm 2023: kế hoạch 3.200,5 triệu đồng, giải ngân 1,45 tỷ đồng (45,3%) đến 31/5/2023.",
        "- Ngân sách xã, năm 2023: kế hoạch 400 triệu đồng, giải ngân 0 đồng (0%) đến 31/5/2023.",
    ]
    assert [line[: line.index(".")] for line in lines[at + 3 : at + 5]] == [
        "- Giải ngân vốn năm 2023, nửa năm: cần chú ý",
        "- Đến ngày 30/6 chưa giải ngân đồng nào thì xem xét điều chuyển: cần chú ý",
    ]
    assert lines[at + 3].endswith("còn 24 ngày. Còn thiếu 350,25 triệu đồng.")
    resources = paper.annexes[-1]
    assert resources.title == "NGUỒN LỰC CỦA HUYỆN QUẢNG HÒA"
    grid = resources.blocks[0]
    assert isinstance(grid, Grid)
    assert [row[4:8] for row in grid.rows] == [
        ("3.200.500.000", "", "1.450.000.000", "45,3"),
        ("400.000.000", "", "0", "0"),
        ("3.600.500.000", "0", "1.450.000.000", "40,2"),
    ]
    assert "NGUỒN LỰC" not in "".join(one.title for one in (await paper_of(review, on=NOW.date())).annexes)
    later = as_csv(MONEY.replace(";1.450", ";2.000,5"))
    await import_money(district, later, unit="huyện Quảng Hòa", now=NOW + timedelta(days=7))
    assert await paper_of(review, "huyện Quảng Hòa", on=NOW.date()) == paper
    assert Document(io.BytesIO(word(paper))).tables


async def test_it_stands_on_the_set_and_on_the_papers_in_force_above_it_each_named_once(review: Review) -> None:
    database, at = review.world.database, millis(NOW)

    async def paper(table: Table, title: str, number: str, dated: str, version: int, **own: str | int) -> None:
        columns = {"unit": review.world.district, "version": version, "digest": f"{table}{version}", "title": title}
        columns |= {"number": number, "file_name": "a", "dated_on": dated, "recorded_at": at, **own}
        async with database.write() as tx:
            names = ", ".join(columns)
            await tx.run(
                f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{one}' for one in columns)})",  # noqa: S608 - names from the test
                **columns,
            )

    plan, money = "KẾ HOẠCH Xây dựng nông thôn mới", "NGHỊ QUYẾT Phân bổ vốn"
    await paper("roadmap", plan, "1/KH-UBND", "2022-10-01", 1, covers_all=0)
    await paper("money_document", plan, "1/KH-UBND", "2022-10-01", 1, holds="lines")
    await paper("goal_document", money, "2/NQ-HĐND", "2023-01-05", 1, source="a", party=0, day_known=1)
    await paper("roadmap", "KẾ HOẠCH Lộ trình mới", "7/KH-UBND", "2023-06-20", 2, covers_all=0)

    law = (await paper_of(review, period="2023-H1")).grounds[0]
    assert law.startswith("Căn cứ Quyết định số 318/QĐ-TTg ngày 08/3/2022 của Thủ tướng Chính phủ ban hành Bộ tiêu chí")
    whose = "của Ủy ban nhân dân huyện Quảng Hòa"
    first = f"Căn cứ Kế hoạch số 1/KH-UBND ngày 01/10/2022 {whose} xây dựng nông thôn mới;"
    second = "Căn cứ Nghị quyết số 2/NQ-HĐND ngày 05/01/2023 của Hội đồng nhân dân huyện Quảng Hòa phân bổ vốn"
    assert (await paper_of(review, period="2023-H1")).grounds == (law, first, f"{second}.")
    later = await paper_of(review, on=date(2023, 6, 30), period="2023-H1")
    assert later.grounds == (
        law,
        first,
        f"{second};",
        f"Căn cứ Kế hoạch số 7/KH-UBND ngày 20/6/2023 {whose} lộ trình mới.",
    )
    printed = Document(io.BytesIO(word(later)))
    italic = [
        one.text for one in printed.paragraphs if one.runs and one.runs[0].italic and one.text.startswith("Căn cứ")
    ]
    assert tuple(italic) == later.grounds
