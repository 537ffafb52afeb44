"""When to remind, as people type it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.engine.words import SOURCE
from conversations.programme.calendar import Offsets
from conversations.reading.offsets import LONGEST, NoOffsets, read_offsets
from conversations.screens.offsets import offsets_in_words


@pytest.mark.parametrize(
    ("typed", "offsets"),
    [
        ("30, 14, 7, 3, 1, 0; sau hạn 1, 3, rồi mỗi 7 ngày", Offsets()),
        ("trước hạn 30 14 7 3 1 0 sau hạn 1 3 rồi 7 ngày một lần", Offsets()),
        ("0,1,3,7,14,30; sau 3, 1, rồi cứ 7 ngày", Offsets()),
        ("nhắc trước 7, 3 và 1 ngày, đúng hạn", Offsets(before=(7, 3, 1, 0), after=(), then_every=0)),
        ("7; sau hạn 1 rồi thôi", Offsets(before=(7,), after=(1,), then_every=0)),
        ("sau hạn mỗi 7 ngày", Offsets(before=(), after=(), then_every=7)),
        ("không nhắc", Offsets(before=(), after=(), then_every=0)),
    ],
)
def test_days_before_and_after_are_read(typed: str, offsets: Offsets) -> None:
    assert read_offsets(typed) == offsets


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("30, 7, -3", NoOffsets(reason="below", which="-3")),
        ("7; sau hạn 0", NoOffsets(reason="below", which="0")),
        ("7, 7", NoOffsets(reason="twice", which="7")),
        ("7; sau hạn 400", NoOffsets(reason="far", which="400")),
        ("9999999999", NoOffsets(reason="far", which="9999999999")),
        (", ".join(str(day) for day in range(13)), NoOffsets(reason="many")),
        ("mỗi sáng", NoOffsets(reason="unreadable")),
        ("", NoOffsets(reason="unreadable")),
    ],
)
def test_what_contradicts_itself_is_refused_with_the_figure(typed: str, wrong: NoOffsets) -> None:
    assert read_offsets(typed) == wrong


DAYS = st.sets(st.integers(0, LONGEST), max_size=12)


@given(DAYS, DAYS, st.integers(0, LONGEST))
def test_reminders_in_words_are_read_back_as_the_same(before: set[int], after: set[int], every: int) -> None:
    offsets = Offsets(before=tuple(sorted(before, reverse=True)), after=tuple(sorted(after - {0})), then_every=every)
    said = offsets_in_words(offsets, SOURCE)
    if len(said) <= 120:
        assert read_offsets(said) == offsets


@given(st.text(max_size=140))
def test_no_text_stops_the_reading(text: str) -> None:
    read_offsets(text)
