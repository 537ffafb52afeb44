"""Text and CSV, as they are copied and exported."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.read_text import read_csv, read_text, text_of
from conversations.programme.problem import Problem
from conversations.programme.table import Paragraph, Table


def texts(of: str) -> list[str | list[list[str]]]:
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row.cells] for row in block.rows]
        for block in read_text(of)
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("**KẾ HOẠCH**  ", "KẾ HOẠCH"),
        ("#### **2.1. Phòng Y tế**", "2.1. Phòng Y tế"),
        ("Báo cáo 6 tháng (*trước ngày 10/6*), báo cáo năm", "Báo cáo 6 tháng (trước ngày 10/6), báo cáo năm"),
        ("*(Có biểu kèm theo).*", "(Có biểu kèm theo)."),
        ("*(Kèm theo Kế hoạch  ", "(Kèm theo Kế hoạch"),
        ("là **461.506 triệu đồng**, cụ thể", "là 461.506 triệu đồng, cụ thể"),
        (r"1\. Mục đích \- yêu cầu \*", "1. Mục đích - yêu cầu *"),
        ("diện tích 2*3 m, a * b", "diện tích 2*3 m, a * b"),
        ("<i>Quy</i>&nbsp;hoạch<br>chung", "Quy hoạch chung"),
        ("số < 5 và > 3", "số < 5 và > 3"),
        ("- + Vốn đầu tư", "- + Vốn đầu tư"),
    ],
)
def test_marks_of_emphasis_are_no_part_of_the_text(written: str, meant: str) -> None:
    assert texts(written) == [meant]


def test_lines_with_tabs_are_a_table_and_empty_cells_keep_their_place() -> None:
    text = "Biểu\n\nTT\tXã\tKQ\n1\t<b>Tự Do</b>\t9\n\n\tTổng\t9\nGhi chú: hết\n\tThụt đầu dòng"
    table = [["TT", "Xã", "KQ"], ["1", "Tự Do", "9"], ["", "Tổng", "9"]]
    assert texts(text) == ["Biểu", table, "Ghi chú: hết", "Thụt đầu dòng"]


def test_an_empty_line_before_a_row_of_another_width_begins_a_new_table() -> None:
    assert texts("a\tb\tc\n1\t2\t3\n\nd\te\nf\tg") == [[["a", "b", "c"], ["1", "2", "3"]], [["d", "e"], ["f", "g"]]]


def test_pipes_divide_cells_unless_escaped_and_the_ruled_line_is_no_row() -> None:
    assert texts("| TT | Xã |\n|:---|---:|\n| 1 | Tự \\| Do |\n") == [[["TT", "Xã"], ["1", "Tự | Do"]]]


def test_runs_of_spaces_divide_cells_and_prose_with_double_spaces_stays_prose() -> None:
    text = "Một câu  có khoảng trống.\nTT   Xã    KQ   Điện\n1   Tự Do   9    x\n    Tổng cộng   9    1"
    table = [["TT", "Xã", "KQ", "Điện"], ["1", "Tự Do", "9", "x"], ["", "Tổng cộng", "9", "1"]]
    assert texts(text) == ["Một câu  có khoảng trống.".replace("  ", " "), table]


def test_a_paragraph_knows_its_line() -> None:
    blocks = read_text("\n\nmột\r\n\nhai")
    assert [str(block.place) for block in blocks] == ["dòng 3", "dòng 5"]


def test_a_quoted_field_may_hold_separators_and_lines() -> None:
    (table,) = read_csv('TT;"Quy\nhoạch"\n1;"a;b"\n', name="a.csv")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["TT", "Quy hoạch"], ["1", "a;b"]]
    assert [str(row.place) for row in table.rows] == ["dòng 1", "dòng 3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_unicode_writing_gives_the_same_text(encoding: str, form: Literal["NFC", "NFD"]) -> None:
    text = "Thủy lợi và phòng, chống thiên tai; Quảng Hòa"
    assert text_of(unicodedata.normalize(form, text).encode(encoding), name="a") == text


def test_vietnamese_windows_text_is_understood() -> None:
    text = "Quảng Hòa, Độc Lập, Tự Do, Bế Văn Đàn"
    # This encoding has vowels with their shape, and the tones as marks of their own.
    tones = "\u0300\u0301\u0303\u0309\u0323"
    split = "".join(
        unicodedata.normalize(
            "NFC", "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark not in tones)
        )
        + "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark in tones)
        for letter in text
    )
    assert text_of(split.encode("cp1258"), name="a") == text


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00\x01", b"\x01\x02\x03 abc", b"abc\xff\xfe\xd2\x01"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Problem) as raised:
        text_of(data, name="a.txt")
    assert (raised.value.code, raised.value.where) == ("file_type_wrong", "a.txt")


CELL = st.text(st.sampled_from("aàđĐx 0123456789.,;-\"'"), max_size=8).map(lambda text: " ".join(text.split()))


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=2, max_size=8), st.sampled_from(["\t", " | "]))
def test_a_table_written_as_text_is_read_back(rows: list[list[str]], divider: str) -> None:
    """Cells with words at both ends come back as they were, whatever stands in them."""
    whole = [["đầu", *row, "cuối"] for row in rows]
    text = "\n".join(divider.join(row) for row in whole)
    (table,) = read_text(text)
    assert isinstance(table, Table)
    assert [[cell.text for cell in row.cells] for row in table.rows] == whole


@given(st.text())
def test_any_text_is_read_without_failing(text: str) -> None:
    for block in read_text(text):
        assert block.text if isinstance(block, Paragraph) else block.rows
