"""Dates as people type them, on 5 June 2023."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.reading.dates import NEAR, DateReading, Day, NotADay, TwoDays, read_date
from conversations.reading.show import show_date, show_day

TODAY = date(2023, 6, 5)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31/5", date(2023, 5, 31)),
        ("31/05", date(2023, 5, 31)),
        ("31-5", date(2023, 5, 31)),
        ("31.5", date(2023, 5, 31)),
        ("31/5/2023", date(2023, 5, 31)),
        ("31-05-2023", date(2023, 5, 31)),
        ("31.5.23", date(2023, 5, 31)),
        ("2023-05-31", date(2023, 5, 31)),
        ("ngày 31/5", date(2023, 5, 31)),
        ("dạ ngày 31/5 ạ", date(2023, 5, 31)),
        ("tính đến ngày 31/5/2023", date(2023, 5, 31)),
        ("đến hết ngày 31/5", date(2023, 5, 31)),
        ("ngày 31 tháng 5", date(2023, 5, 31)),
        ("Ngày 31 tháng 5 năm 2023", date(2023, 5, 31)),
        ("ngay 31 thang 5 nam 2023", date(2023, 5, 31)),
        ("３１／５", date(2023, 5, 31)),
        ("31 / 5 / 2023.", date(2023, 5, 31)),
        ("mùng 1/6", date(2023, 6, 1)),
        ("5/6", TODAY),
        ("ngày 5", TODAY),
        ("ngày 1", date(2023, 6, 1)),
        ("ngày 31 tháng trước", date(2023, 5, 31)),
        ("ngày 7 tháng này", date(2023, 6, 7)),
        ("hôm nay", TODAY),
        ("hom nay", TODAY),
        ("hôm qua ạ", date(2023, 6, 4)),
        ("hôm kia", date(2023, 6, 3)),
        ("ngày mai", date(2023, 6, 6)),
        ("15/12", date(2022, 12, 15)),
        ("15/11/2022", date(2022, 11, 15)),
        ("10/6/2023", date(2023, 6, 10)),
        ("29/2/2024", date(2024, 2, 29)),
    ],
)
def test_a_day_is_understood(typed: str, day: date) -> None:
    assert read_date(typed, today=TODAY) == Day(day=day)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("tháng 5", date(2023, 5, 31)),
        ("hết tháng 5", date(2023, 5, 31)),
        ("cuối tháng 5", date(2023, 5, 31)),
        ("đến hết tháng 2", date(2023, 2, 28)),
        ("giữa tháng 5", date(2023, 5, 15)),
        ("đầu tháng 5", date(2023, 5, 1)),
        ("đầu tháng 6", date(2023, 6, 1)),
        ("tháng 5/2023", date(2023, 5, 31)),
        ("5/2023", date(2023, 5, 31)),
        ("tháng 5 năm 2022", date(2022, 5, 31)),
        ("T5", date(2023, 5, 31)),
        ("tháng trước", date(2023, 5, 31)),
        ("cuối tháng này", date(2023, 6, 30)),
        ("quý I", date(2023, 3, 31)),
        ("hết quý 1/2023", date(2023, 3, 31)),
        ("quý IV năm 2022", date(2022, 12, 31)),
        ("năm 2022", date(2022, 12, 31)),
        ("cuối năm ngoái", date(2022, 12, 31)),
        ("6 tháng đầu năm 2022", date(2022, 6, 30)),
    ],
)
def test_a_month_or_more_stands_for_its_last_day(typed: str, day: date) -> None:
    assert read_date(typed, today=TODAY) == Day(day=day, rough=True)


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        ("7/6", date(2022, 6, 7), date(2023, 6, 7)),
        ("ngày 7/6", date(2022, 6, 7), date(2023, 6, 7)),
        ("15/11", date(2022, 11, 15), date(2023, 11, 15)),
        ("tháng 6", date(2022, 6, 30), date(2023, 6, 30)),
        ("6 tháng đầu năm", date(2022, 6, 30), date(2023, 6, 30)),
        ("ngày 7", date(2023, 5, 7), date(2023, 6, 7)),
    ],
)
def test_the_future_is_not_guessed_and_neither_is_a_far_year(typed: str, first: date, second: date) -> None:
    assert read_date(typed, today=TODAY) == TwoDays(first=first, second=second)


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("7/6", Day(day=date(2023, 6, 7))),
        ("ngày 7", Day(day=date(2023, 6, 7))),
        ("15/11", Day(day=date(2023, 11, 15))),
        ("31/5", TwoDays(first=date(2023, 5, 31), second=date(2024, 5, 31))),
        ("cuối tháng 6", Day(day=date(2023, 6, 30), rough=True)),
    ],
)
def test_a_promised_day_lies_ahead(typed: str, reading: DateReading) -> None:
    assert read_date(typed, today=TODAY, ahead=True) == reading


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("31/6", "impossible"),
        ("29/2/2023", "impossible"),
        ("5/31/2023", "impossible"),
        ("32/1", "impossible"),
        ("0/5", "impossible"),
        ("tháng 13", "impossible"),
        ("ngày 40", "impossible"),
        ("31/5/1923", "far"),
        ("29/2", "unreadable"),
        ("31/5/223", "unreadable"),
        ("mùng 7 tháng giêng", "lunar"),
        ("10/3 âm lịch", "lunar"),
        ("", "unreadable"),
        ("95,5", "unreadable"),
        ("từ 1/5 đến 31/5", "unreadable"),
        ("tuần trước", "unreadable"),
        ("👍", "unreadable"),
        ("1" * 5000, "unreadable"),
    ],
)
def test_what_is_no_day_is_told_why(typed: str, reason: str) -> None:
    reading = read_date(typed, today=date(2021, 8, 1) if typed == "29/2" else TODAY)
    assert isinstance(reading, NotADay)
    assert reading.reason == reason


DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))


@given(DAYS, DAYS)
def test_a_shown_date_is_read_back(day: date, today: date) -> None:
    assert read_date(show_date(day), today=today) == Day(day=day)
    assert read_date(day.isoformat(), today=today) == Day(day=day)


@given(DAYS, st.integers(-300, 300))
def test_a_shown_day_is_read_back_or_asked_back(today: date, away: int) -> None:
    day = today + timedelta(days=away)
    reading = read_date(show_day(day), today=today)
    if -NEAR <= day - today <= timedelta(0):
        assert reading == Day(day=day)
    elif isinstance(reading, Day):  # a far future day is also a near past one
        assert today - NEAR <= reading.day <= today
        assert (reading.day.day, reading.day.month) == (day.day, day.month)
    elif isinstance(reading, TwoDays):
        assert day in (reading.first, reading.second)
        assert reading.first <= today < reading.second
    else:
        assert (day.day, day.month) == (29, 2)


@given(st.text(max_size=100), DAYS)
def test_no_text_stops_the_reading(text: str, today: date) -> None:
    read_date(text, today=today)


def test_long_texts_are_refused() -> None:
    for text in ("ngày " * 1000, "den " * 20, "1/" * 40, " " * 80):
        assert read_date(text, today=TODAY) == NotADay(reason="unreadable")
