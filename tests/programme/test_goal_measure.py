"""What this system counts of a goal by itself, and where it knows too little to count."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from conversations.programme.goal import Base, Bound, Goal, GoalKind
from conversations.programme.goal_document import read_goal_document
from conversations.programme.goal_measure import Confirmed, Counted, counted_value, measure_of
from conversations.programme.ids import UnitId
from conversations.programme.plan_targets import Standard
from conversations.programme.unit import Level
from tests.programme.goals import HA_GIANG, HA_TINH, QUANG_NAM, source

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2023, 6, 30)
COMMUNES = tuple(UnitId(number) for number in range(1, 11))
DISTRICTS = (UnitId(50), UnitId(51))


def found(*, recognised: int, districts: int = 0) -> Confirmed:
    """Ten communes in two districts, so many of each recognised."""
    held = frozenset((*COMMUNES[:recognised], *DISTRICTS[:districts]))
    return Confirmed(
        day=DAY,
        communes=(),
        recognised={Standard.NTM: held},
        confirmed=frozenset(COMMUNES[-1:]),
        districts={DISTRICTS[0]: COMMUNES[:5], DISTRICTS[1]: COMMUNES[5:]},
        units={Level.COMMUNE: COMMUNES, Level.DISTRICT: DISTRICTS},
    )


def share(name: str, *, of: int | None = None, base: Base | None = None) -> Goal:
    return Goal(
        name=name, kind=GoalKind.SHARE, bound=Bound.AT_LEAST, by_year=2025, target=Decimal(100), of=of, base=base
    )


@pytest.mark.parametrize(
    ("file", "counted"),
    [
        (
            HA_TINH,
            [
                "đơn vị cấp huyện đạt chuẩn nông thôn mới",
                "huyện đạt chuẩn nông thôn mới nâng cao",
                "số xã đạt chuẩn nông thôn mới",
                "số xã đạt chuẩn nông thôn mới nâng cao",
                "số xã đạt chuẩn nông thôn mới kiểu mẫu",
            ],
        ),
        (
            HA_GIANG,
            [
                "tổng số xã đạt chuẩn NTM trong toàn tỉnh",
                "tổng số xã đạt chuẩn NTM nâng cao toàn tỉnh",
                "số xã đạt chuẩn NTM kiểu mẫu",
                "Không còn xã đạt dưới 13 tiêu chí",
                "Bình quân cả tỉnh",
            ],
        ),
        (
            QUANG_NAM,
            [
                "tổng số xã đạt chuẩn NTM",
                "tổng số xã đạt chuẩn NTM nâng cao",
                "tổng số xã đạt chuẩn NTM nâng cao",
                "tổng số xã đạt chuẩn NTM kiểu mẫu",
                "tổng số xã đạt chuẩn NTM kiểu mẫu",
                "không còn xã dưới 15 tiêu chí",
                "không còn huyện không có xã đạt chuẩn NTM",
                "tổng số thôn đạt chuẩn thôn NTM kiểu mẫu",
            ],
        ),
    ],
)
def test_only_what_is_known_here_is_counted(file: Path, counted: list[str]) -> None:
    goals = read_goal_document(source(file)).goals
    summed = any(one.name.startswith("tổng số") for one in goals)
    kinds = {"số xã đạt chuẩn NTM kiểu mẫu"} if file == HA_GIANG else set()
    assert [
        one.name for one in goals if measure_of(one, summed=summed and one.name not in kinds) is not None
    ] == counted


def test_communes_are_counted_once_by_a_plans_word_or_the_offices_and_only_where_all_are_known() -> None:
    goal = share("số xã đạt chuẩn nông thôn mới")
    measure = measure_of(goal, summed=False)
    assert measure is not None
    value = counted_value(goal, measure, found(recognised=3))
    assert value is not None
    assert (value.value, value.of, value.computed, value.day) == (Decimal(4), 10, True, DAY)
    part = share("số xã đạt chuẩn nông thôn mới", base=Base(value=Decimal(9), of=11, day=None))
    assert counted_value(part, measure, found(recognised=3)) is None
    assert counted_value(share("xã đạt chuẩn nông thôn mới", of=12), measure, found(recognised=3)) is None


def test_districts_are_counted_where_as_many_are_known_as_the_paper_says_there_were() -> None:
    goal = share("đơn vị cấp huyện đạt chuẩn nông thôn mới", of=2)
    measure = measure_of(goal, summed=False)
    assert measure is not None
    assert counted_value(goal, measure, found(recognised=3)) is None
    value = counted_value(goal, measure, found(recognised=3, districts=1))
    assert value is not None
    assert (value.value, value.of) == (Decimal(1), 2)
    more = share("đơn vị cấp huyện đạt chuẩn nông thôn mới", of=2, base=Base(value=Decimal(2), of=2, day=None))
    assert counted_value(more, measure, found(recognised=3, districts=1)) is None


def test_nothing_is_counted_of_an_unknown_tree() -> None:
    nobody = Confirmed(day=DAY, communes=(), recognised={}, confirmed=frozenset(), districts={}, units={})
    for name in (
        "số xã đạt chuẩn nông thôn mới",
        "không còn xã dưới 15 tiêu chí",
        "không còn huyện không có xã đạt chuẩn NTM",
    ):
        goal = share(name)
        measure = measure_of(goal, summed=False)
        assert measure is not None
        assert counted_value(goal, measure, nobody) is None
    assert {one.value for one in Counted} == {"at_standard", "under_floor", "average", "districts_without"}
