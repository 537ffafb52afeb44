from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.buttons import UnfitButtonError
from bot.channels.telegram.render import TelegramRenderer, as_new, fitting, method_of, to_chat
from conversations.engine.screen import Link, Message, Option, Screen, Takes
from handlers.ports import Place

RENDERER = TelegramRenderer()
HERE = Place(address="700")


def rendered(screen: Screen, place: Place = HERE) -> dict[str, Any]:
    call: dict[str, Any] = orjson.loads(RENDERER.screen(screen, token="1f", place=place))
    return call


def test_a_screen_is_a_message_with_its_buttons_in_rows() -> None:
    screen = Screen(
        name="fill_report.question",
        text="17.1 · Tỷ lệ hộ <b>dùng</b> nước sạch",
        rows=((Option("same", "Như kỳ trước 87,5%"),), (Option("later", "Để sau"), Option("list", "Danh sách"))),
    )

    assert rendered(screen) == {
        "method": "sendMessage",
        "chat_id": 700,
        "text": "17.1 · Tỷ lệ hộ <b>dùng</b> nước sạch",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {
            "inline_keyboard": [
                [{"text": "Như kỳ trước 87,5%", "callback_data": "1f|same"}],
                [{"text": "Để sau", "callback_data": "1f|later"}, {"text": "Danh sách", "callback_data": "1f|list"}],
            ]
        },
    }


def test_a_screen_that_replaces_one_is_an_edit_of_its_message() -> None:
    call = rendered(Screen(name="menu", text="Xong"), Place(address="700", edit="9"))

    assert call == {
        "method": "editMessageText",
        "chat_id": 700,
        "message_id": 9,
        "text": "Xong",
        "link_preview_options": {"is_disabled": True},
    }


def test_what_goes_to_a_topic_names_it_and_an_edit_needs_only_the_chat() -> None:
    topic = Place(address="-100123/45")
    screen = Screen(name="group.preview", text="Gắn nhóm?", rows=((Option("yes", "Gắn nhóm"),),))
    told = orjson.loads(RENDERER.message(Message(name="m", text="Tuần 23"), address="-100123/45"))

    assert [(call["chat_id"], call["message_thread_id"]) for call in (rendered(screen, topic), told)] == [
        (-100123, 45),
        (-100123, 45),
    ]
    edit = rendered(screen, Place(address="-100123/45", edit="9"))
    assert (edit["chat_id"], edit["message_id"], "message_thread_id" in edit) == (-100123, 9, False)
    unbuttoned = RENDERER.unbutton(address="-100123/45", message_id="9")
    assert unbuttoned is not None
    assert orjson.loads(unbuttoned) == {"method": "editMessageReplyMarkup", "chat_id": -100123, "message_id": 9}
    moved = orjson.loads(to_chat(RENDERER.message(Message(name="m", text="x"), address="-5/45"), "-1005/45"))
    assert (moved["chat_id"], moved["message_thread_id"]) == (-1005, 45)


def test_a_contact_is_asked_for_below_the_input_field_with_the_options_as_words() -> None:
    screen = Screen(
        name="join.phone",
        text="Xin số điện thoại",
        rows=((Option("no", "Để sau"),),),
        takes=frozenset({Takes.CONTACT}),
        share="Gửi số điện thoại của tôi",
        placeholder="Bấm nút bên dưới",
    )

    assert rendered(screen, Place(address="700", edit="9")) == {
        "method": "sendMessage",
        "chat_id": 700,
        "text": "Xin số điện thoại",
        "reply_markup": {
            "keyboard": [[{"text": "Gửi số điện thoại của tôi", "request_contact": True}], [{"text": "Để sau"}]],
            "resize_keyboard": True,
            "one_time_keyboard": True,
            "input_field_placeholder": "Bấm nút bên dưới",
        },
    }


@pytest.mark.parametrize(
    ("takes", "below"),
    [({Takes.PLACE}, True), ({Takes.PLACE, Takes.FIGURE}, False), ({Takes.PHOTO, Takes.PLACE}, False)],
)
def test_a_place_is_asked_for_below_only_where_nothing_else_is_taken(takes: set[Takes], *, below: bool) -> None:
    screen = Screen(
        name="s", text="Ở đâu?", rows=((Option("no", "Bỏ qua"),),), takes=frozenset(takes), share="Gửi vị trí của tôi"
    )

    markup = rendered(screen)["reply_markup"]
    assert ("keyboard" in markup) is below
    if below:
        assert markup["keyboard"][0] == [{"text": "Gửi vị trí của tôi", "request_location": True}]


