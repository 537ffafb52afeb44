from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.reading.paper import names_a_paper


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
