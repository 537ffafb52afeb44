"""Which standard is held on a day: from the paper's day on, until one ends it; higher ones stand for the lower."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from conversations.programme.dossier import DossierAct
from conversations.programme.plan_targets import Standard
from conversations.programme.recognition import BUILDS_ON, Recognition, held_on, holds

ACTS = (None, DossierAct.RECOGNISE, DossierAct.KEEP, DossierAct.REVOKE)


def fact(day: int, act: DossierAct | None, standard: Standard = Standard.NTM) -> Recognition:
    return Recognition(standard=standard, day=date(2024, 1, day), act=act)


def test_recognition_begins_with_its_paper_and_ends_with_one() -> None:
    facts = [fact(20, DossierAct.REVOKE), fact(5, DossierAct.RECOGNISE)]
    held = [Standard.NTM in held_on(facts, date(2024, 1, day)) for day in (4, 5, 19, 20)]
    assert held == [False, True, True, False]


def test_a_plans_word_ends_with_a_revocation_and_a_new_decision_counts_again() -> None:
    facts = [fact(1, None), fact(10, DossierAct.REVOKE), fact(15, DossierAct.RECOGNISE)]
    assert [bool(held_on(facts, date(2024, 1, day))) for day in (1, 10, 15)] == [True, False, True]


@given(st.lists(st.builds(fact, st.integers(1, 28), st.sampled_from(ACTS), st.sampled_from(Standard)), max_size=12))
def test_whoever_holds_a_higher_standard_holds_what_it_builds_on(facts: list[Recognition]) -> None:
    held = held_on(facts, date(2024, 1, 28))
    for higher, lower in BUILDS_ON.items():
        if holds(held, higher) and higher is not Standard.MODERN:
            assert holds(held, lower)
    assert all(one.holds for one in held.values())
