"""Deadlines as the documents word them and as people type them; what is unclear comes back, never a guess."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.engine.words import SOURCE
from conversations.programme.calendar import DueOperator
from conversations.programme.cycle import LAST_DAY, Cycle
from conversations.reading.deadlines import Doubt, Due, NoDeadline, read_deadline
from conversations.screens.due import due_in_words, due_problem

TODAY = date(2025, 6, 12)
BEFORE, UNTIL = DueOperator.BEFORE, DueOperator.UNTIL
DOCUMENTS = Path(__file__).with_name("deadlines.csv")
ROWS = list(csv.DictReader(line for line in DOCUMENTS.read_text("utf-8").splitlines() if not line.startswith("#")))


def once(operator: DueOperator, day: int, month: int, year: int) -> Due:
    return Due(cycle=Cycle.ONCE, operator=operator, day=day, month=month, year=year)


def yearly(operator: DueOperator, day: int, month: int, shift: int = 0) -> Due:
    return Due(cycle=Cycle.YEAR, operator=operator, day=day, month=month, shift=shift)


def every(cycle: Cycle, operator: DueOperator, day: int, shift: int = 0) -> Due:
    return Due(cycle=cycle, operator=operator, day=day, shift=shift)


def last_good_day(due: Due) -> str:
    """As the table of the documents writes it: the year is YYYY where the deadline comes every year."""
    if due.cycle is Cycle.YEAR:
        return last_good_day(once(due.operator, due.day, due.month, 2023)).replace("2023", "YYYY")
    deadline = due.once()
    assert deadline is not None
    return deadline.last_good_day.isoformat()


def test_the_documents_hold_as_many_dated_deadlines_as_were_counted() -> None:
    assert (len(ROWS), sum(bool(row["last_day_strict"]) for row in ROWS)) == (86, 51)


@pytest.mark.parametrize("row", [row for row in ROWS if row["last_day_strict"]], ids=lambda row: row["id"])
def test_every_dated_deadline_of_the_documents_has_its_last_good_day(row: dict[str, str]) -> None:
    known = Cycle.YEAR if row["period_kind"] in {"half_year", "annual"} else None
    reading = read_deadline(row["date_text"], today=date(2026, 11, 21), cycle=known)
    assert isinstance(reading, Due)
    assert last_good_day(reading) == row["last_day_strict"]


@pytest.mark.parametrize("row", [row for row in ROWS if not row["last_day_strict"]], ids=lambda row: row["id"])
def test_what_names_no_date_in_the_documents_is_given_none(row: dict[str, str]) -> None:
    assert isinstance(read_deadline(row["date_text"], today=TODAY), NoDeadline)


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("trước 10/6/2025", once(BEFORE, 10, 6, 2025)),
        ("dạ trước ngày 10/7/2025 ạ", once(BEFORE, 10, 7, 2025)),
        ("chậm nhất ngày 15/7/2025", once(UNTIL, 15, 7, 2025)),
        ("chậm nhất là ngày 15 tháng 7 năm 2025", once(UNTIL, 15, 7, 2025)),
        ("không quá ngày 10/7/25", once(UNTIL, 10, 7, 2025)),
        ("trước và trong ngày 10/7/2025", once(UNTIL, 10, 7, 2025)),
        ("đến hết ngày 30-6-2025", once(UNTIL, 30, 6, 2025)),
        ("2025-07-10", once(UNTIL, 10, 7, 2025)),
        ("hạn 10.7.2025", once(UNTIL, 10, 7, 2025)),
        ("trong quý 2 năm nay", once(UNTIL, 30, 6, 2025)),
        ("quý sau", once(UNTIL, 30, 9, 2025)),
        ("trước quý III/2025", once(BEFORE, 1, 7, 2025)),
        ("hết năm nay", once(UNTIL, 31, 12, 2025)),
        ("trước năm 2026", once(BEFORE, 1, 1, 2026)),
        ("6 tháng đầu năm 2025", once(UNTIL, 30, 6, 2025)),
        ("trước khi hết tháng 2/2028", once(UNTIL, 29, 2, 2028)),
        ("29/2/2028", once(UNTIL, 29, 2, 2028)),
        ("ngày 5 tháng sáu năm 2026", once(UNTIL, 5, 6, 2026)),
        ("trước ngày 31 tháng sau", once(BEFORE, 31, 7, 2025)),
        ("tháng này", once(UNTIL, 30, 6, 2025)),
        ("thứ sáu tuần này", once(UNTIL, 13, 6, 2025)),
        ("ngày mai", once(UNTIL, 13, 6, 2025)),
    ],
)
def test_a_deadline_that_comes_once(typed: str, due: Due) -> None:
    assert read_deadline(typed, today=TODAY) == due


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("đến ngày 01/10 hằng năm", yearly(UNTIL, 1, 10)),
        ("truoc ngay 10/10 hang nam", yearly(BEFORE, 10, 10)),
        ("trước ngày 15/1 năm sau, hằng năm", yearly(BEFORE, 15, 1, 1)),
        ("trong quý I hằng năm", yearly(UNTIL, LAST_DAY, 3)),
        ("cuối mỗi năm", yearly(UNTIL, LAST_DAY, 12)),
        ("trước ngày 10/6 và 10/12", every(Cycle.HALF_YEAR, BEFORE, 10)),
        ("sáu tháng một lần, trước 15/1 và 15/7", every(Cycle.HALF_YEAR, BEFORE, 15, 1)),
        ("6 tháng/lần, ngày 10 tháng cuối kỳ", every(Cycle.HALF_YEAR, UNTIL, 10)),
        ("hằng quý, ngày 20 tháng cuối quý", every(Cycle.QUARTER, UNTIL, 20)),
        ("ngày 20 tháng cuối mỗi quý", every(Cycle.QUARTER, UNTIL, 20)),
        ("trước ngày 5 tháng đầu quý sau", every(Cycle.QUARTER, BEFORE, 5, 1)),
        ("cuối mỗi quý", every(Cycle.QUARTER, UNTIL, LAST_DAY)),
        ("trước 15/1, 15/4, 15/7, 15/10 hằng năm", every(Cycle.QUARTER, BEFORE, 15, 1)),
        ("hằng tháng, trước ngày 25", every(Cycle.MONTH, BEFORE, 25)),
        ("trước 25 hàng tháng", every(Cycle.MONTH, BEFORE, 25)),
        ("ngày 25 của mỗi tháng", every(Cycle.MONTH, UNTIL, 25)),
        ("mùng 5 hằng tháng", every(Cycle.MONTH, UNTIL, 5)),
        ("hằng tháng, ngày 5 tháng sau", every(Cycle.MONTH, UNTIL, 5, 1)),
        ("hang thang, ngay 5 thang sau", every(Cycle.MONTH, UNTIL, 5, 1)),
        ("ngày cuối cùng của mỗi tháng", every(Cycle.MONTH, UNTIL, LAST_DAY)),
        ("cuối tháng, hằng tháng", every(Cycle.MONTH, UNTIL, LAST_DAY)),
        ("thứ sáu hằng tuần", every(Cycle.WEEK, UNTIL, 5)),
        ("trước thứ hai tuần sau, hằng tuần", every(Cycle.WEEK, BEFORE, 1, 1)),
        ("chủ nhật mỗi tuần", every(Cycle.WEEK, UNTIL, 7)),
    ],
)
def test_a_deadline_that_comes_again(typed: str, due: Due) -> None:
    assert read_deadline(typed, today=TODAY) == due


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("trước ngày 10/6", (yearly(BEFORE, 10, 6), once(BEFORE, 10, 6, 2025), once(BEFORE, 10, 6, 2026))),
        ("đến ngày 10/7", (yearly(UNTIL, 10, 7), once(UNTIL, 10, 7, 2025))),
        ("trước tháng 10", (yearly(BEFORE, 1, 10), once(BEFORE, 1, 10, 2025))),
        ("cuối năm", (yearly(UNTIL, LAST_DAY, 12), once(UNTIL, 31, 12, 2025))),
        ("cuối tháng", (every(Cycle.MONTH, UNTIL, LAST_DAY), once(UNTIL, 30, 6, 2025))),
        ("ngày 5 tháng sau", (every(Cycle.MONTH, UNTIL, 5, 1), once(UNTIL, 5, 7, 2025))),
        ("trước ngày 25", (every(Cycle.MONTH, BEFORE, 25), once(BEFORE, 25, 6, 2025))),
        ("thứ sáu", (every(Cycle.WEEK, UNTIL, 5), once(UNTIL, 13, 6, 2025))),
        ("6 tháng một lần, trước ngày 10/6", (every(Cycle.HALF_YEAR, BEFORE, 10), yearly(BEFORE, 10, 6))),
        ("trước hết tháng 6/2025", (once(BEFORE, 1, 6, 2025), once(UNTIL, 30, 6, 2025))),
        (
            "ngay 5 thang sau",
            (
                *(every(Cycle.MONTH, UNTIL, 5, 1), once(UNTIL, 5, 7, 2025)),
                *(yearly(UNTIL, 5, 6), once(UNTIL, 5, 6, 2025), once(UNTIL, 5, 6, 2026)),
            ),
        ),
    ],
)
def test_what_can_mean_two_things_comes_back_with_all_of_them(typed: str, readings: tuple[Due, ...]) -> None:
    assert read_deadline(typed, today=TODAY) == Doubt(readings=readings)


@pytest.mark.parametrize(
    ("cycle", "due"),
    [
        (Cycle.YEAR, yearly(BEFORE, 10, 7)),
        (Cycle.ONCE, once(BEFORE, 10, 7, 2025)),
        (Cycle.MONTH, NoDeadline(reason="contradiction")),
    ],
)
def test_knowing_how_often_settles_a_doubt(cycle: Cycle, due: Due | NoDeadline) -> None:
    assert read_deadline("trước ngày 10/7", today=TODAY, cycle=cycle) == due


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("31/4", NoDeadline(reason="impossible", which="31/4", instead=("30/4",))),
        ("trước 31/4/2025", NoDeadline(reason="impossible", which="31/4/2025", instead=("30/4/2025",))),
        ("29/2/2025", NoDeadline(reason="impossible", which="29/2/2025", instead=("28/2/2025",))),
        ("29/2 hằng năm", NoDeadline(reason="impossible", which="29/2", instead=("28/2",))),
        ("0/6", NoDeadline(reason="impossible", which="0/6")),
        ("tháng 13/2025", NoDeadline(reason="impossible", which="tháng 13")),
        ("quý V", NoDeadline(reason="unreadable")),
        ("quý 5/2025", NoDeadline(reason="impossible", which="quý 5")),
        ("ngày 35 hằng tháng", NoDeadline(reason="impossible", which="ngày 35")),
        ("ngày 31 hằng tháng", NoDeadline(reason="not_every_month", which="ngày 31", instead=("cuối tháng",))),
        ("trước ngày 30 hằng tháng", NoDeadline(reason="not_every_month", which="ngày 30", instead=("cuối tháng",))),
        ("ngày 31 tháng cuối quý", NoDeadline(reason="not_every_month", which="ngày 31", instead=("cuối quý",))),
        ("10/6/2125", NoDeadline(reason="far", which="2125")),
        ("10/6 âm lịch", NoDeadline(reason="lunar")),
        ("hằng ngày", NoDeadline(reason="daily")),
        ("từ ngày 1/6 đến ngày 10/6", NoDeadline(reason="after")),
        ("hằng quý trước ngày 20", NoDeadline(reason="month_missing")),
        ("hằng tháng", NoDeadline(reason="day_missing")),
        ("trước ngày 10/6/2025 hằng năm", NoDeadline(reason="contradiction")),
        ("trước ngày 10/6, trước ngày 15/11", NoDeadline(reason="several")),
        ("hằng tháng trước ngày 25 và hằng quý trước ngày 20", NoDeadline(reason="several")),
        ("đầu tháng 6/2025", NoDeadline(reason="vague")),
        ("càng sớm càng tốt", NoDeadline(reason="vague")),
        ("25", NoDeadline(reason="unreadable")),
        ("👍", NoDeadline(reason="unreadable")),
        ("", NoDeadline(reason="unreadable")),
        ("1" * 5000, NoDeadline(reason="too_long")),
    ],
)
def test_what_is_no_deadline_says_what_is_wrong(typed: str, reading: NoDeadline) -> None:
    assert read_deadline(typed, today=TODAY) == reading


def test_a_date_that_does_not_exist_is_named_with_one_to_write_instead() -> None:
    reading = read_deadline("trước ngày 31/4 hằng năm", today=TODAY)
    assert isinstance(reading, NoDeadline)
    problem = due_problem("trước ngày 31/4 hằng năm", reading, SOURCE)
    assert (problem.code, problem.where, problem.message, problem.remedy) == (
        "deadline_impossible",
        "“trước ngày 31/4 hằng năm”",
        "Trong lịch không có 31/4.",
        "Có lẽ là 30/4? Xin ghi lại.",
    )


def test_a_doubt_is_asked_back_in_words_that_leave_none() -> None:
    reading = read_deadline("trước ngày 10/7", today=TODAY)
    assert isinstance(reading, Doubt)
    assert due_problem("trước ngày 10/7", reading, SOURCE).remedy == (
        "Xin ghi rõ một cách: “trước ngày 10/7 hằng năm”; “trước ngày 10/7/2025”."
    )


OPERATORS = st.sampled_from(DueOperator)
DAYS = st.integers(LAST_DAY, 28)
DUES = st.one_of(
    st.builds(
        lambda day, operator: once(operator, day.day, day.month, day.year),
        st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)),
        OPERATORS,
    ),
    st.builds(yearly, OPERATORS, DAYS, st.integers(1, 12), st.integers(0, 1)),
    st.builds(every, st.just(Cycle.MONTH), OPERATORS, DAYS, st.integers(0, 1)),
    st.builds(every, st.just(Cycle.QUARTER), OPERATORS, DAYS, st.integers(-2, 3)),
    st.builds(every, st.just(Cycle.HALF_YEAR), OPERATORS, DAYS, st.integers(-5, 6)),
    st.builds(every, st.just(Cycle.WEEK), OPERATORS, st.integers(1, 7), st.integers(0, 1)),
)


@given(DUES, st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_a_deadline_in_words_is_read_back_as_the_same(due: Due, today: date) -> None:
    assert read_deadline(due_in_words(due, SOURCE), today=today) == due


@given(st.text(max_size=140), st.dates(min_value=date(2000, 1, 1), max_value=date(2098, 12, 31)))
def test_no_text_stops_the_reading(text: str, today: date) -> None:
    read_deadline(text, today=today)


def test_long_texts_are_refused() -> None:
    for text in ("ngày " * 20, "trước " * 18, "1/" * 50, " " * 110, "hằng tháng " * 9, "trước khi hết " * 8):
        assert isinstance(read_deadline(text, today=TODAY), NoDeadline)
