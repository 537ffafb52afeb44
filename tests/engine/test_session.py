"""The session: what is remembered of a screen, and where home is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from conversations.engine.frames import FillReport, Menu, Welcome
from conversations.engine.screen import OPTION_BYTES, Option, Screen, Takes, rows_of
from conversations.engine.session import Session, Shown, home_of, token_of
from conversations.programme.ids import PersonId
from tests.dialogues.commune import KEY

SCREEN = Screen(
    name="a.screen",
    text="?",
    rows=rows_of(Option("x", "X"), None, Option("y", "Y"), Option("z", "Z"), across=2),
    takes=frozenset({Takes.PHOTO, Takes.FIGURE}),
)


def test_options_stand_in_rows_and_are_numbered_left_to_right_and_downwards() -> None:
    assert [[option.id for option in row] for row in SCREEN.rows] == [["x", "y"], ["z"]]
    assert [option.id for option in SCREEN.options] == ["x", "y", "z"]
    assert SCREEN.lettered


def test_a_label_that_would_be_cut_beside_others_stands_in_a_row_of_its_own() -> None:
    short, other, long = Option("a", "Sổ ghi"), Option("b", "Hồ sơ công nhận"), Option("c", "Khó khăn, vướng mắc")
    assert rows_of(short, other, long, across=2) == ((short, other), (long,))
    assert rows_of(short, long, other, across=2) == ((short,), (long,), (other,))
    assert rows_of(short, short, other, across=3) == ((short, short), (other,))


def test_a_shown_screen_has_a_new_token_and_is_remembered_by_its_options_and_what_it_takes() -> None:
    first = Session().with_screen(SCREEN)
    assert first.shown == Shown(
        token="1", name="a.screen", options=(("x", "X"), ("y", "Y"), ("z", "Z")), takes=(Takes.FIGURE, Takes.PHOTO)
    )
    second = first.with_screen(SCREEN)
    assert second.shown is not None
    assert (second.revision, second.shown.token) == (2, "2")


@given(st.integers(0, 2**63), st.integers(0, 2**63))
def test_two_screens_never_share_a_token_and_it_fits_beside_the_longest_option(one: int, other: int) -> None:
    assert (token_of(one) == token_of(other)) == (one == other)
    assert len(token_of(one)) + OPTION_BYTES <= 64


def test_home_is_the_menu_for_whoever_has_joined_and_the_greeting_for_everybody_else() -> None:
    assert home_of(Session(person=PersonId(7))) == (Menu(),)
    assert home_of(Session()) == (Welcome(),)
    assert Session(stack=(Menu(), FillReport(key=KEY))).top == FillReport(key=KEY)
