"""When people are reminded: offsets, days off, the lock, and a stretch of time cut anywhere gives the same sends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.programme.calendar import (
    DueOperator,
    Form,
    Offsets,
    Period,
    ReportingRule,
    Span,
    period_of,
    periods_of,
)
from conversations.programme.cycle import Cycle
from conversations.programme.digest_times import DigestHours, digests_between
from conversations.programme.due import SendKind, awake, reminder_days, slots_between
from conversations.programme.ids import RuleId, UnitId
from conversations.programme.unit import Level
from conversations.programme.workdays import Workdays
from storage.times import ZONE

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
YEAR = replace(HALF, id=RuleId(4), code="Y", span=Span.YEAR, due_month=11, due_day=15)
MONTH = replace(HALF, id=RuleId(5), code="T", cycle=Cycle.MONTH, span=Span.CYCLE, due_month=0, due_day=25)
PLAIN = Workdays()
TET = Workdays(off=frozenset(date(2024, 2, 8) + timedelta(days=more) for more in range(7)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def period(rule: ReportingRule, year: int) -> Period:
    found = period_of(rule, year)
    assert found is not None
    return found


def test_the_half_year_of_2023_is_reminded_of_on_working_days_only() -> None:
    days = reminder_days(period(HALF, 2023), HALF.offsets, PLAIN)
    assert [(offset, day.isoformat()) for offset, day in days][:9] == [
        (-30, "2023-05-10"),
        (-14, "2023-05-26"),
        (-7, "2023-06-02"),
        (-3, "2023-06-06"),
        (-1, "2023-06-08"),
        (0, "2023-06-09"),
        (3, "2023-06-12"),  # one day after is a Saturday, three days after the Monday it moves to
        (7, "2023-06-16"),
        (14, "2023-06-23"),
    ]
    assert days[-1][1] < period(HALF, 2023).locks_on


def test_a_last_good_day_at_a_weekend_is_reminded_of_on_the_friday_before_once() -> None:
    # 14/11/2026 is a Saturday
    days = dict(reminder_days(period(YEAR, 2026), YEAR.offsets, PLAIN))
    assert (days.get(-1), days[0]) == (None, date(2026, 11, 13))


def test_in_tet_a_slot_moves_out_of_it_backwards_before_the_day_and_forwards_after_it() -> None:
    rule = replace(
        HALF, due_month=2, due_day=11, operator=DueOperator.UNTIL, offsets=Offsets(before=(1, 0), after=(1,))
    )
    days = reminder_days(period(rule, 2024), rule.offsets, TET)
    assert [(offset, day.isoformat()) for offset, day in days][:2] == [(0, "2024-02-07"), (1, "2024-02-15")]


def test_a_saturday_that_is_worked_keeps_its_slot() -> None:
    worked = Workdays(worked=frozenset({date(2023, 6, 10)}))
    assert (1, date(2023, 6, 10)) in reminder_days(period(HALF, 2023), HALF.offsets, worked)


def test_nobody_is_reminded_of_a_month_that_has_not_begun() -> None:
    june = next(found for found in _months(2023) if found.key == "2023-06-T")
    days = [day for _, day in reminder_days(june, MONTH.offsets, PLAIN)]
    assert min(days) >= date(2023, 6, 1)
    assert date(2023, 6, 9) in days  # 14 days before 24/6 is a Saturday


def _months(year: int) -> tuple[Period, ...]:
    return tuple(periods_of(MONTH, year))


def test_without_later_offsets_reminding_ends_after_the_named_ones() -> None:
    few = Offsets(before=(), after=(2,), then_every=0)
    assert [offset for offset, _ in reminder_days(period(HALF, 2023), few, PLAIN)] == [2]


def test_a_late_report_is_told_above_half_an_hour_after_the_reminder() -> None:
    slots = slots_between([HALF], after=at("2023-06-12"), until=at("2023-06-13"), workdays=PLAIN)
    assert [(slot.kind, slot.name, slot.at) for slot in slots] == [
        (SendKind.OVERDUE_REMINDER, "D+3", at("2023-06-12T08:00")),
        (SendKind.ESCALATION, "D+3", at("2023-06-12T08:30")),
    ]


def test_the_whole_year_of_both_reports_walked_day_by_day() -> None:
    days: dict[str, list[str]] = {}
    for more in range(365):
        day = at("2023-01-01") + timedelta(days=more)
        for slot in slots_between([HALF, YEAR], after=day, until=day + timedelta(days=1), workdays=PLAIN):
            if slot.kind is not SendKind.ESCALATION:
                days.setdefault(slot.at.date().isoformat(), []).append(f"{slot.period.key} {slot.name}")
    assert [f"{day} {', '.join(names)}" for day, names in sorted(days.items())] == YEAR_2023


YEAR_2023 = [
    "2023-01-02 2022-Y D+49",
    "2023-01-09 2022-Y D+56",
    "2023-05-10 2023-H1 D-30",
    "2023-05-26 2023-H1 D-14",
    "2023-06-02 2023-H1 D-7",
    "2023-06-06 2023-H1 D-3",
    "2023-06-08 2023-H1 D-1",
    "2023-06-09 2023-H1 D0",
    "2023-06-12 2023-H1 D+3",
    "2023-06-16 2023-H1 D+7",
    "2023-06-23 2023-H1 D+14",
    "2023-06-30 2023-H1 D+21",
    "2023-07-07 2023-H1 D+28",
    "2023-07-14 2023-H1 D+35",
    "2023-07-21 2023-H1 D+42",
    "2023-07-28 2023-H1 D+49",
    "2023-08-04 2023-H1 D+56",
    "2023-10-13 2023-Y D-30",
    "2023-10-31 2023-Y D-14",
    "2023-11-07 2023-Y D-7",
    "2023-11-10 2023-Y D-3",
    "2023-11-13 2023-Y D-1",
    "2023-11-14 2023-Y D0",
    "2023-11-15 2023-Y D+1",
    "2023-11-17 2023-Y D+3",
    "2023-11-21 2023-Y D+7",
    "2023-11-28 2023-Y D+14",
    "2023-12-05 2023-Y D+21",
    "2023-12-12 2023-Y D+28",
    "2023-12-19 2023-Y D+35",
    "2023-12-26 2023-Y D+42",
]


@given(
    st.dates(date(2022, 1, 1), date(2027, 1, 1)),
    st.timedeltas(timedelta(), timedelta(days=1)),
    st.timedeltas(timedelta(), timedelta(days=200)),
    st.timedeltas(timedelta(), timedelta(days=200)),
)
def test_a_stretch_of_time_cut_anywhere_gives_the_same_slots(
    day: date, hour: timedelta, first: timedelta, second: timedelta
) -> None:
    begin = at(day.isoformat()) + hour
    middle, end = begin + first, begin + first + second
    rules = [HALF, YEAR, MONTH]
    whole = slots_between(rules, after=begin, until=end, workdays=TET)
    parts = (
        *slots_between(rules, after=begin, until=middle, workdays=TET),
        *slots_between(rules, after=middle, until=end, workdays=TET),
    )
    assert parts == whole
    assert all(TET.is_worked(slot.at.date()) for slot in whole)
    named = [(slot.rule.id, slot.period.key, slot.kind, slot.at.date()) for slot in whole]
    assert len(set(named)) == len(named)


@pytest.mark.parametrize(
    ("moment", "then"),
    [
        ("2023-06-06T06:59", "2023-06-06T07:00"),
        ("2023-06-06T07:00", "2023-06-06T07:00"),
        ("2023-06-06T20:30", "2023-06-06T20:30"),
        ("2023-06-06T20:31", "2023-06-07T07:00"),
        ("2023-06-06T00:00", "2023-06-06T07:00"),
    ],
)
def test_nobody_is_woken(moment: str, then: str) -> None:
    assert awake(at(moment)) == at(then)


def test_digests_go_on_mondays_and_daily_in_the_week_before_a_deadline() -> None:
    slots = digests_between(
        DigestHours(), [period(HALF, 2023)], after=at("2023-06-01"), until=at("2023-06-13"), workdays=PLAIN
    )
    assert [f"{slot.at:%d/%m %H:%M} {slot.kind.value} {slot.audience.value}" for slot in slots] == [
        "05/06 07:00 weekly manager",
        "05/06 07:30 daily manager",
        "05/06 07:30 weekly group",
        "05/06 14:00 daily manager",
        "06/06 07:30 daily manager",
        "06/06 14:00 daily manager",
        "07/06 07:30 daily manager",
        "07/06 14:00 daily manager",
        "08/06 07:30 daily manager",
        "08/06 14:00 daily manager",
        "09/06 07:30 daily manager",
        "09/06 14:00 daily manager",
        "12/06 07:00 weekly manager",
        "12/06 07:30 weekly group",
    ]


def test_a_weekly_digest_on_a_day_off_goes_on_the_next_working_day() -> None:
    slots = digests_between(DigestHours(), [], after=at("2024-02-09"), until=at("2024-02-20"), workdays=TET)
    assert [f"{slot.at:%d/%m} {slot.audience.value}" for slot in slots] == [
        "15/02 manager",
        "15/02 group",
        "19/02 manager",
        "19/02 group",
    ]


def test_a_rest_without_end_is_a_fault_and_is_told() -> None:
    never = Workdays(off=frozenset(date(2023, 1, 1) + timedelta(days=more) for more in range(100)))
    with pytest.raises(ValueError, match="no working day"):
        never.at_or_after(date(2023, 2, 1))
