"""Running text of other plans: heads, offices, reporting duties and claims, in other words than the source's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from conversations.programme.calendar import DueOperator, Span
from conversations.programme.plan_claims import (
    AverageClaim,
    Claim,
    NamedCommunes,
    Share,
    YearCount,
    YearlyGain,
    read_claims,
)
from conversations.programme.plan_front import Front, read_front
from conversations.programme.plan_offices import read_offices
from conversations.programme.plan_regime import ReportingRegime, read_one_offs, read_regime
from conversations.programme.plan_targets import Standard
from conversations.programme.problem import Problem
from conversations.programme.table import Cell, Document, Paragraph, Place, Row, Table
from conversations.programme.unit import Level
from tests.programme.quang_hoa import CRITERIA

HERE = Place(row=1)


def prose(*lines: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text=line, place=Place(row=at)) for at, line in enumerate(lines, 1))


def front(*lines: str) -> Front:
    return read_front(prose(*lines), prose(*lines))


@pytest.mark.parametrize(
    ("line", "dated", "day_known"),
    [
        ("Quảng Hòa, ngày tháng 10 năm 2022", date(2022, 10, 1), False),
        ("Quảng Hòa, ngày ...... tháng 10 năm 2022", date(2022, 10, 1), False),
        ("Quảng Hòa, ngày   …  tháng 02 năm 2024", date(2024, 2, 1), False),
        ("Quảng Hòa, ngày 05 tháng 01 năm 2026", date(2026, 1, 5), True),
        ("(Kèm theo Kế hoạch số /KH-UBND ngày /10/2022 của UBND huyện Quảng Hòa)", date(2022, 10, 1), False),
        ("(Kèm theo Kế hoạch số 12/KH-UBND ngày 5/10/2022 của UBND huyện Quảng Hòa)", date(2022, 10, 5), True),
        ("Quảng Hòa, ngày tháng năm 2022", None, False),
    ],
)
def test_the_date_of_a_document(line: str, dated: date | None, *, day_known: bool) -> None:
    assert (front(line).dated, front(line).day_known) == (dated, day_known)


def test_a_date_that_does_not_exist_is_a_problem() -> None:
    with pytest.raises(Problem) as raised:
        front("Quảng Hòa, ngày 31 tháng 02 năm 2022")
    assert (raised.value.code, raised.value.message) == (
        "plan_date_wrong",
        "Ngày của văn bản không có trong lịch: “ngày 31 tháng 02 năm 2022”.",
    )


def test_a_letterhead_in_a_table_without_lines_is_read() -> None:
    texts = [
        ["UBND HUYỆN QUẢNG HÒA Số: 123/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc"],
        ["", "Quảng Hòa, ngày 07 tháng 10 năm 2022"],
    ]
    rows = tuple(Row(cells=tuple(Cell(text=text, place=HERE) for text in row), place=HERE) for row in texts)
    document = Document(name="a", blocks=(Table(rows=rows, place=HERE), *prose("KẾ HOẠCH", "Xây dựng nông thôn mới")))
    read = read_front(tuple(document.head()), tuple(document.prose()))
    assert read == Front(
        title="KẾ HOẠCH Xây dựng nông thôn mới",
        number="123/KH-UBND",
        dated=date(2022, 10, 7),
        day_known=True,
        issued_by="huyện Quảng Hòa",
    )


@pytest.mark.parametrize(
    ("line", "issued_by"),
    [
        ("Ủy ban nhân dân huyện Quảng Hòa ban hành Kế hoạch thực hiện", "huyện Quảng Hòa"),
        ("UBND thị xã Kỳ Anh xây dựng Kế hoạch", "thị xã Kỳ Anh"),
        ("UBND TỈNH QUẢNG NAM", "tỉnh Quảng Nam"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ GIANG", "thành phố Hà Giang"),
        ("Căn cứ Quyết định số 1/QĐ-UBND của Ủy ban nhân dân tỉnh Cao Bằng", ""),
    ],
)
def test_who_issued_the_document(line: str, issued_by: str) -> None:
    assert front(line).issued_by == issued_by


def offices(*lines: str) -> list[tuple[str, str, list[str], int | str | None]]:
    found = read_offices(
        prose("VI. TỔ CHỨC THỰC HIỆN", *lines, "Nơi nhận:", "- Phòng Y tế: đánh giá tiêu chí 15"), CRITERIA
    )
    return [
        (
            office.section,
            office.name,
            [item.code for item in office.items],
            office.stated_count.whole if office.stated_count else None,
        )
        for office in found
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["- Phòng Y tế: phụ trách đánh giá tiêu chí 15."], [("", "Phòng Y tế", ["15"], None)]),
        (["Phòng Y tế chủ trì, phụ trách tiêu chí số 15 (Y tế)."], [("", "Phòng Y tế", ["15"], None)]),
        (
            ["a) Phòng Kinh tế: phụ trách đánh giá 03 tiêu chí: 2, 4 và 9."],
            [("a", "Phòng Kinh tế", ["2", "4", "9"], 3)],
        ),
        (
            ["1. Phòng Y tế:", "Phối hợp với các xã.", "Phụ trách đánh giá 1 tiêu chí: tiêu chí số 15."],
            [("1", "Phòng Y tế", ["15"], 1)],
        ),
        (
            ["1. Công an huyện: giữ gìn trật tự.", "2. Ủy ban nhân dân các xã", "Tự đánh giá tiêu chí số 19.2"],
            [("1", "Công an huyện", [], None)],
        ),
        (["Phòng Y tế phối hợp với các xã."], []),
        (
            ["1. Phòng Y tế: đánh giá 15 xã; 02 tiêu chí; tiêu chí 15 (trạm; 3 tầng)"],
            [("1", "Phòng Y tế", ["15"], None)],
        ),
    ],
)
def test_offices_in_other_words(lines: list[str], expected: list[tuple[str, str, list[str], int | None]]) -> None:
    assert offices(*lines) == expected


def regime(*lines: str) -> ReportingRegime | None:
    return read_regime(prose(*lines))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Báo cáo 6 tháng trước ngày 15/6 hằng năm.", [(Span.HALF_YEAR, DueOperator.BEFORE, 15, 6)]),
        ("Báo cáo sáu tháng đầu năm: chậm nhất ngày 20 tháng 6.", [(Span.HALF_YEAR, DueOperator.UNTIL, 20, 6)]),
        ("báo cáo năm gửi đến ngày 30/11", [(Span.YEAR, DueOperator.UNTIL, 30, 11)]),
        ("Báo cáo hằng năm (xong trước ngày 5-12)", [(Span.YEAR, DueOperator.BEFORE, 5, 12)]),
        (
            "Báo cáo định kỳ 6 tháng (trước 10/6) và báo cáo năm (trước 15/11)",
            [(Span.HALF_YEAR, DueOperator.BEFORE, 10, 6), (Span.YEAR, DueOperator.BEFORE, 15, 11)],
        ),
    ],
)
def test_reporting_duties_in_other_words(line: str, expected: list[tuple[Span, DueOperator, int, int]]) -> None:
    read = regime("4. Chế độ báo cáo", line)
    assert read is not None
    assert [(rule.span, rule.operator, rule.due_day, rule.due_month) for rule in read.rules] == expected
    assert read.unread == ()


@pytest.mark.parametrize("line", ["Báo cáo năm 2021 và kế hoạch", "Báo cáo năm trước ngày 31/02", "Không có gì"])
def test_what_is_no_yearly_duty_is_none(line: str) -> None:
    read = regime("4. Chế độ báo cáo", line)
    assert read is None or read.rules == ()


def test_a_duty_that_is_not_understood_is_kept_for_a_person() -> None:
    read = regime("4. Chế độ báo cáo", "Báo cáo quý gửi trước ngày 25 của tháng cuối quý.")
    assert read is not None
    assert (read.rules, [text for text, _ in read.unread]) == (
        (),
        ["Báo cáo quý gửi trước ngày 25 của tháng cuối quý."],
    )


def test_who_owes_to_whom_and_through_whom() -> None:
    read = regime(
        "V. Chế độ báo cáo",
        "UBND các xã có trách nhiệm thực hiện chế độ báo cáo định kỳ.",
        "Báo cáo năm trước ngày 15/11, gửi về Ủy ban nhân dân huyện thông qua Phòng Nông nghiệp và PTNT.",
    )
    assert read is not None
    (rule,) = read.rules
    assert (rule.owed_by, rule.to, rule.through, read.ad_hoc) == (
        (Level.COMMUNE,),
        "Ủy ban nhân dân huyện",
        "Phòng Nông nghiệp và PTNT",
        False,
    )


def test_dates_that_order_nothing_are_no_deadlines() -> None:
    assert read_one_offs(prose("Căn cứ Nghị định trước ngày 01/01/2022", "Quyết định ngày 11/10/2022")) == ()
    (once,) = read_one_offs(prose("2. Các phòng, ban", "Hoàn thành hồ sơ, gửi về UBND huyện chậm nhất ngày 5/3/2024."))
    assert (once.owed_by, once.operator, once.day, once.what, once.to) == (
        (Level.OFFICE,),
        DueOperator.UNTIL,
        date(2024, 3, 5),
        "Hoàn thành hồ sơ",
        "UBND huyện",
    )


NTM, ADVANCED, MODEL = Standard.NTM, Standard.ADVANCED, Standard.MODEL


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "(Năm 2022: 29 tiêu chí; năm 2023: 32 tiêu chí)",
            [YearCount(year=2022, count=29, place=HERE), YearCount(year=2023, count=32, place=HERE)],
        ),
        ("Năm 2022: 29.025 triệu đồng", []),
        (
            "đến hết năm 2025, có 154/193 xã đạt chuẩn NTM",
            [Share(count=154, of=193, standard=NTM, by_year=2025, quote="", place=HERE)],
        ),
        ("có 154/193 xã đạt chuẩn NTM", []),
        (
            "Đến năm 2024 có 2 xã (Tự Do; xã Phi Hải) đạt chuẩn nông thôn mới nâng cao",
            [NamedCommunes(count=2, names=("Tự Do", "Phi Hải"), standards=((ADVANCED, 2024),), quote="", place=HERE)],
        ),
        (
            "hết năm 2025 có 01 xã (Tự Do) đạt nông thôn mới, 01 xã (Phi Hải) đạt nông thôn mới kiểu mẫu",
            [
                NamedCommunes(count=1, names=("Tự Do",), standards=((NTM, 2025),), quote="", place=HERE),
                NamedCommunes(count=1, names=("Phi Hải",), standards=((MODEL, 2025),), quote="", place=HERE),
            ],
        ),
        ("mỗi năm tăng thêm ít nhất 02 tiêu chí", [YearlyGain(at_least=2, quote="", place=HERE)]),
        ("bình quân đạt 13,9 tiêu chí trên xã", [AverageClaim(value=Decimal("13.9"), place=HERE)]),
    ],
)
def test_claims_in_other_words(line: str, expected: list[Claim]) -> None:
    assert list(read_claims(prose(line))) == expected
