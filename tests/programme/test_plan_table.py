"""Plan tables as officials may write them, and what is said when one cannot be read."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.programme.criteria import Criterion
from conversations.programme.plan_rows import Met, PlanValue, Target
from conversations.programme.plan_table import PlanTable, read_plan_table
from conversations.programme.problem import Problem
from conversations.programme.table import Cell, Document, Paragraph, Place, Row, Table
from tests.programme.quang_hoa import CRITERIA, seed_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

THREE = tuple(
    Criterion(code=code, title=title, indicators=(), variants=variants)
    for code, title, variants in (
        ("1", "Quy hoạch", ()),
        ("2", "Thủy lợi và phòng, chống thiên tai", ("Phòng lụt",)),
        ("3", "Nhà ở dân cư", ()),
    )
)
HEAD = ["TT", "Xã", "KQ Đạt số tiêu chí", "Quy hoạch", "Thủy lợi và PCTT", "Nhà ở"]


def table(rows: Sequence[Sequence[str]]) -> Table:
    return Table(
        rows=tuple(
            Row(
                cells=tuple(Cell(text=text, place=Place(row=at, column=column)) for column, text in enumerate(row, 1)),
                place=Place(row=at),
            )
            for at, row in enumerate(rows, 1)
        ),
        place=Place(row=1),
    )


def read(rows: Sequence[Sequence[str]], *notes: str, criteria: Sequence[Criterion] = THREE) -> PlanTable:
    below = tuple(Paragraph(text=note, place=Place(row=100 + at)) for at, note in enumerate(notes))
    return read_plan_table(Document(name="bang.txt", blocks=(table(rows), *below)), criteria)


def said(plan: PlanTable) -> list[tuple[str, list[PlanValue]]]:
    return [(row.name, [cell.value for cell in row.cells]) for row in plan.rows]


def problem(rows: Sequence[Sequence[str]], *, criteria: Sequence[Criterion] = THREE) -> Problem:
    with pytest.raises(Problem) as raised:
        read(rows, criteria=criteria)
    return raised.value


X, Y23, Y24 = Met(), Target(year=2023), Target(year=2024)
BOTH = [("Tự Do", [X, Y23, Y24]), ("Phi Hải", [X, X, X])]


def test_columns_are_found_by_their_names_and_known_abbreviations() -> None:
    assert said(read([HEAD, ["1", "Tự Do", "1", "x", "2023", "2024"], ["2", "Phi Hải", "3", "X", "x", "X"]])) == BOTH


@pytest.mark.parametrize("group", ["Nhóm tiêu chí 2-3", "Tiêu chí 2, 3", "Nhóm hạ tầng (TC số 2 và 3)"])
def test_a_column_may_stand_for_a_group_of_criteria_and_a_cell_for_the_whole_period(group: str) -> None:
    head = ["TT", "Xã", "KQ Đạt số tiêu chí", "Quy hoạch", group]
    rows = [
        head,
        ["1", "Tự Do", "1", "x", "2022-2025"],
        ["2", "Phi Hải", "3", "x", "x"],
        ["", "Tổng số", "4", "2", "1"],
    ]
    plan = read(rows)
    by_2025 = Target(year=2025)
    assert said(plan) == [("Tự Do", [X, by_2025, by_2025]), ("Phi Hải", [X, X, X])]
    assert [code for code, _ in plan.column_totals] == ["1"]
    assert problem([[*head, "Nhà ở"], ["1", "Tự Do", "1", "x", "2023", "x"]]).code == "plan_column_twice"
    assert problem([[*head[:4], "Nhóm tiêu chí 1-3"], ["1", "Tự Do", "1", "x", "x"]]).code == "plan_column_twice"


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_columns_may_stand_in_any_order(order: tuple[int, ...]) -> None:
    rows = [HEAD, ["1", "Tự Do", "1", "x", "2023", "2024"], ["2", "Phi Hải", "3", "x", "x", "x"]]
    moved = [[*row[:3], *(row[3 + at] for at in order)] for row in rows]
    numbered = [moved[0], ["A", "B", "C", "1", "2", "3"], *moved[1:]]
    assert (said(read(moved)), said(read(numbered))) == (BOTH, BOTH)


@pytest.mark.parametrize(
    "head",
    [
        ["A", "B", "C", "1", "2", "3"],
        ["STT", "Tên xã", "Tổng số tiêu chí", "TC 1", "TC 2", "TC 3"],
        ["STT", "Đơn vị", "", "Tiêu chí số 1", "Tiêu chí số 2", "Tiêu chí số 3"],
        ["", "", "", "(1)", "(2)", "(3)"],
        ["tt", "xa", "so tieu chi dat", "quy hoach", "thuy loi", "nha o dan cu"],
        ["TT", "Xã", "Số tiêu chí", "1. Quy hoạch", "2. Phòng lụt", "TC3: Nhà ở dân cư"],
        ["TT", "XÃ", "SỐ TIÊU CHÍ ĐẠT", "QUY HOẠCH", "THUỶ LỢI", "NHÀ Ở"],
    ],
)
def test_a_heading_may_number_or_name_the_criteria_in_its_own_way(head: list[str]) -> None:
    rows = [head, ["1", "Tự Do", "1", "x", "2023", "2024"], ["2", "Phi Hải", "3", "x", "x", "x"]]
    read_rows = read(rows)
    assert said(read_rows) == BOTH
    assert read_rows.unknown_columns == ()


def test_a_heading_of_two_lines_with_merged_cells_is_read() -> None:
    over = ["TT", "Xã", "Kết quả", "Tiêu chí", "Tiêu chí", "Tiêu chí"]
    rows = [over, HEAD, ["1", "Tự Do", "1", "x", "2023", "2024"], ["2", "Phi Hải", "3", "x", "x", "x"]]
    assert said(read(rows)) == BOTH


def test_a_heading_repeated_on_the_next_page_is_no_commune() -> None:
    numbers = ["A", "B", "C", "1", "2", "3"]
    rows = [HEAD, numbers, ["1", "Tự Do", "1", "x", "2023", "2024"], HEAD, ["2", "Phi Hải", "3", "x", "x", "x"]]
    assert said(read(rows)) == BOTH


def test_a_table_cut_in_two_by_a_page_is_one_table() -> None:
    first = table([HEAD, ["1", "Tự Do", "1", "x", "2023", "2024"]])
    second = table([["2", "Phi Hải", "3", "x", "x", "x"], ["", "Tổng cộng", "4", "2", "1", "1"]])
    plan = read_plan_table(Document(name="a", blocks=(first, second)), THREE)
    assert (said(plan), plan.grand_total is not None and plan.grand_total.value) == (BOTH, 4)


def test_two_whole_tables_are_asked_back() -> None:
    one = table([HEAD, ["1", "Tự Do", "1", "x", "2023", "2024"], ["", "Tổng cộng", "1", "1", "0", "0"]])
    with pytest.raises(Problem) as raised:
        read_plan_table(Document(name="a", blocks=(one, one)), THREE)
    assert raised.value.code == "plan_table_twice"


def test_totals_average_groups_and_signatures_are_no_communes() -> None:
    plan = read(
        [
            HEAD,
            ["I", "Xã khu vực I", "", "", "", ""],
            ["1", "Tự Do", "1", "x", "2023", "2024"],
            ["II", "Xã khu vực II", "", "", "", ""],
            ["2", "Phi Hải", "3", "x", "x", "x"],
            ["", "", "", "", "", ""],
            ["Tổng cộng", "", "4", "2", "1", "1"],
            ["", "Bình quân/xã", "2,0", "", "", ""],
            ["", "", "", "", "Người lập biểu", ""],
        ]
    )
    assert said(plan) == BOTH
    assert plan.grand_total is not None
    assert plan.average is not None
    assert (plan.grand_total.whole, plan.average.text) == (4, "2,0")
    assert [stated.value for _, stated in plan.column_totals] == [2, 1, 1]
    assert plan.unread_rows == ()


@pytest.mark.parametrize("name", ["Tổng Cọt", "Cộng Hòa", "Trung Bình", "Tổng Cộng"])
def test_a_commune_may_be_called_like_a_total(name: str) -> None:
    assert said(read([HEAD, ["1", name, "1", "x", "2023", "2024"]])) == [(name, BOTH[0][1])]


def test_a_row_that_is_no_commune_is_told() -> None:
    plan = read([HEAD, ["1", "Tự Do", "1", "x", "2023", "2024"], ["", "Tỷ lệ (%)", "", "100", "0", "0"]])
    assert [(text, str(place)) for text, place in plan.unread_rows] == [("Tỷ lệ (%) | 100 | 0", "dòng 3")]


def test_a_column_that_is_no_criterion_is_told_but_a_remark_column_is_not() -> None:
    plan = read([[*HEAD, "Làng thông minh", "Ghi chú"], ["1", "Tự Do", "1", "x", "2023", "2024", "x", "xã nghèo"]])
    assert [(text, str(place)) for text, place in plan.unknown_columns] == [("Làng thông minh", "dòng 1, cột G")]
    assert said(plan) == [BOTH[0]]


@pytest.mark.parametrize("text", ["2024", "năm 2024", "Năm 2024", "năm2024"])
def test_a_year_may_be_written_with_its_word(text: str) -> None:
    assert said(read([HEAD, ["1", "Tự Do", "1", "x", "2023", text]])) == [BOTH[0]]


@pytest.mark.parametrize("text", ["", "-", "1999", "2101", "24", "2024.5", "x2024", "2023-2024", "xx", "đạt", "v", "0"])
def test_any_other_cell_is_a_problem_that_names_commune_criterion_place_and_what_is_allowed(text: str) -> None:
    raised = problem([HEAD, ["1", "Tự Do", "1", "x", text, "2024"]])
    assert (raised.code, raised.where) == (
        "plan_cell_wrong",
        "xã Tự Do, tiêu chí 2 (Thủy lợi và phòng, chống thiên tai), dòng 2, cột E",
    )
    assert raised.message == (f"Ô này ghi “{text}”." if text else "Ô này để trống.")
    assert raised.remedy == ("Mỗi ô tiêu chí chỉ ghi “x” (đạt) hoặc năm phấn đấu đạt (2000–2100), ví dụ 2024.")


def test_all_wrong_cells_are_named_at_once() -> None:
    raised = problem([HEAD, ["1", "Tự Do", "1", "x", "?", "2024"], ["2", "Phi Hải", "ba", "x", "x", ""]])
    assert raised.message == (
        "Ô này ghi “?”. Còn các ô khác: xã Phi Hải, tiêu chí 3 (Nhà ở dân cư), dòng 3, cột F: để trống; "
        "dòng 3, cột C: ghi “ba”, ở đây cần một số."
    )


def test_an_empty_cell_is_not_met_where_the_document_says_so() -> None:
    plan = read([HEAD, ["1", "Tự Do", "1", "x", "", "2024"]], "Ghi chú: ô để trống là tiêu chí chưa đạt.")
    assert said(plan) == [("Tự Do", [X, Target(year=None), Y24])]


def test_a_missing_column_is_named() -> None:
    raised = problem(
        [row[:-1] for row in (HEAD, ["1", "Tự Do", "1", "x", "2023", "2024"])], criteria=(*THREE, CRITERIA[9])
    )
    assert raised.code == "plan_table_missing"
    without = [[cell for at, cell in enumerate(row) if at not in {4, 20}] for row in seed_rows()]
    raised = problem([without[0], *without[2:]], criteria=CRITERIA)
    assert (raised.code, raised.where) == ("plan_column_missing", "dòng 1")
    assert raised.message == (
        "Bảng thiếu cột của tiêu chí 2 (Giao thông), 18 (Hệ thống chính trị và tiếp cận pháp luật)."
    )


@pytest.mark.parametrize(
    ("head", "listed"),
    [
        (["Đường sá", "Cầu cống", "Chợ búa"], "“Đường sá”, “Cầu cống”, “Chợ búa”"),
        (["", "", "", "Điện"], "“4”"),
    ],
)
def test_numbers_under_other_names_are_another_criteria_set_and_not_guessed(head: list[str], listed: str) -> None:
    numbers = [str(at) for at in range(1, len(head) + 1)]
    raised = problem([["TT", "Xã", "KQ", *head], ["A", "B", "C", *numbers], ["1", "Tự Do", "1", *("x" for _ in head)]])
    assert (raised.code, raised.message) == (
        "plan_heading_unknown",
        f"Tên cột trong bảng không khớp bộ tiêu chí đang dùng: {listed}.",
    )


def test_one_unknown_name_among_known_ones_is_found_by_its_number() -> None:
    rows = seed_rows()
    rows[0][6] = "Năng lượng"
    assert said(read(rows, criteria=CRITERIA)) == said(read(seed_rows(), criteria=CRITERIA))


def test_a_further_numbered_column_beside_known_names_is_only_told() -> None:
    plan = read(
        [[*HEAD, "Chuyển đổi số"], ["A", "B", "C", "1", "2", "3", "4"], ["1", "Tự Do", "1", "x", "2023", "2024", "x"]]
    )
    assert ([text for text, _ in plan.unknown_columns], said(plan)) == (["Chuyển đổi số"], [BOTH[0]])


def test_a_criterion_with_two_columns_is_a_problem() -> None:
    assert problem([[*HEAD, "Nhà ở dân cư"], ["1", "Tự Do", "1", "x", "2023", "2024", "x"]]).code == "plan_column_twice"


def test_a_commune_twice_is_a_problem_however_it_is_written() -> None:
    raised = problem([HEAD, ["1", "Tự Do", "1", "x", "2023", "2024"], ["2", "xã TỰ DO", "3", "x", "x", "x"]])
    assert (raised.code, raised.where) == ("plan_commune_twice", "dòng 3")


def test_a_row_without_a_name_or_a_table_without_rows_is_a_problem() -> None:
    assert problem([HEAD, ["1", "", "1", "x", "2023", "2024"]]).message == "Ô này thiếu tên xã."
    assert problem([HEAD, ["", "Tổng cộng", "0", "0", "0", "0"]]).code == "plan_table_empty"


def test_a_mark_in_a_column_without_heading_is_a_problem_and_a_remark_there_is_told() -> None:
    plan = read([HEAD, ["1", "Tự Do", "1", "x", "2023", "2024", "xem lại"]])
    assert [(text, str(place)) for text, place in plan.unread_rows] == [("xem lại", "dòng 2, cột G")]
    raised = problem([HEAD, ["1", "Tự Do", "1", "x", "2023", "2024", "x"]])
    assert (raised.code, raised.where) == ("plan_cell_wrong", "xã Tự Do, dòng 2, cột G")


def test_a_document_without_a_plan_table_is_a_problem() -> None:
    raised = problem([["TT", "Xã", "Năm"], ["1", "Tự Do", "2023"]])
    assert (raised.code, raised.where) == ("plan_table_missing", "bang.txt")


def written(value: PlanValue) -> str:
    return "x" if isinstance(value, Met) else str(value.year)


VALUES = st.one_of(st.just(Met()), st.integers(2000, 2100).map(lambda year: Target(year=year)))


@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=1, max_size=30), st.permutations(range(3)))
def test_what_was_written_is_read_back(values: list[list[PlanValue]], order: list[int]) -> None:
    """Any plan, with its columns in any order, comes back cell for cell."""
    names = [f"Xã số {at} mới" for at in range(len(values))]
    rows = [
        [str(at), name, "", *(written(row[c]) for c in order)]
        for at, (name, row) in enumerate(zip(names, values, strict=True), 1)
    ]
    head = [*HEAD[:3], *(HEAD[3 + at] for at in order)]
    assert said(read([head, *rows])) == list(zip(names, values, strict=True))


@given(st.one_of(st.text(max_size=12), st.from_regex(r"(năm ?|NĂM )?[0-9]{3,5}", fullmatch=True)))
def test_no_text_in_a_cell_is_ever_guessed(text: str) -> None:
    """A cell is x, a year, or a problem: nothing else gets in."""
    rows = [HEAD, ["1", "Tự Do", "1", "x", text, "2024"]]
    if text in {"x", "X"} or _is_year(text):
        assert isinstance(read(rows).rows[0].cells[1].value, Met if text in {"x", "X"} else Target)
    else:
        assert problem(rows).code == "plan_cell_wrong"


def _is_year(text: str) -> bool:
    digits = text.casefold().removeprefix("năm").lstrip()
    return len(digits) == 4 and digits.isdecimal() and 2000 <= int(digits) <= 2100
