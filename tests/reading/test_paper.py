from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.reading.paper import names_a_paper, read_paper


@pytest.mark.parametrize(
    "typed",
    [
        "12/BC-UBND ngày 8/6/2023",
        "12/BC-UBND, 5/6/2023",
        "12/BC-UBND 8/6",
        "số 12 ngày 8.6.23",
        "8/6/2023 số 12/BC-UBND",
        "BC 12 ngày 8 tháng 6 năm 2023",
        "12/BC-UBND ngày 8",
        "12/BC-UBND hôm qua",
        "05/06-BC ngày 7/6",
    ],
)
def test_a_number_and_a_date_name_a_paper(typed: str) -> None:
    assert names_a_paper(typed)


@pytest.mark.parametrize(
    "typed", ["", "hoan", "đã ký rồi", "12/BC-UBND", "8/6/2023", "ngày 8/6", "số 12", "ngày 40/6 số 3"]
)
def test_one_without_the_other_names_none(typed: str) -> None:
    assert not names_a_paper(typed)


@given(st.text(max_size=80))
def test_no_text_stops_the_reading(text: str) -> None:
    assert names_a_paper(text) in {True, False}


TODAY = date(2024, 12, 10)


@pytest.mark.parametrize(
    ("text", "number", "day"),
    [
        ("512/QĐ-UBND ngày 5/12/2024", "512/QĐ-UBND", date(2024, 12, 5)),
        ("Quyết định số 512/QĐ-UBND, ngày 5 tháng 12 năm 2024", "512/QĐ-UBND", date(2024, 12, 5)),
        ("ngày 5/12 số 45/TTr-UBND", "45/TTr-UBND", date(2024, 12, 5)),
        ("45/2024/TTr-UBND 20.12", "45/2024/TTr-UBND", date(2023, 12, 20)),
        ("tờ trình số: 7, 5-12-24", "7", date(2024, 12, 5)),
    ],
)
def test_number_and_day_of_a_document_are_read(text: str, number: str, day: date) -> None:
    found = read_paper(text, today=TODAY)
    assert found is not None
    assert (found.number, found.day) == (number, day)


@pytest.mark.parametrize(
    "text",
    ["512/QĐ-UBND", "ngày 5/12/2024", "số ngày 5/12/2024", "7 ngày 31/2/2024", "7 ngày 11/12/2024", "hôm qua"],
)
def test_what_lacks_one_of_both_or_lies_ahead_is_no_document(text: str) -> None:
    assert read_paper(text, today=TODAY) is None


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_a_document(text: str) -> None:
    found = read_paper(text, today=TODAY)
    assert found is None or found.day <= TODAY
