"""The conditions of recognition: what is known not to hold, what is unknown, and nothing in between is guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from conversations.programme.answer import Answer, Assessor, Figure, State
from conversations.programme.criteria import Gate, Threshold
from conversations.programme.dossier_checklist import checklist_of, years_of
from conversations.programme.dossier_gates import CriteriaGate, GateState, criteria_gate, gates_of
from conversations.programme.report import PlanCell
from conversations.programme.status import CommuneStatus, CriterionStatus, Reported
from tests.dialogues.commune import SETS, answer, report

if TYPE_CHECKING:
    from conversations.programme.criteria import CriteriaSet
    from conversations.programme.dossier_gates import Gates

FORM = SETS["ho-so-xa.toml"]
MET = CriteriaGate(of=19, confirmed=19, said=0)


def gates(*answers: Answer, form: CriteriaSet = FORM) -> Gates:
    return gates_of(MET, form, {one.indicator: one for one in answers}, region=None, year=2024)


def survey(satisfied: int, asked: int) -> Answer:
    value = Decimal(satisfied * 100) / asked
    figure = Figure(value=value, numerator=satisfied, denominator=asked)
    return replace(answer("2.2", State.NOT_REPORTED, figure=figure), as_of=date(2024, 9, 1))


def wanting(percent: int) -> CriteriaSet:
    """The checklist of a province that has set the rate."""
    return replace(
        FORM,
        criteria=tuple(
            replace(
                criterion,
                indicators=tuple(
                    replace(one, thresholds=(Threshold(value=Decimal(percent)),))
                    if one.gate is Gate.SATISFACTION
                    else one
                    for one in criterion.indicators
                ),
            )
            for criterion in FORM.criteria
        ),
    )


def test_without_answers_everything_but_the_criteria_is_unknown_and_nothing_is_shut() -> None:
    found = gates()
    assert [gate.state for gate in found.all] == [GateState.MET, *[GateState.UNKNOWN] * 3]
    assert found.shut == ()


def test_a_rate_is_shown_and_not_judged_where_no_rate_is_required() -> None:
    found = gates(survey(350, 400)).satisfaction
    assert (found.state, found.satisfied, found.asked, found.on) == (GateState.UNKNOWN, 350, 400, date(2024, 9, 1))


@pytest.mark.parametrize(
    ("satisfied", "state"), [(90_000, GateState.MET), (89_996, GateState.NOT_MET)], ids=["90 %", "89,996 %"]
)
def test_a_rate_is_compared_by_its_parts(satisfied: int, state: GateState) -> None:
    assert gates(survey(satisfied, 100_000), form=wanting(90)).satisfaction.state is state


def test_debt_is_in_dong_and_only_nought_is_none() -> None:
    found = [
        gates(answer("3.2", State.NOT_REPORTED, figure=Figure(value=Decimal(value)))).debt
        for value in ("0", "0.000001")
    ]
    assert [(one.dong, one.state) for one in found] == [(0, GateState.MET), (1, GateState.NOT_MET)]


def test_security_says_only_whether_it_is_met() -> None:
    said = [gates(answer("4.1", state)).security.state for state in (State.MET, State.NOT_MET, State.NOT_REPORTED)]
    assert said == [GateState.MET, GateState.NOT_MET, GateState.UNKNOWN]


def test_criteria_that_offices_confirmed_and_those_a_commune_says_are_told_apart() -> None:
    cells = {
        "1": CriterionStatus(state=State.MET, assessor=Assessor.OFFICE),
        "2": CriterionStatus(state=State.UNSTABLE),
        "3": CriterionStatus(state=State.NOT_MET),
        "4": CriterionStatus(state=State.NOT_REPORTED),
    }
    status = CommuneStatus(unit=report().unit, criteria=cells)
    found = criteria_gate(status)
    assert (found.confirmed, found.said, found.missing, found.unknown) == (1, 1, ("3",), ("4",))
    assert found.state is GateState.NOT_MET
    without = criteria_gate(replace(status, criteria={code: cells[code] for code in "124"}))
    assert without.state is GateState.UNKNOWN
    assert criteria_gate(None).state is GateState.UNKNOWN


def test_an_item_counts_when_it_is_there_not_when_it_was_answered() -> None:
    said = {
        "1.1": answer("1.1", State.NOT_REPORTED, choice="Đã có"),
        "1.2": answer("1.2", State.NOT_REPORTED, choice="Chưa có"),
        "4.1": answer("4.1", State.NOT_MET),
    }
    found = checklist_of(FORM, said, 3)
    assert (found.done, len(found.items), found.pieces, found.example) == (2, 9, 3, True)
    assert "1.2" in found.missing


def test_the_year_of_each_criterions_value_is_that_which_its_figures_stand_for() -> None:
    form = SETS["xa-ntm-2021-2025.toml"]
    cells = {one.code: CriterionStatus(state=State.MET) for one in form.criteria}
    status = CommuneStatus(unit=report().unit, criteria={**cells, "12": CriterionStatus(state=State.NOT_MET)})
    told = {
        "10": Reported(state=State.MET, on=date(2024, 4, 20), as_of=date(2023, 12, 31)),
        "11": Reported(state=State.MET, on=date(2024, 4, 20)),
        "12.1": Reported(state=State.NOT_MET, on=date(2024, 4, 20)),
    }
    plan = {"16": PlanCell(met=True, target_year=None, on=date(2022, 10, 1))}
    assert years_of(form, status, told, plan) == ((2024, ("11",)), (2023, ("10",)), (2022, ("16",)))
