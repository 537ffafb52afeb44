"""Village counts add up for a commune's indicator only from villages that gave every count asked for it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from conversations.programme.criteria import CriteriaSet, Criterion, Feed, Indicator, Measure, Part
from conversations.programme.ids import SetId
from conversations.programme.report import VillageSum
from conversations.programme.unit import Level
from conversations.programme.village_counts import VillageCounts, village_sums


def _count(code: str, *feeds: tuple[str, Part]) -> Indicator:
    return Indicator(
        code=code,
        criterion="1",
        title=code,
        measure=Measure.COUNT,
        judged=False,
        feeds=tuple(Feed(indicator=indicator, part=part) for indicator, part in feeds),
    )


FORM = CriteriaSet(
    id=SetId("thon"),
    version=1,
    title="",
    level=Level.VILLAGE,
    valid_from=date(2021, 1, 1),
    criteria=(
        Criterion(
            code="1",
            title="",
            indicators=(
                _count("households", ("17.1", Part.DENOMINATOR), ("9.2", Part.DENOMINATOR)),
                _count("tap", ("17.1", Part.NUMERATOR)),
                _count("well", ("17.1", Part.NUMERATOR)),
                _count("solid", ("9.2", Part.NUMERATOR)),
                _count("makeshift", ("9.1", Part.NUMERATOR)),
                _count("nothing"),
            ),
        ),
    ),
)


def _village(**counts: int) -> VillageCounts:
    return VillageCounts(form=FORM, counts={code: Decimal(number) for code, number in counts.items()})


def test_several_counts_may_feed_one_part_and_one_count_several_indicators() -> None:
    reports = [
        _village(households=40, tap=10, well=20, solid=39, makeshift=1, nothing=7),
        _village(households=60, tap=0, well=60, solid=50, makeshift=0),
    ]
    assert village_sums(reports, villages=3) == {
        "17.1": VillageSum(numerator=90, denominator=100, reported=2, villages=3),
        "9.2": VillageSum(numerator=89, denominator=100, reported=2, villages=3),
        "9.1": VillageSum(numerator=1, denominator=None, reported=2, villages=3),
    }


def test_a_village_that_left_out_a_part_does_not_count_for_that_indicator() -> None:
    reports = [_village(households=40, tap=10, well=20), _village(households=60, tap=5), _village()]
    assert village_sums(reports, villages=3) == {
        "17.1": VillageSum(numerator=30, denominator=40, reported=1, villages=3)
    }
