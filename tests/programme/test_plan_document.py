"""What the plan of Quảng Hòa says: read whole, figure for figure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from conversations.programme.calendar import DueOperator, Span
from conversations.programme.plan_rows import Met, Target
from conversations.programme.plan_targets import Standard
from conversations.programme.unit import Level
from tests.programme.quang_hoa import CRITERIA, TITLE, plan, seed_rows


def test_every_cell_of_the_table_is_read_as_it_stands() -> None:
    written = [row for row in seed_rows() if row[0].isdecimal()]
    read = [
        [row.name, *("x" if isinstance(cell.value, Met) else str(cell.value.year) for cell in row.cells)]
        for row in plan().rows
    ]
    assert read == [[row[1], *row[3:]] for row in written]
    assert [cell.criterion for cell in plan().rows[0].cells] == [criterion.code for criterion in CRITERIA]


def test_a_cell_keeps_its_place_in_the_file() -> None:
    last = plan().rows[-1].cells[-2]
    assert (last.value, str(last.place)) == (Target(year=2025), "dòng 309, cột U")


def test_stated_figures_are_kept_as_stated() -> None:
    table = plan().table
    totals = [9, 5, 14, 16, 5, 3, 15, 11, 8, 0, 1, 14, 7, 16, 14, 16, 2, 11, 16]
    assert [stated.value for _, stated in table.column_totals] == totals
    assert [row.stated_total.value for row in table.rows if row.stated_total] == [
        14, 15, 13, 13, 13, 15, 11, 12, 9, 11, 11, 10, 9, 10, 10, 7,
    ]  # fmt: skip
    assert table.grand_total is not None
    assert table.average is not None
    assert (table.grand_total.value, table.average.value) == (Decimal(183), Decimal("11.4"))


def test_the_table_has_its_title_period_and_notes() -> None:
    table = plan().table
    assert (table.title, table.period) == (TITLE, (2022, 2025))
    assert [note[:30] for note in table.notes] == ['Ghi chú: - "X" là tiêu chí xã ', "- Phấn đấu hoàn thành tiêu chí"]


def test_the_head_gives_title_number_date_issuer_and_law() -> None:
    front = plan().front
    assert plan().title == (
        "KẾ HOẠCH Thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới giai đoạn 2021-2025"
    )
    assert (front.number, front.issued_by, front.under) == ("/KH-UBND", "huyện Quảng Hòa", "tỉnh Cao Bằng")
    assert [line[:45] for line in front.legal_basis] == [
        "Căn cứ Quyết định số 263/QĐ-TTg ngày 22/02/20",
        "Căn cứ Nghị định số 27/2022/NĐ-CP ngày 19/4/2",
        "Căn cứ Nghị quyết số 03/2022/NQ-HĐND ngày 25/",
        "Căn cứ Quyết định số 867/QĐ-UBND ngày 08/7/20",
    ]


def test_a_month_without_a_day_counts_from_the_first() -> None:
    assert (plan().front.dated, plan().front.day_known) == (date(2022, 10, 1), False)


def test_the_list_gives_each_commune_the_years_of_its_standards() -> None:
    years = {
        target.name: [(item.standard, item.year, item.kept) for item in target.standards] for target in plan().targets
    }
    assert years["Đại Sơn"] == [
        (Standard.NTM, None, True),
        (Standard.ADVANCED, 2024, False),
        (Standard.MODEL, 2025, False),
    ]
    assert years["Phúc Sen"] == [
        (Standard.NTM, 2023, False),
        (Standard.ADVANCED, 2024, False),
        (Standard.MODEL, 2025, False),
    ]
    only_ntm = {name: items[0][1] for name, items in years.items() if len(items) == 1}
    assert only_ntm == {
        "Quảng Hưng": 2023,
        "Độc Lập": 2024,
        "Mỹ Hưng": 2024,
        "Bế Văn Đàn": 2024,
        "Quốc Toàn": 2025,
        "Cách Linh": 2025,
        "Ngọc Động": 2025,
        "Chí Thảo": 2025,
        "Hạnh Phúc": 2025,
        "Hồng Quang": 2025,
        "Tiên Thành": 2025,
        "Tự Do": 2025,
        "Phi Hải": 2025,
        "Cai Bộ": 2025,
    }


def test_each_office_has_the_numbers_the_plan_lists_and_the_count_it_states() -> None:
    offices = {
        office.name: (
            int(office.stated_count.value) if office.stated_count else None,
            " ".join(item.code for item in office.items),
        )
        for office in plan().offices
    }
    assert offices == {
        "Phòng Nông nghiệp và Phát triển nông thôn": (10, "3 13.2 13.3 13.4 13.5 17.1 17.4 17.9 17.10 18.6"),
        "Phòng Tài chính - Kế hoạch": (None, "13.1"),
        "Phòng Lao động, Thương binh và Xã hội": (3, "11 12 18.5"),
        "Phòng Kinh tế và Hạ tầng": (6, "1 2 4 7 9 17.5"),
        "Phòng Giáo dục và Đào tạo": (2, "5 14"),
        "Phòng Văn hóa và Thông tin": (3, "6 8 16"),
        "Chi cục Thống kê huyện": (None, "10"),
        "Phòng Y tế": (None, "15"),
        "Phòng Tài nguyên và Môi trường": (7, "17.2 17.3 17.6 17.7 17.8 17.11 17.12"),
        "Phòng Nội vụ": (3, "18.1 18.2 18.3"),
        "Phòng Tư pháp": (None, "18.4"),
        "Ban Chỉ huy Quân sự huyện": (None, "19.1"),
        "Công an huyện": (None, "19.2"),
        "Phòng Dân tộc": (None, ""),
        "Ủy ban Mặt trận Tổ quốc Việt Nam huyện, các tổ chức chính trị - xã hội": (None, ""),
    }
    assert [office.section for office in plan().offices] == [f"2.{number}" for number in range(1, 16)]


def test_names_of_items_end_where_the_next_item_begins_even_where_a_bracket_is_lost() -> None:
    names = {item.code: item.name for office in plan().offices for item in office.items}
    assert names["14"] == "Giáo dục và đào tạo"
    assert (
        names["13.4"]
        == "Có kế hoạch và phát triển kế hoạch bảo tồn, phát triển làng nghề, làng nghề truyền thống (nếu có)"
    )
    assert names["17.6"] == (
        "Tỷ lệ chất thải rắn sinh hoạt và chất thải rắn không nguy hại trên địa bàn được thu gom, xử lý theo quy định"
    )
    assert names["17.8"] == (
        "Tỷ lệ hộ có nhà tiêu, nhà tắm, thiết bị chứa nước sinh hoạt hợp vệ sinh và đảm bảo 3 sạch"
    )


def test_communes_and_offices_report_twice_a_year_before_fixed_days() -> None:
    regime = plan().regime
    assert regime is not None
    assert [
        (rule.span, rule.operator, rule.due_day, rule.due_month, rule.owed_by, rule.to, rule.through)
        for rule in regime.rules
    ] == [
        (
            span,
            DueOperator.BEFORE,
            day,
            month,
            (Level.COMMUNE, Level.OFFICE),
            "UBND huyện",
            "phòng Nông nghiệp và PTNT",
        )
        for span, day, month in ((Span.HALF_YEAR, 10, 6), (Span.YEAR, 15, 11))
    ]
    assert (regime.ad_hoc, regime.unread) == (True, ())
    assert regime.rules[0].quote.startswith("Báo cáo 6 tháng (trước ngày 10/6), báo cáo năm (trước ngày 15/11)")


def test_the_review_of_the_villages_is_owed_once() -> None:
    (once,) = plan().one_offs
    assert (once.owed_by, once.operator, once.day, once.to) == (
        (Level.COMMUNE,),
        DueOperator.BEFORE,
        date(2022, 11, 2),
        "Phòng Nông nghiệp và PTNT",
    )
    assert once.what.startswith("Tiến hành rà soát, đánh giá các tiêu chí thôn nông thôn mới")
    assert once.quote.endswith("gửi về Phòng Nông nghiệp và PTNT trước ngày 02/11/2022")
