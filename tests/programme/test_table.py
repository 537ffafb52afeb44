"""Places are named so that a person finds them again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.programme.table import Cell, Medium, Place, Row, column_letter


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(row=7, column=3), "dòng 7, cột C"),
        (Place(row=7), "dòng 7"),
        (Place(medium=Medium.SHEET, row=12, column=4), "ô D12"),
        (Place(medium=Medium.SHEET, part="Biểu 1", row=12, column=4), "trang tính “Biểu 1”, ô D12"),
        (Place(medium=Medium.SHEET, part="Biểu 1", row=12), "trang tính “Biểu 1”, dòng 12"),
        (Place(medium=Medium.WORD, part="2", row=5, column=27), "bảng 2, dòng 5, cột AA"),
        (Place(medium=Medium.WORD, row=5), "đoạn 5"),
        (Place(), ""),
    ],
)
def test_a_place_in_words(place: Place, words: str) -> None:
    assert str(place) == words


@given(st.integers(1, 20_000))
def test_letters_count_columns_as_spreadsheets_do(number: int) -> None:
    back = 0
    for letter in column_letter(number):
        back = back * 26 + ord(letter) - ord("A") + 1
    assert back == number


def test_a_row_may_be_shorter_than_its_heading() -> None:
    row = Row(cells=(Cell(text="a", place=Place(row=3, column=1)),), place=Place(row=3))
    assert (row.text(4), str(row.cell(4).place), row.only_text, row.blank) == ("", "dòng 3, cột E", "a", False)
