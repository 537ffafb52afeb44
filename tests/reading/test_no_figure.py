"""Words that put a question off, and those that only look so."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.reading.no_figure import NoFigure, read_no_figure

LATER, NONE_YET, NOT_KNOWN = NoFigure.LATER, NoFigure.NONE_YET, NoFigure.NOT_KNOWN


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("bỏ qua", LATER),
        ("bo qua", LATER),
        ("BỎ QUA!", LATER),
        ("boor qua", LATER),
        ("bỏ qua câu này", LATER),
        ("để sau", LATER),
        ("de sau", LATER),
        ("dạ để sau nhé anh", LATER),
        ("câu này để sau ạ", LATER),
        ("lát nữa", LATER),
        ("câu tiếp theo", LATER),
        ("chưa có", NONE_YET),
        ("chua co", NONE_YET),
        ("dạ em chưa có số liệu ạ", NONE_YET),
        ("hiện chưa có số", NONE_YET),
        ("đang rà soát…", NONE_YET),
        ("ko có số liệu", NONE_YET),
        ("không biết", NOT_KNOWN),
        ("ko biết", NOT_KNOWN),
        ("k biet", NOT_KNOWN),
        ("hiện chưa rõ", NOT_KNOWN),
        ("chịu", NOT_KNOWN),
    ],
)
def test_putting_off_is_understood_as_people_say_it(typed: str, wanted: NoFigure) -> None:
    assert read_no_figure(typed) is wanted
    assert read_no_figure(unicodedata.normalize("NFD", typed)) is wanted


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "không",
        "không có",
        "không có hộ nào",
        "chưa có hộ nào",
        "chưa đạt",
        "95",
        "95 chưa có",
        "bỏ",
        "sau",
        "x" * 300,
    ],
)
def test_what_may_be_an_answer_puts_nothing_off(typed: str) -> None:
    assert read_no_figure(typed) is None


@given(st.text(max_size=60))
def test_no_text_stops_the_reading(text: str) -> None:
    assert read_no_figure(text) in {None, *NoFigure}
