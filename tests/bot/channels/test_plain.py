from hypothesis import given
from hypothesis import strategies as st

from bot.channels.plain import LONGEST, PlainRenderer, pieces, texts_of
from conversations.engine.screen import Link, Message, Option, Screen, Takes
from handlers.ports import Place

RENDERER = PlainRenderer()
ROWS = ((Option("met", "Đạt"), Option("unstable", "Đạt, chưa bền vững")), (Option("later", "Để sau"),))


def shown(screen: Screen) -> list[str]:
    return texts_of(RENDERER.screen(screen, token="1f", place=Place(address="console", edit="9")))


def test_options_are_numbered_left_to_right_and_downwards() -> None:
    assert shown(Screen(name="s", text="2.1 · Đường xã?", rows=ROWS)) == [
        "2.1 · Đường xã?\n\n1. Đạt\n2. Đạt, chưa bền vững\n3. Để sau"
    ]


def test_options_have_letters_where_figures_are_typed() -> None:
    assert shown(Screen(name="s", text="Bao nhiêu?", rows=ROWS, takes=frozenset({Takes.FIGURE}))) == [
        "Bao nhiêu?\n\nA. Đạt\nB. Đạt, chưa bền vững\nC. Để sau"
    ]


def test_a_screen_without_options_is_its_text() -> None:
    assert shown(Screen(name="s", text="Nhập số hộ.")) == ["Nhập số hộ."]


def test_a_link_names_the_command_that_leads_there() -> None:
    message = Message(
        name="m", text="Có báo cáo chờ duyệt.", links=(Link(place="approve:1", label="Xem", command="duyet"),)
    )

    assert texts_of(RENDERER.message(message, address="console")) == ["Có báo cáo chờ duyệt.\n\nXem, gõ: duyet"]


def test_there_are_no_buttons_to_take_away() -> None:
    assert RENDERER.unbutton(address="console", message_id="9") is None


def test_a_long_screen_comes_in_pieces_parted_between_lines_the_options_last() -> None:
    lines = [f"dòng {number} " + "x" * 60 for number in range(60)]

    texts = shown(Screen(name="s", text="\n".join(lines), rows=ROWS))

    assert len(texts) == 3
    assert "\n".join(texts[:-1]).split("\n") + texts[-1].split("\n")[:-4] == lines
    assert texts[-1].endswith("\n\n1. Đạt\n2. Đạt, chưa bền vững\n3. Để sau")


@given(st.text(alphabet="ab \n", max_size=300), st.integers(min_value=1, max_value=40))
def test_no_piece_is_too_long_or_empty_and_no_letter_is_lost(text: str, limit: int) -> None:
    found = pieces(text, limit)

    assert all(0 < len(piece) <= limit for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_the_limit_is_that_of_the_weakest_channel() -> None:
    assert LONGEST == 2000
