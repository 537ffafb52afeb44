"""What became of the plan's years: early, in time, open or late, by commune and by office; and the way there."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.programme.answer import State
from conversations.programme.plan_outcome import PlanOutcome, PromiseState
from conversations.programme.problem import Problem
from conversations.programme.series import Step, ends
from handlers.plan_outcome import plan_outcome
from handlers.series import series_of
from tests.handlers.test_show_status import COMMUNE, DISTRICT, JUNE_7, JUNE_9, District, district

__all__ = ["district"]

SPRING_2024 = date(2024, 3, 1)


async def outcome(district: District, *, unit: str = COMMUNE, as_of: date = SPRING_2024) -> PlanOutcome:
    return await plan_outcome(district.database, district.sets, unit=unit, as_of=as_of)


def by_code(found: PlanOutcome) -> dict[str, tuple[PromiseState, int, tuple[str, ...], list[str]]]:
    return {
        one.criterion.code: (one.state, one.year, one.wanting, [found.offices[office].name for office in one.offices])
        for one in found.promises
    }


async def test_a_promise_is_early_kept_open_or_late_and_what_is_late_is_its_offices(district: District) -> None:
    before = by_code(await outcome(district, as_of=date(2023, 6, 20)))
    assert {code: state for code, (state, *_) in before.items()} == {
        **dict.fromkeys(("1", "2"), PromiseState.LATE),
        **dict.fromkeys(("10", "11", "13", "17"), PromiseState.OPEN),
    }
    states = {"1.1": State.MET, "1.2": State.MET, "10": State.MET, "13.2": State.NOT_MET, "17.1": State.NOT_MET}
    await district.reports(states, at=JUNE_7, sent=JUNE_9)
    assert by_code(await outcome(district, as_of=date(2022, 12, 31)))["10"][0] is PromiseState.OPEN
    after = by_code(await outcome(district))
    assert after["1"] == (PromiseState.KEPT, 2022, (), [])
    assert after["13"] == (PromiseState.LATE, 2023, ("13.2",), ["Phòng Nông nghiệp và Phát triển nông thôn"])
    assert after["17"][2:] == (("17.1",), ["Phòng Nông nghiệp và Phát triển nông thôn"])
    assert after["11"] == (PromiseState.LATE, 2023, (), ["Phòng Lao động, Thương binh và Xã hội"])


async def test_met_before_its_year_is_early(district: District) -> None:
    await district.reports({"10": State.MET}, at=JUNE_7, sent=JUNE_9, as_of=date(2022, 12, 1))
    assert by_code(await outcome(district, as_of=date(2022, 12, 31)))["10"][0] is PromiseState.EARLY
    assert by_code(await outcome(district, as_of=date(2023, 12, 31)))["10"][0] is PromiseState.KEPT


async def test_every_late_promise_stands_with_each_office_that_judges_what_is_missing(district: District) -> None:
    found = await outcome(district, unit=DISTRICT)
    assert {state: len(found.those(state)) for state in PromiseState} == {
        PromiseState.EARLY: 0,
        PromiseState.KEPT: 0,
        PromiseState.OPEN: 60,
        PromiseState.LATE: 61,
    }
    late = found.those(PromiseState.LATE)
    counts = [len(theirs) for theirs in found.late_by_office.values()]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == sum(len(one.offices) for one in late)
    assert found.late_without_office == ()


async def test_the_series_is_the_table_of_each_day_and_knows_the_same_day_a_year_before(district: District) -> None:
    await district.reports({"1.1": State.MET, "1.2": State.MET}, at=JUNE_7, sent=JUNE_9)
    found = await series_of(
        district.database, district.sets, unit=DISTRICT, first=date(2022, 10, 1), last=SPRING_2024, step=Step.QUARTER
    )
    assert [(point.day, point.met) for point in found.points] == [
        (date(2022, 12, 31), 183),
        (date(2023, 3, 31), 183),
        (date(2023, 6, 30), 184),
        (date(2023, 9, 30), 184),
        (date(2023, 12, 31), 184),
    ]
    assert found.year_before(found.points[-1]) == found.points[0]
    assert found.year_before(found.points[0]) is None
    for point in found.points:
        status = await district.status(unit=DISTRICT, as_of=point.day)
        assert (point.met, point.average, point.communes) == (status.total_met, status.average, len(status.communes))


async def test_a_series_without_a_point_or_with_too_many_is_refused(district: District) -> None:
    for first, last in ((date(2023, 2, 1), date(2023, 2, 27)), (date(1990, 1, 1), date(2023, 1, 1))):
        with pytest.raises(Problem) as refused:
            await series_of(district.database, district.sets, unit=DISTRICT, first=first, last=last, step=Step.MONTH)
        assert refused.value.code == "series_days"


@given(first=st.dates(date(2000, 1, 1), date(2030, 1, 1)), days=st.integers(0, 2000), step=st.sampled_from(Step))
def test_points_are_the_last_days_of_their_stretches(first: date, days: int, step: Step) -> None:
    last = date.fromordinal(first.toordinal() + days)
    wanted = [
        day
        for day in map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
        if date.fromordinal(day.toordinal() + 1).day == 1 and day.month % step == 0
    ]
    assert list(ends(first, last, step)) == wanted
