"""A criterion's state from the plan's baseline and later answers: replaced by all, contradicted by one."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from conversations.programme.answer import State
from conversations.programme.criteria import CriteriaSet, Criterion, Indicator, Measure
from conversations.programme.ids import SetId, UnitId
from conversations.programme.report import PlanCell
from conversations.programme.status import CriterionStatus, Reported, Status, commune_status, criterion_status
from conversations.programme.unit import Level, Unit, kind_by_code

BASELINE = date(2022, 10, 1)
LATER = date(2023, 6, 7)
MET, UNSTABLE, NOT_MET = State.MET, State.UNSTABLE, State.NOT_MET
NOT_APPLICABLE, NOT_REPORTED = State.NOT_APPLICABLE, State.NOT_REPORTED


def indicator(code: str, *, judged: bool = True) -> Indicator:
    return Indicator(code=code, criterion=code.partition(".")[0], title=code, measure=Measure.STATUS, judged=judged)


def criterion(code: str, *judged: bool) -> Criterion:
    indicators = tuple(indicator(f"{code}.{number}", judged=one) for number, one in enumerate(judged, start=1))
    return Criterion(code=code, title=f"Tiêu chí {code}", indicators=indicators)


TWO = criterion("1", True, True)
X = PlanCell(met=True, target_year=None, on=BASELINE)
IN_2024 = PlanCell(met=False, target_year=2024, on=BASELINE)


def said(*states: State | None, on: date = LATER) -> dict[str, Reported]:
    return {
        f"1.{number}": Reported(state=state, on=on) for number, state in enumerate(states, start=1) if state is not None
    }


@pytest.mark.parametrize(
    ("plan", "states", "state", "lost"),
    [
        (X, (), MET, False),
        (IN_2024, (), NOT_MET, False),
        (None, (), NOT_REPORTED, False),
        (X, (MET, None), MET, False),
        (X, (UNSTABLE, None), MET, False),
        (X, (MET, UNSTABLE), UNSTABLE, False),
        (X, (MET, NOT_MET), NOT_MET, True),
        (X, (NOT_MET, None), NOT_MET, True),
        (X, (MET, NOT_REPORTED), MET, False),
        (X, (NOT_APPLICABLE, NOT_APPLICABLE), NOT_APPLICABLE, False),
        (IN_2024, (MET, None), NOT_MET, False),
        (IN_2024, (MET, MET), MET, False),
        (IN_2024, (MET, NOT_APPLICABLE), MET, False),
        (IN_2024, (NOT_MET, None), NOT_MET, False),
        (None, (MET, None), NOT_REPORTED, False),
        (None, (MET, MET), MET, False),
        (None, (None, NOT_MET), NOT_MET, False),
    ],
)
def test_a_baseline_counts_until_all_answers_replace_it_or_one_contradicts_it(
    plan: PlanCell | None, states: tuple[State | None, ...], state: State, lost: bool
) -> None:
    found = criterion_status(TWO, plan, said(*states))
    assert found == CriterionStatus(state=state, target_year=plan.target_year if plan else None, lost=lost)


def test_what_was_reported_before_a_newer_baseline_does_not_count_against_it() -> None:
    assert criterion_status(TWO, X, said(NOT_MET, NOT_MET, on=date(2022, 9, 30))).state is MET
    assert criterion_status(TWO, X, said(NOT_MET, NOT_MET, on=BASELINE)).state is NOT_MET


def test_plain_counts_say_nothing_about_met_or_not_met() -> None:
    assert criterion_status(criterion("1", True, False), None, said(MET, None)).state is MET
    assert criterion_status(criterion("1", False), None, said(MET)).state is NOT_REPORTED


def test_a_criterion_without_known_indicators_stays_as_the_plan_has_it() -> None:
    assert criterion_status(criterion("1"), X, {}).state is MET
    assert criterion_status(criterion("1"), None, {}).state is NOT_REPORTED


def unit(number: int, name: str) -> Unit:
    return Unit(id=UnitId(number), kind=kind_by_code("xa"), name=name, parent=None)


def test_sums_count_met_criteria_and_years_still_open() -> None:
    form = CriteriaSet(
        id=SetId("hai"),
        version=1,
        title="Hai tiêu chí",
        level=Level.COMMUNE,
        criteria=(TWO, criterion("2", True)),
        valid_from=date(2022, 1, 1),
    )
    status = Status(
        unit=Unit(id=UnitId(9), kind=kind_by_code("huyen"), name="Quảng Hòa", parent=None),
        as_of=LATER,
        form=form,
        communes=(
            commune_status(unit(1, "Một"), form, plan={"1": X, "2": IN_2024}, reported={}),
            commune_status(unit(2, "Hai"), form, plan={"1": IN_2024, "2": IN_2024}, reported=said(MET, MET)),
            commune_status(unit(3, "Ba"), form, plan={"1": X}, reported=said(NOT_MET)),
        ),
    )
    assert [commune.met for commune in status.communes] == [1, 1, 0]
    assert status.by_criterion == {"1": 2, "2": 0}
    assert (status.total_met, status.average, status.open_by_year) == (2, Fraction(2, 3), {2024: 2})


def test_a_unit_without_communes_has_no_average_to_divide() -> None:
    status = Status(unit=unit(1, "Một"), as_of=LATER, form=None, communes=())
    assert (status.total_met, status.average, status.by_criterion, status.open_by_year) == (0, None, {}, {})


def test_a_commune_of_which_nothing_is_known_counts_in_no_average_and_no_bracket() -> None:
    form = CriteriaSet(
        id=SetId("thu"), title="Bộ thử", level=Level.COMMUNE, valid_from=BASELINE, version=1,
        criteria=(TWO,), brackets=(1,),
    )  # fmt: skip
    met = commune_status(unit(1, "Một"), form, plan={"1": X}, reported={})
    silent = commune_status(unit(2, "Hai"), form, plan={}, reported={})
    open_one = commune_status(unit(3, "Ba"), form, plan={"1": IN_2024}, reported={})
    status = Status(unit=unit(9, "Chín"), as_of=LATER, form=form, communes=(met, silent, open_one))
    assert status.known == (met, open_one)
    assert status.average == Fraction(1, 2)
    assert [(one.low, one.high, one.communes) for one in status.brackets] == [(1, 1, 1), (0, 0, 1)]
    nobody = Status(unit=unit(9, "Chín"), as_of=LATER, form=form, communes=(silent,))
    assert (nobody.known, nobody.average, sum(one.communes for one in nobody.brackets)) == ((), None, 0)
