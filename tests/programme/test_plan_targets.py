"""The list of communes and their years, and names that are the same or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conversations.programme.plan_names import commune_name, grouped, namesake, same_commune, title_key
from conversations.programme.plan_targets import CommuneTarget, Standard, read_targets
from conversations.programme.problem import Problem
from conversations.programme.table import Document
from tests.programme.test_plan_table import table

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = ["TT", "Xã", "Năm phấn đấu đạt chuẩn NTM", "Năm đạt NTM nâng cao", "Ghi chú"]


def read(*rows: Sequence[str]) -> tuple[CommuneTarget, ...]:
    return read_targets(Document(name="a", blocks=(table([["TT", "Tên", "Số"], ["1", "a", "2"]]), table(rows))))


def test_the_list_is_found_and_its_other_lines_are_no_communes() -> None:
    targets = read(
        HEAD,
        ["1", "2", "3", "4", "5"],
        ["1", "Tự Do", "2025", "", "khó"],
        ["2", "Phi Hải", "Duy trì", "năm 2025", ""],
        ["3", "Cai Bộ", "", "", ""],
        ["", "Tổng cộng", "3", "1", ""],
        ["", "Người lập", "", "", "Chủ tịch"],
    )
    assert [(t.name, t.note, [(s.standard, s.year, s.kept) for s in t.standards]) for t in targets] == [
        ("Tự Do", "khó", [(Standard.NTM, 2025, False)]),
        ("Phi Hải", "", [(Standard.NTM, None, True), (Standard.ADVANCED, 2025, False)]),
        ("Cai Bộ", "", []),
    ]
    assert [target.reached_by(Standard.NTM, 2024) for target in targets] == [False, True, False]


@pytest.mark.parametrize(
    ("row", "code", "where"),
    [
        (["2", "Phi Hải", "sớm", "", ""], "plan_target_wrong", "xã Phi Hải, dòng 3, cột C"),
        (["2", "xã TỰ DO", "2024", "", ""], "plan_target_twice", "dòng 3"),
    ],
)
def test_a_wrong_line_is_a_problem(row: list[str], code: str, where: str) -> None:
    with pytest.raises(Problem) as raised:
        read(HEAD, ["1", "Tự Do", "2025", "", ""], row)
    assert (raised.value.code, raised.value.where) == (code, where)


def test_a_document_without_the_list_has_no_targets() -> None:
    assert read(["TT", "Xã", "Dân số"], ["1", "Tự Do", "2025"]) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Đại Sơn", "xã Đại Sơn", True),
        ("UBND xã Đại Sơn", "ĐẠI SƠN", True),
        ("Dai Son", "Đại Sơn", True),
        ("Quảng Hoà", "Quảng Hòa", True),
        ("Hồng Quang", "Hùng Quang", False),
        ("Đại Sơn", "Đại Sơn 2", False),
        ("thị trấn Hòa Thuận", "Hòa Thuận", True),
    ],
)
def test_names_of_the_same_commune(one: str, other: str, *, same: bool) -> None:
    assert (same_commune(one, other), same_commune(other, one)) == (same, same)
    assert (namesake(one, grouped([other])) == other) is same


@pytest.mark.parametrize("name", ["Xã", "Xá Lượng", "Xa Dung", "Phương Độ"])
def test_a_name_that_begins_like_a_kind_stays_whole(name: str) -> None:
    assert (commune_name(name), commune_name(f"XÃ {name}")) == (name, name)


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("3. Thủy lợi, PCTT", "Thủy lợi và phòng, chống thiên tai"),
        ("TC13: Tổ chức sản xuất và PTKT nông thôn", "Tổ chức sản xuất và phát triển kinh tế nông thôn"),
        ("MÔI TRƯỜNG VÀ ATTP", "Môi trường và an toàn thực phẩm"),
        ("Hệ thống chính trị & tiếp cận PL", "Hệ thống chính trị và tiếp cận pháp luật"),
        ("CSVC văn hoá", "Cơ sở vật chất văn hóa"),
    ],
)
def test_headings_are_spelled_out_before_they_are_compared(heading: str, title: str) -> None:
    assert title_key(heading) == title_key(title)
