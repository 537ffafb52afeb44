import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.buttons import FORGED, UnfitButtonError, link_button, option_button, read_button
from conversations.engine.events import Opened, Pressed
from conversations.engine.screen import OPTION_BYTES, Option

TOKENS = st.integers(min_value=0, max_value=2**63 - 1).map(lambda revision: format(revision, "x")[:15])
IDS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=OPTION_BYTES)


@given(TOKENS, IDS)
def test_an_option_reads_back_as_what_it_was(token: str, option: str) -> None:
    assert read_button(option_button(token, Option(option, "Đạt"))) == Pressed(token=token, option=option)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=62))
def test_a_link_reads_back_as_its_place(place: str) -> None:
    assert read_button(link_button(place)) == Opened(place=place)


@given(st.text())
def test_anything_forged_is_read_as_something_that_fits_or_as_no_button_at_all(data: str) -> None:
    read = read_button(data)

    match read:
        case Pressed(token="", option=""):
            assert read == FORGED
        case Pressed(token=token, option=option):
            assert f"{token}|{option}" == data
        case Opened(place=place):
            assert f"@|{place}" == data


@pytest.mark.parametrize("data", [None, "", "|", "1f", "1f|", "x" * 63 + "|y", "1f|Đạt", "1f|a\u202eb", "1f|a\nb"])
def test_what_no_screen_of_ours_holds_is_a_forged_button(data: str | None) -> None:
    assert read_button(data) == FORGED


@pytest.mark.parametrize("option", ["x" * 63, "Đạt", "a\nb", ""])
def test_an_option_that_does_not_fit_is_found_where_it_is_made(option: str) -> None:
    with pytest.raises(UnfitButtonError):
        option_button("1f", Option(option, "Đạt"))
