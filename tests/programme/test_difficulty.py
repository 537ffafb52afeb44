"""A difficulty's way: no way through the table climbs twice, and an illegal act leads nowhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from conversations.programme.difficulty import (
    DIFFICULTY_TRANSITIONS,
    DifficultyAct,
    DifficultyState,
    after,
)

CLIMBING = {DifficultyAct.CLIMB, DifficultyAct.PASS_UP}


@given(st.lists(st.sampled_from(DifficultyAct), max_size=40))
def test_no_way_climbs_twice_and_nothing_happens_to_what_is_closed(acts: list[DifficultyAct]) -> None:
    state = DifficultyState.OPEN
    climbed = 0
    for act in acts:
        following = after(state, act)
        if state is DifficultyState.CLOSED:
            assert following is None
        if following is None:
            continue
        climbed += act in CLIMBING
        state = following
    assert climbed <= 1


def test_every_state_is_reached_and_every_act_but_recording_has_its_place() -> None:
    assert set(DIFFICULTY_TRANSITIONS.values()) == set(DifficultyState)
    assert {act for _, act in DIFFICULTY_TRANSITIONS} == set(DifficultyAct) - {DifficultyAct.RECORD}


def test_only_what_waits_can_be_answered() -> None:
    answered = {state for state, act in DIFFICULTY_TRANSITIONS if act is DifficultyAct.ANSWER}
    assert answered == {state for state in DifficultyState if state.waits}
