"""Each rule at its boundaries, with sets of several sizes: nothing knows how many criteria there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from conversations.programme.answer import Assessor, State
from conversations.programme.criteria import CriteriaSet, Criterion, Floor
from conversations.programme.ids import SetId, UnitId
from conversations.programme.rule_checks import (
    Findings,
    NoGain,
    Revocable,
    Revocation,
    UnderFloor,
    YearlyGain,
    assessor_of,
    check,
)
from conversations.programme.status import CommuneStatus, CriterionStatus, Status
from conversations.programme.unit import Level, Unit, kind_by_code

DAY = date(2023, 6, 20)
COMMUNE = Unit(id=UnitId(1), kind=kind_by_code("xa"), name="Đại Sơn", parent=None)
RULE = Revocation(
    share=Fraction(1, 2), share_with_critical=Fraction(3, 10), critical=("1", "2"), source="Quyết định 18/2022/QĐ-TTg"
)
FLOORS = (Floor(year=2022, criteria=5, source="KH"), Floor(year=2025, criteria=15, source="NQ"))


def make_set(size: int, **more: Any) -> CriteriaSet:
    return CriteriaSet(
        id=SetId("bo"),
        version=1,
        title="Bộ",
        level=Level.COMMUNE,
        criteria=tuple(
            Criterion(code=str(code), title=f"Tiêu chí {code}", indicators=()) for code in range(1, size + 1)
        ),
        valid_from=date(2022, 1, 1),
        **more,
    )


def stands(form: CriteriaSet, states: dict[int, State], *, offices: frozenset[int] = frozenset()) -> Status:
    """What is not named is met. offices: the criteria that are by their word."""
    criteria = {
        one.code: CriterionStatus(
            state=states.get(int(one.code), State.MET),
            assessor=Assessor.OFFICE if int(one.code) in offices else Assessor.SELF,
        )
        for one in form.criteria
    }
    return Status(unit=COMMUNE, as_of=DAY, form=form, communes=(CommuneStatus(unit=COMMUNE, criteria=criteria),))


def failing(form: CriteriaSet, count: int, *, critical: bool) -> Status:
    """So many fail, from the end; critical: one of the first two instead of one of those."""
    codes = list(range(len(form.criteria), len(form.criteria) - count, -1))
    if critical and count:
        codes[-1] = 2
    return stands(form, dict.fromkeys(codes, State.NOT_MET))


def found(status: Status, year_before: Status | None = None, *, recognised: bool = True, day: date = DAY) -> Findings:
    known = frozenset({COMMUNE.id}) if recognised else frozenset()
    return check(status, year_before=year_before, recognised=known, day=day)


@pytest.mark.parametrize(
    ("size", "count", "critical", "expected"),
    [
        (19, 0, False, None),
        (19, 5, True, None),  # 26,3%
        (19, 6, False, None),  # 31,6%
        (19, 6, True, "critical"),
        (19, 9, False, None),  # 47,4%
        (19, 9, True, "critical"),
        (19, 10, False, "outright"),  # 52,6%
        (19, 10, True, "outright"),
        (10, 2, True, None),
        (10, 3, False, None),  # exactly 30%
        (10, 3, True, "critical"),
        (10, 4, False, None),
        (10, 4, True, "critical"),
        (10, 5, False, "outright"),  # exactly 50%
        (10, 5, True, "outright"),
        (3, 1, True, "critical"),  # a third
        (47, 14, True, None),  # 29,79%, never rounded up to 30
        (47, 15, True, "critical"),
        (47, 23, False, None),  # 48,9%
        (47, 24, False, "outright"),
    ],
)
def test_a_recognition_is_looked_at_again_by_share_and_critical_criteria(
    size: int,
    count: int,
    critical: bool,
    expected: str | None,
) -> None:
    form = make_set(size, revocations=(RULE,))
    said = found(failing(form, count, critical=critical)).found
    if expected is None:
        assert said == ()
        return
    (finding,) = said
    assert isinstance(finding, Revocable)
    assert (finding.outright, len(finding.failing), finding.of) == (expected == "outright", count, size)
    assert [one.code for one in finding.critical] == (["2"] if critical else [])
    assert finding.rule.source == "Quyết định 18/2022/QĐ-TTg"


def test_only_a_recognised_commune_can_lose_it_and_only_by_what_is_reported_as_not_met() -> None:
    form = make_set(10, revocations=(RULE,))
    status = failing(form, 6, critical=True)
    assert len(found(status).found) == 1
    assert found(status, recognised=False).found == ()
    silent = stands(form, dict.fromkeys(range(1, 8), State.NOT_REPORTED))
    assert found(silent).found == ()
    unstable = stands(form, {**dict.fromkeys(range(1, 6), State.UNSTABLE), 6: State.NOT_APPLICABLE})
    assert found(unstable).found == ()


def test_a_finding_says_whose_word_it_rests_on() -> None:
    form = make_set(10, revocations=(RULE,))
    states = dict.fromkeys((1, 8, 9), State.NOT_MET)
    for offices, by_offices, assessor in (
        (frozenset[int](), 0, Assessor.SELF),
        (frozenset({1, 8, 2}), 2, Assessor.SELF),
        (frozenset({1, 8, 9}), 3, Assessor.OFFICE),
    ):
        (finding,) = found(stands(form, states, offices=offices)).found
        assert (finding.by_offices, finding.counted, assessor_of(finding)) == (by_offices, 3, assessor)


@pytest.mark.parametrize(
    ("year", "met", "floor"),
    [(2022, 4, 5), (2022, 5, None), (2023, 14, 15), (2023, 15, None), (2025, 14, 15), (2026, 14, 15), (2026, 15, None)],
)
def test_a_unit_is_under_the_floor_of_the_year(year: int, met: int, floor: int | None) -> None:
    form = make_set(19, floors=FLOORS)
    status = stands(form, dict.fromkeys(range(met + 1, 20), State.NOT_MET))
    said = found(status, day=date(year, 6, 1)).found
    assert [(one.met, one.of, one.rule.criteria) for one in said if isinstance(one, UnderFloor)] == (
        [] if floor is None else [(met, 19, floor)]
    )
    assert len(said) == (floor is not None)
    nothing_known = stands(form, dict.fromkeys(range(1, 20), State.NOT_REPORTED))
    assert found(nothing_known, day=date(year, 6, 1)).found == ()


def test_what_is_not_reported_yet_may_still_be_met() -> None:
    form = make_set(19, floors=FLOORS, gains=(YearlyGain(at_least=1, source="KH"),))
    for unreported, below in ((5, True), (6, False)):
        states = dict.fromkeys(range(10, 20), State.NOT_MET) | dict.fromkeys(
            range(19, 19 - unreported, -1), State.NOT_REPORTED
        )
        said = found(stands(form, states), stands(form, states)).found
        assert [type(one) for one in said] == ([UnderFloor] if below else [])


def with_met(form: CriteriaSet, met: int) -> Status:
    return stands(form, dict.fromkeys(range(met + 1, len(form.criteria) + 1), State.NOT_MET))


@pytest.mark.parametrize(
    ("size", "before", "now", "least", "gained"),
    [
        (19, 10, 10, 1, 0),
        (19, 10, 9, 1, -1),
        (19, 10, 11, 1, None),
        (19, 10, 11, 2, 1),
        (19, 18, 19, 2, None),  # all are met: nothing is left to gain
        (19, 19, 19, 1, None),
        (19, 19, 18, 1, None),  # a loss, but there was nothing to gain
        (10, 9, 9, 1, 0),
        (10, 0, 1, 1, None),
    ],
)
def test_a_commune_gains_so_many_criteria_in_a_year(
    size: int, before: int, now: int, least: int, gained: int | None
) -> None:
    form = make_set(size, gains=(YearlyGain(at_least=least, source="KH"),))
    said = found(with_met(form, now), with_met(form, before)).found
    assert [(one.gained, one.before, one.met, one.year) for one in said if isinstance(one, NoGain)] == (
        [] if gained is None else [(gained, before, now, 2023)]
    )


def test_a_year_is_compared_only_where_its_beginning_is_known_under_the_same_set() -> None:
    form = make_set(19, gains=(YearlyGain(at_least=1, source="KH"),))
    status = with_met(form, 10)
    unknown = stands(form, dict.fromkeys(range(1, 20), State.NOT_REPORTED))
    other = with_met(replace(form, id=SetId("bo-cu")), 10)
    for before in (None, unknown, other):
        said = found(status, before)
        assert (said.compared, said.found) == (False, ())
    assert found(status, status).compared


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2022, 8, 1), False), (date(2022, 8, 2), True), (date(2025, 12, 31), True), (date(2026, 1, 1), False)],
)
def test_a_rule_holds_from_its_first_day_until_its_last_and_never_after_the_set(day: date, *, holds: bool) -> None:
    rule = replace(RULE, valid_from=date(2022, 8, 2), valid_to=date(2026, 1, 1))
    form = make_set(10, revocations=(rule,), floors=FLOORS)
    said = found(failing(form, 6, critical=True), day=day)
    assert (bool(said.revocations), any(isinstance(one, Revocable) for one in said.found)) == (holds, holds)
    ended = replace(form, valid_to=day)
    assert found(failing(ended, 6, critical=True), day=day) == Findings(status=failing(ended, 6, critical=True))
