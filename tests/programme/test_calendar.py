"""Deadlines and periods: the last good day, the lock, days that do not exist, what is due now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.programme.calendar import (
    Deadline,
    DueOperator,
    Form,
    Period,
    ReportingRule,
    Span,
    due_first,
    period_around,
    period_by_key,
    period_of,
    periods_around,
    periods_between,
    periods_of,
)
from conversations.programme.cycle import Cycle, stretch_around, stretches
from conversations.programme.ids import RuleId, UnitId
from conversations.programme.unit import Level

HALF = ReportingRule(
    id=RuleId(3),
    code="H1",
    title="Báo cáo 6 tháng đầu năm",
    unit=UnitId(1),
    owes=Level.COMMUNE,
    form=Form.CRITERIA,
    span=Span.HALF_YEAR,
    operator=DueOperator.BEFORE,
    due_month=6,
    due_day=10,
    valid_from=date(2022, 1, 1),
)
YEAR = replace(
    HALF,
    id=RuleId(4),
    code="Y",
    title="Báo cáo năm",
    span=Span.YEAR,
    operator=DueOperator.UNTIL,
    due_month=11,
    due_day=15,
)
DAYS = st.dates(date(2021, 1, 1), date(2030, 12, 31))


def period(rule: ReportingRule, year: int) -> Period:
    found = period_of(rule, year)
    assert found is not None
    return found


def test_before_a_day_means_the_day_before_is_the_last_good_one() -> None:
    assert Deadline(operator=DueOperator.BEFORE, day=date(2023, 6, 10)).last_good_day == date(2023, 6, 9)


def test_until_a_day_means_the_day_itself_is_good() -> None:
    assert Deadline(operator=DueOperator.UNTIL, day=date(2023, 6, 10)).last_good_day == date(2023, 6, 10)


def test_before_the_first_of_march_is_the_last_of_february_in_leap_years_too() -> None:
    last = [Deadline(operator=DueOperator.BEFORE, day=date(year, 3, 1)).last_good_day for year in (2023, 2024)]
    assert last == [date(2023, 2, 28), date(2024, 2, 29)]


def test_a_period_says_its_title_key_span_and_lock() -> None:
    found = period(HALF, 2023)
    assert (found.key, found.title) == ("2023-H1", "Báo cáo 6 tháng đầu năm 2023")
    assert (found.covers_from, found.covers_to) == (date(2023, 1, 1), date(2023, 6, 30))
    assert (found.last_good_day, found.locks_on) == (date(2023, 6, 9), date(2023, 8, 8))
    assert period(YEAR, 2023).covers_to == date(2023, 12, 31)


def test_days_left_overdue_and_locked_turn_on_their_very_days() -> None:
    found = period(HALF, 2023)
    last, lock = found.last_good_day, found.locks_on
    assert [found.days_left(last + timedelta(days=more)) for more in (-1, 0, 1)] == [1, 0, -1]
    assert [found.overdue(last + timedelta(days=more)) for more in (0, 1)] == [False, True]
    assert [found.locked(lock + timedelta(days=more)) for more in (-1, 0)] == [False, True]


def test_a_rule_whose_day_does_not_exist_that_year_makes_no_period() -> None:
    leap = replace(HALF, due_month=2, due_day=29)
    assert [found.year for found in (period_of(leap, year) for year in range(2023, 2029)) if found] == [2024, 2028]
    assert period_of(replace(HALF, due_month=4, due_day=31), 2023) is None


def test_a_rule_makes_periods_only_while_it_is_valid_on_their_due_day() -> None:
    ended = replace(HALF, valid_from=date(2022, 6, 10), valid_to=date(2024, 6, 10))
    assert [year for year in range(2020, 2027) if period_of(ended, year)] == [2022, 2023]


@pytest.mark.parametrize(
    "key",
    ["", "2023", "2023-", "2023-Y", "-H1", "02023-H1", "２０２３-H1", "0000-H1", "99999-H1", "2023-H1 ", "H1-2023"],
)
def test_a_forged_key_names_no_period(key: str) -> None:
    assert period_by_key(HALF, key) is None


def test_a_code_with_a_dash_is_read_back() -> None:
    rule = replace(HALF, code="THON-H1")
    assert period_by_key(rule, "2023-THON-H1") == period_of(rule, 2023)


@given(st.integers(1, 12), st.integers(1, 31), st.sampled_from(DueOperator), st.integers(2022, 2040))
def test_every_period_is_found_again_by_its_key_and_by_no_other(
    month: int, day: int, operator: DueOperator, year: int
) -> None:
    rule = replace(HALF, due_month=month, due_day=day, operator=operator)
    found = period_of(rule, year)
    if found is None:
        return
    assert period_by_key(rule, found.key) == found
    assert found.deadline.day - found.last_good_day == timedelta(days=operator is DueOperator.BEFORE)
    assert found.last_good_day < found.locks_on


def test_what_is_overdue_comes_first_oldest_first_and_alone() -> None:
    periods = (*periods_around(HALF, date(2023, 11, 20)), *periods_around(YEAR, date(2023, 11, 20)))
    assert [found.key for found in due_first(periods, sent=frozenset(), today=date(2023, 7, 1))] == ["2023-H1"]
    late = replace(period(HALF, 2023), locks_on=date(2024, 1, 1))
    both = (period(YEAR, 2023), late, period(HALF, 2024))
    assert [one.key for one in due_first(both, sent=frozenset(), today=date(2023, 11, 20))] == ["2023-H1", "2023-Y"]


def test_otherwise_only_the_next_one_is_due() -> None:
    periods = (*periods_around(YEAR, date(2023, 5, 1)), *periods_around(HALF, date(2023, 5, 1)))
    assert [found.key for found in due_first(periods, sent=frozenset(), today=date(2023, 5, 1))] == ["2023-H1"]
    assert [found.key for found in due_first(periods, sent=frozenset({"2023-H1"}), today=date(2023, 5, 1))] == [
        "2023-Y"
    ]


def test_what_is_locked_is_no_longer_due() -> None:
    periods = periods_around(HALF, date(2023, 8, 8))
    assert [found.key for found in due_first(periods, sent=frozenset(), today=date(2023, 8, 7))] == ["2023-H1"]
    assert [found.key for found in due_first(periods, sent=frozenset(), today=date(2023, 8, 8))] == []


def test_a_report_is_not_offered_before_the_time_it_covers_has_begun() -> None:
    periods = periods_around(HALF, date(2023, 12, 31))
    assert due_first(periods, sent=frozenset({"2023-H1"}), today=date(2023, 12, 31)) == ()
    begun = due_first(periods, sent=frozenset({"2023-H1"}), today=date(2024, 1, 1))
    assert [found.key for found in begun] == ["2024-H1"]


@given(DAYS, st.sets(st.sampled_from(["2022-H1", "2022-Y", "2023-H1", "2023-Y", "2024-H1", "2024-Y"])))
def test_whatever_the_day_what_is_due_is_open_unsent_and_in_order(today: date, sent: set[str]) -> None:
    periods = (*periods_around(HALF, today), *periods_around(YEAR, today))
    due = due_first(periods, sent=frozenset(sent), today=today)
    assert not any(found.locked(today) or found.key in sent or found.covers_from > today for found in due)
    assert [found.last_good_day for found in due] == sorted(found.last_good_day for found in due)
    late = [found for found in periods if found.overdue(today) and not found.locked(today) and found.key not in sent]
    begun = [found for found in periods if found.covers_from <= today]
    assert len(due) == (len(late) or min(1, sum(found.key not in sent and not found.locked(today) for found in begun)))
    assert all(found.overdue(today) for found in due) == bool(late) or not due


MONTHLY = replace(
    HALF, id=RuleId(5), code="T", title="Báo cáo", cycle=Cycle.MONTH, span=Span.CYCLE, due_month=0, due_day=25
)


def test_a_monthly_report_has_twelve_periods_with_their_own_names() -> None:
    found = tuple(periods_of(MONTHLY, 2023))
    assert len(found) == 12
    assert (found[4].key, found[4].title) == ("2023-05-T", "Báo cáo tháng 5/2023")
    assert (found[4].covers_from, found[4].covers_to) == (date(2023, 5, 1), date(2023, 5, 31))
    assert found[4].last_good_day == date(2023, 5, 24)


def test_a_title_that_ends_in_the_name_of_its_cycle_does_not_say_it_twice() -> None:
    monthly = replace(MONTHLY, title="Báo cáo tháng")
    quarterly = replace(MONTHLY, title="Báo cáo quý", cycle=Cycle.QUARTER)
    assert [next(iter(periods_of(rule, 2023))).title for rule in (monthly, quarterly)] == [
        "Báo cáo tháng 1/2023", "Báo cáo quý I/2023",
    ]  # fmt: skip


def test_the_date_may_lie_in_the_month_after_also_over_the_turn_of_the_year() -> None:
    after = replace(MONTHLY, due_day=5, due_shift=1, operator=DueOperator.UNTIL)
    december = tuple(periods_of(after, 2023))[-1]
    assert (december.key, december.last_good_day) == ("2023-12-T", date(2024, 1, 5))


def test_the_last_day_of_a_month_is_its_last_day_in_february_too() -> None:
    last = replace(MONTHLY, due_day=0, operator=DueOperator.UNTIL)
    days = [found.last_good_day.day for found in periods_of(last, 2024)]
    assert days == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def test_a_month_without_that_day_has_no_period() -> None:
    late = replace(MONTHLY, due_day=31)
    assert [found.deadline.day.month for found in periods_of(late, 2023)] == [1, 3, 5, 7, 8, 10, 12]


def test_quarters_halves_and_weeks_are_named_as_officials_name_them() -> None:
    quarterly = replace(MONTHLY, cycle=Cycle.QUARTER, due_day=20)
    halves = replace(MONTHLY, cycle=Cycle.HALF_YEAR, due_day=10)
    weekly = replace(MONTHLY, cycle=Cycle.WEEK, due_day=5, operator=DueOperator.UNTIL)
    assert [found.title for found in periods_of(quarterly, 2025)][1] == "Báo cáo quý II/2025"
    assert [found.title for found in periods_of(halves, 2025)] == [
        "Báo cáo 6 tháng đầu năm 2025",
        "Báo cáo 6 tháng cuối năm 2025",
    ]
    found = period_around(weekly, date(2023, 6, 7))
    assert found is not None
    assert (found.title, found.last_good_day) == ("Báo cáo tuần 5/6 - 11/6/2023", date(2023, 6, 9))


def test_what_is_owed_once_has_one_period_and_keeps_its_title() -> None:
    once = replace(
        HALF, cycle=Cycle.ONCE, span=Span.CYCLE, due_year=2025, due_month=6, due_day=1, valid_from=date(2025, 4, 1)
    )
    found = period_of(once, 2025)
    assert found is not None
    assert (found.key, found.title, found.last_good_day) == ("2025-H1", HALF.title, date(2025, 5, 31))
    assert (found.covers_from, found.covers_to) == (date(2025, 4, 1), date(2025, 6, 1))
    assert [period_of(once, year) for year in (2024, 2026)] == [None, None]
    assert periods_around(once, date(2030, 1, 1)) == (found,)


def test_grace_ends_so_many_days_after_the_last_good_one() -> None:
    found = period(replace(HALF, grace_after=timedelta(days=5)), 2023)
    assert (found.last_good_day, found.grace_ends_on) == (date(2023, 6, 9), date(2023, 6, 14))
    assert period(HALF, 2023).grace_ends_on == date(2023, 6, 9)


@given(st.sampled_from([Cycle.YEAR, Cycle.HALF_YEAR, Cycle.QUARTER, Cycle.MONTH, Cycle.WEEK]), DAYS)
def test_every_day_lies_in_exactly_one_stretch_and_stretches_leave_no_gap(cycle: Cycle, day: date) -> None:
    around = stretch_around(cycle, day)
    assert around is not None
    holding = [one for year in (day.year - 1, day.year, day.year + 1) for one in stretches(cycle, year)]
    assert [one for one in holding if one.first <= day <= one.last] == [around]
    assert all(after.first - before.last == timedelta(days=1) for before, after in pairwise(holding))


@given(
    st.sampled_from([Cycle.HALF_YEAR, Cycle.QUARTER, Cycle.MONTH, Cycle.WEEK]),
    st.integers(1, 7),
    st.integers(-1, 2),
    DAYS,
)
def test_every_period_of_any_cycle_is_found_by_its_key_and_between_its_days(
    cycle: Cycle, day: int, shift: int, today: date
) -> None:
    rule = replace(MONTHLY, cycle=cycle, due_day=day, due_shift=shift)
    found = periods_between(rule, today, today + timedelta(days=200))
    assert [period_by_key(rule, one.key) for one in found] == list(found)
    assert all(periods_between(rule, one.last_good_day, one.last_good_day) == (one,) for one in found)
    assert len({one.key for one in found}) == len(found)
