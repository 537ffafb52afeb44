"""A report as people must know it: what is open, whose it is, what was lost, promised, owed, and what may stay."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import product

import pytest

from conversations.programme.answer import Evidence, EvidenceKind, EvidenceState, Figure, LastKnown, Nature, State
from conversations.programme.criteria import Criterion, Indicator, Measure
from conversations.programme.ids import EvidenceId
from conversations.programme.report import TRANSITIONS, PlanCell, ReportAct, ReportKey, ReportState
from tests.dialogues.commune import FORM, H1, HEALTH, KEY, answer, report

NONE: frozenset[str] = frozenset()
POST = frozenset({HEALTH})
BASELINE = {criterion.code: PlanCell(met=True, target_year=None, on=H1.covers_from) for criterion in FORM.criteria}


def codes(items: Iterable[Indicator | Criterion]) -> list[str]:
    return [one.code for one in items]


def test_the_hard_figures_are_open_last_and_all_others_in_the_sets_order() -> None:
    found = report(answers={}).open_items()
    hard = [indicator.hard for indicator in found]
    assert hard == sorted(hard)
    assert any(hard)
    easy = [indicator for indicator in FORM.indicators if not indicator.hard]
    assert codes(found)[: len(easy)] == codes(easy)


def test_no_new_figure_keeps_an_item_open_and_a_figure_or_a_choice_closes_it() -> None:
    put_off = answer("17.1", State.NOT_REPORTED, reason="no_new_figure")
    figure = answer("17.2", State.NOT_REPORTED, figure=Figure(value=Decimal(1)), nature=Nature.OFFICIAL)
    found = report(answers={one.indicator: one for one in (put_off, figure)})
    assert [found.answered(code) for code in ("17.1", "17.2", "1.1")] == [False, True, False]
    assert (found.given, found.total) == (1, 57)


def test_a_post_has_its_own_items_and_whoever_is_in_charge_all() -> None:
    found = report()
    assert codes(found.items_of(POST)) == ["15.1", "15.2"]
    assert found.items_of(NONE) == FORM.indicators
    assert found.items_of(frozenset({"Công an"})) == ()


def test_while_nothing_is_assigned_every_item_is_everybodys() -> None:
    assert report(posts={}).items_of(POST) == FORM.indicators


def test_the_item_before_is_the_one_before_among_ones_own() -> None:
    found = report()
    assert [found.before("15.2", POST), found.before("15.1", POST)] == ["15.1", ""]
    assert [found.before("15.1", NONE), found.before("1.1", NONE), found.before("99", NONE)] == ["14.2", "", ""]
    assert found.before("17.2", POST) == "17.1", "an item of somebody else: through all of them"


def test_what_posts_still_owe_most_first_without_the_officer_in_charge() -> None:
    posts = {"15.1": "B", "15.2": "B", "19.2": "A", "19.1": "C", "1.1": "C"}
    assert report(posts=posts).waiting_by_post() == (("B", 2), ("A", 1), ("C", 1))


def test_lost_is_what_was_met_before_and_is_answered_as_not_met() -> None:
    answers = {code: answer(code, State.NOT_MET) for code in ("1.1", "8.1", "17.1", "18.1")}
    last = {"17.1": LastKnown(state=State.UNSTABLE), "18.1": LastKnown(state=State.NOT_APPLICABLE)}
    plan = {"8": PlanCell(met=True, target_year=None, on=H1.covers_from)}
    assert codes(report(answers=answers, last=last, plan=plan).lost()) == ["8.1", "17.1"]


def test_what_was_known_of_the_item_counts_before_the_plans_word_on_its_criterion() -> None:
    last = {"8.1": LastKnown(state=State.NOT_MET)}
    item = FORM.indicator("8.1")
    assert item is not None
    assert not report(last=last, plan=BASELINE).was_met(item)


@pytest.mark.parametrize("indicator", FORM.indicators, ids=lambda one: one.code)
def test_unchanged_never_covers_what_lapses_silently_nor_a_figure_that_is_not_known(indicator: Indicator) -> None:
    found = report(answers={}, last={}, plan=BASELINE)
    assert found.can_stay(indicator) == (
        not indicator.lapses and indicator.judged and indicator.measure is Measure.STATUS
    )


def test_a_figure_that_is_known_may_stay_until_it_is_answered() -> None:
    indicator = next(one for one in FORM.indicators if one.measure is Measure.PERCENT and one.judged and not one.lapses)
    last = {indicator.code: LastKnown(state=State.MET, figure=Figure(value=Decimal(95)))}
    assert report(answers={}, last=last, plan={}).can_stay(indicator)
    assert not report(answers={indicator.code: answer(indicator.code)}, last=last, plan={}).can_stay(indicator)
    lost = {indicator.code: LastKnown(state=State.NOT_MET, figure=Figure(value=Decimal(5)))}
    assert not report(answers={}, last=lost, plan={}).can_stay(indicator)


def test_a_criterion_that_is_promised_or_owed_is_never_confirmed_quickly() -> None:
    for year in (2022, 2023, 2025):
        plan = BASELINE | {"8": PlanCell(met=False, target_year=year, on=H1.covers_from)}
        last = {indicator.code: LastKnown(state=State.MET) for indicator in FORM.indicators}
        assert "8" not in codes(report(answers={}, last=last, plan=plan).unchanged_candidates(NONE))
    assert "8" in codes(report(answers={}, last={}, plan=BASELINE).unchanged_candidates(NONE))


def test_a_post_confirms_only_its_own_items() -> None:
    found = report(answers={}, last={}, plan=BASELINE)
    assert codes(found.unchanged_candidates(POST)) == ["15"]
    criterion = found.form.criterion("15")
    assert criterion is not None
    assert codes(found.staying(criterion, POST)) == ["15.2"]


def test_promises_of_this_year_and_those_still_owed_from_before() -> None:
    plan = {
        "1": PlanCell(met=False, target_year=2021, on=H1.covers_from),
        "2": PlanCell(met=False, target_year=2022, on=H1.covers_from),
        "10": PlanCell(met=False, target_year=2023, on=H1.covers_from),
        "11": PlanCell(met=False, target_year=2024, on=H1.covers_from),
        "12": PlanCell(met=False, target_year=None, on=H1.covers_from),
    }
    kept = {code: answer(code) for code in ("1.1", "1.2")}
    assert codes(report(plan=plan).promised(2023)) == ["10"]
    owed = report(plan=plan, answers={}, last={}).owed_from_before()
    assert [(year, codes(criteria)) for year, criteria in owed] == [(2021, ["1"]), (2022, ["2"])]
    assert [year for year, _ in report(plan=plan, answers=kept, last={}).owed_from_before()] == [2022]


def test_only_photos_whose_bytes_are_stored_are_counted() -> None:
    def piece(number: int, state: EvidenceState, kind: EvidenceKind = EvidenceKind.PHOTO, pieces: int = 1) -> Evidence:
        return Evidence(id=EvidenceId(number), indicator="1.1", kind=kind, state=state, pieces=pieces)

    pieces = (
        piece(1, EvidenceState.STORED, pieces=3),
        piece(2, EvidenceState.PENDING),
        piece(3, EvidenceState.FAILED),
        piece(4, EvidenceState.STORED, EvidenceKind.PAPER),
    )
    assert report(evidence={"1.1": pieces}).photos() == 3


def test_the_table_of_transitions_is_whole() -> None:
    state, act = ReportState, ReportAct
    to = {(one, done): TRANSITIONS.get((one, done)) for one, done in product(ReportState, ReportAct)}
    assert {pair: after for pair, after in to.items() if after} == {
        (state.DRAFT, act.SUBMIT): state.WAITING_FOR_LEADER,
        (state.DRAFT, act.SEND): state.SENT,
        (state.WAITING_FOR_LEADER, act.APPROVE): state.SENT,
        (state.WAITING_FOR_LEADER, act.SEND_BACK): state.DRAFT,
        (state.WAITING_FOR_LEADER, act.WITHDRAW): state.DRAFT,
        (state.WAITING_FOR_LEADER, act.SEND): state.SENT,
        (state.SENT, act.WITHDRAW): state.WITHDRAWN,
        (state.WITHDRAWN, act.SUBMIT): state.WAITING_FOR_LEADER,
        (state.WITHDRAWN, act.SEND): state.SENT,
        (state.SENT, act.JUDGE): state.IN_REVIEW,
        (state.SENT, act.ASK_MORE): state.MORE_ASKED,
        (state.IN_REVIEW, act.ASK_MORE): state.MORE_ASKED,
        (state.MORE_ASKED, act.ANSWERED): state.IN_REVIEW,
        (state.IN_REVIEW, act.ASSESS): state.ASSESSED,
        (state.ASSESSED, act.ASK_MORE): state.MORE_ASKED,
        (state.ASSESSED, act.RESUME): state.IN_REVIEW,
        (state.ASSESSED, act.CLOSE): state.CLOSED,
        (state.SENT, act.REOPEN): state.REOPENED,
        (state.IN_REVIEW, act.REOPEN): state.REOPENED,
        (state.MORE_ASKED, act.REOPEN): state.REOPENED,
        (state.ASSESSED, act.REOPEN): state.REOPENED,
        (state.CLOSED, act.REOPEN): state.REOPENED,
        (state.REOPENED, act.SUBMIT): state.REOPENED,
        (state.REOPENED, act.SEND_BACK): state.REOPENED,
        (state.REOPENED, act.APPROVE): state.SENT,
        (state.REOPENED, act.SEND): state.SENT,
    }


def test_a_key_fits_beside_the_longest_name_of_an_option() -> None:
    assert str(KEY) == "2.3.2023-H1"
    longest = ReportKey(unit=KEY.unit, rule=KEY.rule, period="2023-" + "X" * 12)
    assert ReportKey.read(str(longest)) == longest
    assert ReportKey.read(str(longest) + "X") is None