def test_the_keyboard_below_is_taken_away_with_words() -> None:
    body = RENDERER.unkeyboard(address="700", text="Dạ, đã nhận.")

    assert body is not None
    assert orjson.loads(body) == {
        "method": "sendMessage",
        "chat_id": 700,
        "text": "Dạ, đã nhận.",
        "reply_markup": {"remove_keyboard": True},
    }


def test_a_menu_lists_commands_in_one_chat() -> None:
    body = RENDERER.menu([("baocao", "Báo cáo kỳ đang đến hạn")], address="700")

    assert body is not None
    assert orjson.loads(body) == {
        "method": "setMyCommands",
        "commands": [{"command": "baocao", "description": "Báo cáo kỳ đang đến hạn"}],
        "scope": {"type": "chat", "chat_id": 700},
    }


def test_a_message_has_a_button_for_each_link_and_may_be_silent() -> None:
    message = Message(
        name="returned",
        text="Phòng đề nghị bổ sung chỉ tiêu 17.6",
        links=(Link(place="report:12.3.2023-H1:17.6", label="Sửa 17.6", command="baocao"),),
        silent=True,
    )

    assert orjson.loads(RENDERER.message(message, address="700")) == {
        "method": "sendMessage",
        "chat_id": 700,
        "text": "Phòng đề nghị bổ sung chỉ tiêu 17.6",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": [[{"text": "Sửa 17.6", "callback_data": "@|report:12.3.2023-H1:17.6"}]]},
        "disable_notification": True,
    }


def test_buttons_are_taken_from_an_answered_question() -> None:
    body = RENDERER.unbutton(address="700", message_id="9")

    assert body is not None
    assert orjson.loads(body) == {"method": "editMessageReplyMarkup", "chat_id": 700, "message_id": 9}


def test_an_option_too_long_for_a_button_is_a_fault_that_is_found_here() -> None:
    screen = Screen(name="s", text="?", rows=((Option("x" * 62, "Đạt"),),))

    with pytest.raises(UnfitButtonError):
        RENDERER.screen(screen, token="1f", place=HERE)


def test_a_screen_without_words_is_a_fault_that_is_found_here() -> None:
    with pytest.raises(ValueError, match="empty"):
        RENDERER.screen(Screen(name="s", text=" \n"), token="1f", place=HERE)


def test_a_text_too_long_is_cut_at_a_line_end_and_shows_it() -> None:
    lines = [f"dòng {number} " + "x" * 60 for number in range(100)]

    cut = rendered(Screen(name="s", text="\n".join(lines)))["text"]

    kept = cut.split("\n")
    assert kept[-1] == "…"
    assert kept[:-1] == lines[: len(kept) - 1]
    assert 3900 < len(cut) <= 4096


@given(st.text(), st.integers(min_value=8, max_value=50))
def test_a_cut_text_fits_counted_in_utf_16_and_begins_as_it_did(text: str, limit: int) -> None:
    cut = fitting(text, limit)

    assert len(cut.encode("utf-16-le", "surrogatepass")) // 2 <= limit
    assert cut == text or text.startswith(cut.removesuffix("\n…"))


def test_the_method_is_read_without_reading_the_json() -> None:
    body = RENDERER.screen(Screen(name="s", text="Xong"), token="1f", place=HERE)

    method, parameters = method_of(body)

    assert method == "sendMessage"
    assert {"method": method, **orjson.loads(parameters)} == orjson.loads(body)


def test_an_edit_can_become_a_new_message_and_taking_buttons_away_cannot() -> None:
    edit = RENDERER.screen(
        Screen(name="s", text="Xong", rows=((Option("a", "Tiếp"),),)), token="1f", place=Place(address="700", edit="9")
    )
    unbutton = RENDERER.unbutton(address="700", message_id="9")

    again = as_new(edit)

    assert again is not None
    expected = {key: value for key, value in orjson.loads(edit).items() if key != "message_id"}
    assert orjson.loads(again) == {**expected, "method": "sendMessage"}
    assert unbutton is not None
    assert as_new(unbutton) is None


def test_a_call_can_go_to_another_chat() -> None:
    body = RENDERER.message(Message(name="digest", text="Tuần này"), address="-5")

    assert orjson.loads(to_chat(body, "-1005")) == {**orjson.loads(body), "chat_id": -1005}
