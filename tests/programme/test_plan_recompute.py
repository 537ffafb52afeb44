"""Every stated figure is counted again. The source's own disagreements are held here one by one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.read_text import read_text
from conversations.programme.plan_document import PlanDocument, read_plan
from conversations.programme.plan_recompute import recompute
from conversations.programme.stated import rounded
from conversations.programme.table import Document
from tests.programme.quang_hoa import CRITERIA, SEED, plan

OWN: list[tuple[str, str, int | str, int | str]] = [
    ("year_count_differs", "dòng 314", 31, 30),
    ("yearly_gain_differs", "dòng 307", 1, 0),
    ("target_year_differs", "dòng 279", 2025, 2024),
    ("target_year_differs", "dòng 280", 2025, 2024),
    (
        "village_standard_differs",
        "dòng 79",
        "8 thôn đạt nông thôn mới kiểu mẫu",
        "8 thôn đạt nông thôn mới nâng cao",
    ),
]
"""What the source states about its own table and what the table gives: the whole list."""

NAMED = [("02 xã (Đại Sơn và Phúc Sen)", "02 xã"), ("02 xã (Đại Sơn, Phúc Sen)", "02 xã")]
"""Their years follow from the list, which a case changes."""


def warned(of: PlanDocument) -> list[tuple[str, str, int | str, int | str]]:
    _, warnings = recompute(of)
    return in_order([(w.code, str(w.place), w.stated, w.computed) for w in warnings])


def in_order(warnings: list[tuple[str, str, int | str, int | str]]) -> list[tuple[str, str, int | str, int | str]]:
    return sorted(warnings, key=lambda warning: [str(part) for part in warning])


def changed(*pairs: tuple[str, str]) -> PlanDocument:
    """The source with these pieces replaced, each of which must stand in it."""
    text = SEED.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return read_plan(Document(name="seed.txt", blocks=read_text(text)), CRITERIA)


def test_the_source_disagrees_with_itself_in_exactly_these_places() -> None:
    assert warned(plan()) == in_order(OWN)


def test_a_warning_says_in_vietnamese_what_was_stated_counted_and_used() -> None:
    _, warnings = recompute(plan())
    assert [warning.message for warning in warnings] == [
        (
            "Xã Chí Thảo: văn bản ghi mỗi năm tăng từ 1 tiêu chí trở lên, năm 2022 bảng có 0. "
            "Đã giữ nguyên các năm trong bảng."
        ),
        "Năm 2024: văn bản ghi 31 tiêu chí phấn đấu hoàn thành, đếm được 30 ô. Đã dùng số tính lại từ các ô của bảng.",
        (
            "Xã Cách Linh: danh sách ghi đạt chuẩn năm 2025, nhưng năm cuối trong bảng kế hoạch là 2024. "
            "Đã giữ cả hai: năm đạt chuẩn theo danh sách, năm từng tiêu chí theo bảng."
        ),
        (
            "Xã Ngọc Động: danh sách ghi đạt chuẩn năm 2025, nhưng năm cuối trong bảng kế hoạch là 2024. "
            "Đã giữ cả hai: năm đạt chuẩn theo danh sách, năm từng tiêu chí theo bảng."
        ),
        (
            "Ở đây ghi 8 thôn đạt nông thôn mới kiểu mẫu, dòng 53 ghi 8 thôn đạt nông thôn mới nâng cao: cùng một số "
            "mà khác mức. Cần hỏi lại nơi ban hành; cả hai được giữ nguyên."
        ),
    ]


def test_the_cells_give_the_totals() -> None:
    totals, _ = recompute(plan())
    assert (totals.communes, totals.criteria, totals.cells, totals.met, totals.open_without_year) == (
        16,
        19,
        304,
        183,
        0,
    )
    assert totals.open_by_year == {2022: 29, 2023: 32, 2024: 30, 2025: 30}
    assert list(totals.met_by_criterion.values()) == [9, 5, 14, 16, 5, 3, 15, 11, 8, 0, 1, 14, 7, 16, 14, 16, 2, 11, 16]
    assert (totals.average, rounded(totals.average, 1)) == (Fraction(183, 16), Decimal("11.4"))


@pytest.mark.parametrize(
    ("pairs", "added"),
    [
        ([("Đại Sơn\t14", "Đại Sơn\t15")], [("row_total_differs", "dòng 294, cột C", 15, 14)]),
        ([("<b>3</b>\t<b>15</b>", "<b>4</b>\t<b>15</b>")], [("column_total_differs", "dòng 310, cột I", 4, 3)]),
        ([("<b>183</b>", "<b>184</b>")], [("grand_total_differs", "dòng 310, cột C", 184, 183)]),
        ([("<b>11.4</b>", "<b>11,5</b>")], [("average_differs", "dòng 311, cột C", "11,5", "11,4")]),
        ([("<b>11.4</b>", "<b>11,43</b>")], [("average_differs", "dòng 311, cột C", "11,43", "11,44")]),
        ([("Năm 2025: 30 tiêu chí", "Năm 2025: 29 tiêu chí")], [("year_count_differs", "dòng 314", 29, 30)]),
        (
            [("phụ trách đánh giá 10 tiêu chí", "phụ trách đánh giá 11 tiêu chí")],
            [("office_count_differs", "dòng 177", 11, 10)],
        ),
        ([("16/16 xã", "15/16 xã")], [("commune_share_differs", "dòng 51", "15/16", "16/16")]),
        ([("16/16 xã", "17/17 xã")], [("commune_share_differs", "dòng 51", "17/17", "16/16")]),
        ([("02 xã (Đại Sơn và Phúc Sen)", "03 xã (Đại Sơn và Phúc Sen)")], [("named_count_differs", "dòng 51", 3, 2)]),
        (
            [("02 xã (Đại Sơn, Phúc Sen)", "02 xã (Đại Sơn, Tự Do)")],
            [
                ("named_communes_differ", "dòng 73", "Đại Sơn, Tự Do", "Đại Sơn, Phúc Sen"),
                ("named_communes_differ", "dòng 73", "Đại Sơn, Tự Do", "Đại Sơn, Phúc Sen"),
            ],
        ),
        ([("3\tQuảng Hưng\t2023", "3\tQuảng Hưng\t2024")], [("target_year_differs", "dòng 274", 2024, 2023)]),
        (
            [("16\tCai Bộ\t2025", "16\tCai Bộ Mới\t2025")],
            [
                ("commune_not_in_list", "dòng 309", "Cai Bộ", ""),
                ("commune_not_in_table", "dòng 287", "Cai Bộ Mới", ""),
            ],
        ),
        (
            [("tương đương 98 thôn", "tương đương 97 thôn")],
            [
                (
                    "village_goal_differs",
                    "dòng 79",
                    "97 thôn (65%) đạt nông thôn mới",
                    "98 thôn (65%) đạt nông thôn mới",
                )
            ],
        ),
        (
            [("Duy trì xã NTM\t2024\t2025", "Duy trì xã NTM\t2025\t2024"), *NAMED],
            [("standards_out_of_order", "dòng 272", "2024", "2025")],
        ),
        ([("tiêu chí 10 (Thu nhập)", "tiêu chí 20 (Thu nhập)")], [("office_criterion_unknown", "dòng 193", "20", "")]),
        ([("Lưu: VT", "bình quân đạt 11,5 tiêu chí/xã; Lưu: VT")], [("average_differs", "dòng 258", "11,5", "11,4")]),
    ],
)
def test_a_figure_that_is_changed_is_found(
    pairs: list[tuple[str, str]], added: list[tuple[str, str, int | str, int | str]]
) -> None:
    assert warned(changed(*pairs)) == in_order([*OWN, *added])


def test_a_year_outside_the_period_of_the_title_is_found() -> None:
    later = changed(("x\tx\t2025\t2025\tx\n", "x\tx\t2025\t2035\tx\n"))
    assert ("year_outside_period", "dòng 309, cột U", "2022-2025", 2035) in warned(later)


def test_a_plan_that_states_nothing_disagrees_with_nothing() -> None:
    silent = replace(plan(), claims=(), targets=(), offices=(), regime=None, villages=())
    assert warned(silent) == []


@given(met=st.integers(0, 10_000), communes=st.integers(1, 500), decimals=st.integers(0, 4))
def test_an_average_is_rounded_half_up_and_never_off_by_more_than_half_a_step(
    met: int, communes: int, decimals: int
) -> None:
    exact = Fraction(met, communes)
    shown = rounded(exact, decimals)
    step = Fraction(1, 10**decimals)
    assert -step / 2 <= exact - Fraction(shown) < step / 2
    assert shown.as_tuple().exponent == -decimals
