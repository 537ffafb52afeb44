"""Thresholds: the most specific one wins, and none is invented."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest

from conversations.programme.criteria import Indicator, Measure, Threshold, worded
from conversations.programme.unit import kind_by_code
from tests.dialogues.commune import FORM, SETS

ANY, YEAR, REGION, BOTH = (
    Threshold(value=Decimal(1)),
    Threshold(value=Decimal(2), year=2023),
    Threshold(value=Decimal(3), region="tdmnpb"),
    Threshold(value=Decimal(4), region="tdmnpb", year=2023),
)


def required(*thresholds: Threshold, region: str | None = "tdmnpb", year: int = 2023) -> Decimal | None:
    return Indicator(code="1", criterion="1", title="", measure=Measure.PERCENT, thresholds=thresholds).threshold(
        region=region, year=year
    )


@pytest.mark.parametrize("order", list(permutations((ANY, YEAR, REGION, BOTH))))
def test_region_and_year_beat_region_beats_year_beats_any_in_whatever_order_they_stand(
    order: tuple[Threshold, ...],
) -> None:
    left = list(order)
    for best in (BOTH, REGION, YEAR, ANY):
        assert required(*left) == best.value
        left.remove(best)
    assert required(*left) is None


def test_another_region_and_another_year_get_only_what_is_for_them() -> None:
    assert required(ANY, YEAR, REGION, BOTH, region="dbsh") == YEAR.value
    assert required(ANY, YEAR, REGION, BOTH, year=2024) == REGION.value
    assert required(YEAR, REGION, BOTH, region="dbsh", year=2024) is None


def test_a_unit_without_a_region_gets_no_regions_value() -> None:
    assert required(REGION, BOTH, region=None) is None
    assert required(ANY, REGION, region=None) == ANY.value


def test_an_item_and_a_criterion_are_found_by_their_codes_only() -> None:
    assert [one.code for one in (FORM.indicator("17.1"), FORM.criterion("17")) if one] == ["17.1", "17"]
    assert (FORM.indicator("17"), FORM.indicator("17.99"), FORM.criterion("17.1"), FORM.criterion("")) == (None,) * 4


def test_codes_are_unique_in_every_shipped_set() -> None:
    for one in SETS.values():
        codes = [indicator.code for indicator in one.indicators]
        assert len(set(codes)) == len(codes)


def test_a_set_is_worded_for_the_kind_of_village_and_no_brace_is_left() -> None:
    said = worded(SETS["thon-ntm-vi-du.toml"], kind_by_code("ban"))
    texts = [one.question + one.title for one in said.indicators]
    assert "Bản mình có bao nhiêu hộ?" in {one.question for one in said.indicators}
    assert not any("{" in text for text in texts)


def test_what_is_asked_is_the_plain_question_where_there_is_one() -> None:
    plain = Indicator(code="1", criterion="1", title="Tỷ lệ hộ", measure=Measure.COUNT, ask="Bao nhiêu hộ?")
    assert plain.question == "Bao nhiêu hộ?"
    assert FORM.indicators[0].question == FORM.indicators[0].title
