import unicodedata
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.updates import LARGEST_VOICE, Broken, Ignored, Read, Received, read_update
from conversations.engine.events import (
    Blocked,
    Commanded,
    Event,
    Joined,
    Opened,
    Pressed,
    Said,
    SentContact,
    SentFile,
    SentOther,
    SentPhoto,
    SentPlace,
    SentVoice,
)
from handlers.turn import Incoming

OFFICER = {"id": 700, "is_bot": False, "first_name": "Nông Thị", "last_name": "Hoa", "language_code": "vi"}
PRIVATE = {"id": 700, "type": "private", "first_name": "Nông Thị"}
GROUP = {"id": -100, "type": "supergroup", "title": "Ban chỉ đạo"}
BIG = (20 << 20) + 1


def read(kind: str, **members: object) -> Read:
    return read_update(orjson.dumps({"update_id": 5, kind: members}), username="ntm_bot")


def message(**members: object) -> Read:
    return read("message", **{"message_id": 9, "date": 1, "chat": PRIVATE, "from": OFFICER, **members})


def press(data: str | None, **members: object) -> Read:
    below = {"message_id": 9, "date": 1, "chat": PRIVATE}
    data_member = {} if data is None else {"data": data}
    return read("callback_query", **{"id": "77", "from": OFFICER, "message": below, **data_member, **members})


def event(read: Read) -> Event:
    assert isinstance(read, Received), read
    assert isinstance(read.incoming, Incoming)
    return read.incoming.event


def photo(size: int, *, side: int = 1280, name: str = "large") -> dict[str, object]:
    return {"file_id": name, "file_unique_id": name, "file_size": size, "width": side, "height": side}


def test_a_text_is_said_by_the_person_of_a_private_chat() -> None:
    assert message(text="95,5%") == Received(
        incoming=Incoming(
            channel="telegram",
            key="5",
            kind="message",
            address="700",
            sender="Nông Thị Hoa",
            language="vi",
            event=Said(text="95,5%"),
        )
    )


def test_a_press_names_screen_option_and_message_and_waits_for_its_answer() -> None:
    assert press("1f|met") == Received(
        incoming=Incoming(
            channel="telegram",
            key="5",
            kind="callback_query",
            address="700",
            sender="Nông Thị Hoa",
            language="vi",
            event=Pressed(token="1f", option="met"),
            pressed_on="9",
        ),
        query="77",
    )


def test_an_object_already_parsed_reads_the_same() -> None:
    update = {"update_id": 5, "message": {"message_id": 9, "chat": PRIVATE, "from": OFFICER, "text": "đạt"}}

    assert read_update(update) == read_update(orjson.dumps(update))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/baocao", Commanded(name="baocao")),
        ("/lichsu 13.3", Commanded(name="lichsu", arguments="13.3")),
        ("/baocao@ntm_bot ngay", Commanded(name="baocao", arguments="ngay")),
        ("/BaoCao", Commanded(name="baocao")),
        ("/start", Commanded(name="start")),
        ("/start AbC-123_x", Joined(payload="AbC-123_x")),
        ("/báo cáo", Said(text="/báo cáo")),
        ("baocao", Said(text="baocao")),
        ("// đạt", Said(text="// đạt")),
        ("350/400", Said(text="350/400")),
        ("<b>Đạt</b> & 'x'", Said(text="<b>Đạt</b> & 'x'")),
        ("👍", Said(text="👍")),
        ("dòng một\ndòng hai", Said(text="dòng một\ndòng hai")),
        ("\u202eđạt\u202c\u200b", Said(text="đạt")),
        (unicodedata.normalize("NFD", "Tiêu chí đạt"), Said(text="Tiêu chí đạt")),
        ("  \u200b ", SentOther(kind="blank")),
        ("x" * 4096, Said(text="x" * 4096)),
        ("x" * 5000, SentOther(kind="long_text")),
    ],
)
def test_texts_and_commands_are_told_apart_and_tidied(text: str, expected: Event) -> None:
    assert event(message(text=text)) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("1f|item:17.1:2", Pressed(token="1f", option="item:17.1:2")),
        ("@|report:12.3.2023-H1", Opened(place="report:12.3.2023-H1")),
        ("x" * 65, Pressed(token="", option="")),
        ("không phải", Pressed(token="", option="")),
        (None, Pressed(token="", option="")),
    ],
)
def test_a_button_is_read_and_a_forged_one_is_of_no_screen(data: str | None, expected: Event) -> None:
    assert event(press(data)) == expected


def test_a_press_under_a_message_that_telegram_no_longer_shows_still_counts() -> None:
    assert event(press("1f|met", message={"message_id": 9, "date": 0, "chat": PRIVATE})) == Pressed(
        token="1f", option="met"
    )


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"message": None}, "a button outside a chat"),
        ({"message": {"message_id": 9, "date": 1, "chat": {"id": -7, "type": "channel"}}}, "a button in a group"),
        ({"message": {"message_id": 9, "date": 1, "chat": {"id": 701, "type": "private"}}}, "somebody else's chat"),
    ],
)
def test_another_persons_buttons_are_refused_but_stop_turning(members: dict[str, Any], reason: str) -> None:
    assert press("1f|met", **members) == Ignored(key="5", kind="callback_query", reason=reason, query="77")


def test_of_a_photo_the_largest_size_is_taken_with_its_album_and_caption() -> None:
    sizes = [photo(900, side=90, name="small"), photo(200_000, name="large")]

    assert event(message(photo=sizes, media_group_id="m1", caption=" Bể  nước ")) == SentPhoto(
        reference="large", size=200_000, album="m1", caption="Bể nước"
    )


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([photo(BIG)], SentOther(kind="big_photo")),
        ([photo(900, side=90, name="small"), photo(BIG)], SentOther(kind="big_photo")),
        ([photo(900_000, side=800, name="medium"), photo(BIG)], SentPhoto(reference="medium", size=900_000)),
        ([{"file_id": "f", "file_unique_id": "f", "width": 10, "height": 10}], SentPhoto(reference="f", size=0)),
    ],
)
def test_a_photo_too_large_to_fetch_is_taken_smaller_only_where_it_stays_legible(
    sizes: list[dict[str, object]], expected: Event
) -> None:
    assert event(message(photo=sizes)) == expected


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"file_id": "d", "mime_type": "image/png", "file_size": 5}, SentPhoto(reference="d", size=5)),
        ({"file_id": "d", "mime_type": "image/jpeg", "file_size": BIG}, SentOther(kind="big_photo")),
        (
            {"file_id": "d", "mime_type": "application/pdf", "file_name": "Kế hoạch.pdf", "file_size": 5},
            SentFile(reference="d", name="Kế hoạch.pdf", size=5),
        ),
        ({"file_id": "d"}, SentFile(reference="d", name="", size=0)),
    ],
)
def test_a_picture_sent_as_a_file_is_a_photo_too(document: dict[str, object], expected: Event) -> None:
    assert event(message(document=document)) == expected


@pytest.mark.parametrize("kind", ["sticker", "video", "video_note", "audio", "poll", "dice", "story", "checklist"])
def test_what_no_screen_uses_is_named_so_that_it_can_be_answered(kind: str) -> None:
    assert event(message(**{kind: {"file_id": "s"}})) == SentOther(kind=kind)


@pytest.mark.parametrize(
    ("voice", "expected"),
    [
        ({"file_id": "v", "duration": 9, "file_size": 20_000}, SentVoice(reference="v", size=20_000, seconds=9)),
        ({"file_id": "v"}, SentVoice(reference="v", size=0)),
        ({"file_id": "v", "file_size": LARGEST_VOICE}, SentVoice(reference="v", size=LARGEST_VOICE)),
        ({"file_id": "v", "file_size": LARGEST_VOICE + 1}, SentOther(kind="big_voice")),
    ],
)
def test_a_voice_note_is_taken_up_to_its_limit(voice: dict[str, object], expected: Event) -> None:
    assert event(message(voice=voice)) == expected


def test_an_animation_is_no_document() -> None:
    assert event(message(animation={"file_id": "g"}, document={"file_id": "g", "mime_type": "video/mp4"})) == SentOther(
        kind="file"
    )


def test_places_and_contacts_are_read() -> None:
    assert event(message(location={"latitude": 22.7, "longitude": 106.4})) == SentPlace(latitude=22.7, longitude=106.4)
    own = {"phone_number": "+84900000000", "first_name": "Hoa", "user_id": 700}
    assert event(message(contact=own)) == SentContact(phone="+84900000000", own=True)
    assert event(message(contact={**own, "user_id": 701})) == SentContact(phone="+84900000000", own=False)
    assert event(message(contact={"phone_number": "1", "first_name": "H"})) == SentContact(phone="1", own=False)


def test_an_edited_message_is_named_and_a_place_shared_live_is_not() -> None:
    edited = {"message_id": 9, "date": 1, "chat": PRIVATE, "from": OFFICER}

    assert event(read("edited_message", **edited, text="96")) == SentOther(kind="edited")
    moving = read("edited_message", **edited, location={"latitude": 1, "longitude": 2})
    assert moving == Ignored(key="5", kind="edited_message", reason="an edit that concerns nobody")


@pytest.mark.parametrize(("status", "blocked"), [("kicked", True), ("member", False)])
def test_blocking_and_letting_in_again_is_an_event(status: str, *, blocked: bool) -> None:
    change = read("my_chat_member", **{"chat": PRIVATE, "from": OFFICER, "new_chat_member": {"status": status}})

    assert event(change) == Blocked(blocked=blocked)


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ({"message": {"message_id": 9, "chat": GROUP, "from": OFFICER, "text": "hôm nay họp"}}, "talk in a group"),
        ({"message": {"message_id": 9, "chat": GROUP, "from": OFFICER, "text": "/menu@other_bot"}}, "talk in a group"),
        ({"message": {"message_id": 9, "chat": PRIVATE, "text": "ai đó"}}, "no sender"),
        (
            {"message": {"message_id": 9, "chat": GROUP, "from": {**OFFICER, "is_bot": True}, "text": "/menu"}},
            "sent by a bot",
        ),
        (
            {"message": {"message_id": 9, "chat": PRIVATE, "from": OFFICER, "pinned_message": {}}},
            "a notice of Telegram's own",
        ),
    ],
)
def test_what_is_nobodys_business_is_ignored_with_its_reason(update: dict[str, Any], expected: str) -> None:
    assert read_update({"update_id": 5, **update}, username="ntm_bot") == Ignored(
        key="5", kind="message", reason=expected
    )


@pytest.mark.parametrize("kind", ["channel_post", "message_reaction", "future_thing", "poll_answer"])
def test_unknown_kinds_are_ignored(kind: str) -> None:
    assert read(kind, anything=1) == Ignored(key="5", kind="unknown", reason="a kind of update that is not used")


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        (b"", ""),
        (b"{", ""),
        (b"[]", ""),
        (b'"x"', ""),
        (b"\xff\xfe", ""),
        (b'{"update_id": 8, "message": {', "8"),
        (b'{"update_id": 8, "message": {"message_id": "x", "chat": 5}}', "8"),
        (b'{"update_id": "eight"}', ""),
        (b'{"update_id": 8, "message": {"text": "\\ud800"}}', "8"),
    ],
)
def test_what_cannot_be_read_is_broken_and_named_by_its_number(raw: bytes, key: str) -> None:
    broken = read_update(raw)

    assert isinstance(broken, Broken)
    assert broken.key == key


def test_a_reason_holds_nothing_of_what_was_written() -> None:
    broken = read_update({"update_id": 5, "message": {"message_id": "bí mật 0912345678", "chat": PRIVATE}})

    assert broken == Broken(key="5", reason="message.message_id: int_parsing")


def test_english_is_spoken_to_those_whose_phone_is_english_and_vietnamese_to_all_others() -> None:
    def language(code: str | None) -> str:
        sender = {"id": 700, "first_name": "A"} | ({} if code is None else {"language_code": code})
        received = message(text="a", **{"from": sender})
        assert isinstance(received, Received)
        assert isinstance(received.incoming, Incoming)
        return received.incoming.language

    assert [language(code) for code in ("vi", "en", "en-GB", "fr", None)] == ["vi", "en", "en", "vi", "vi"]


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("Nông", "Thị Hoa", "Nông Thị Hoa"),
        (unicodedata.normalize("NFD", "Nguyễn"), "", "Nguyễn"),
        ("\u3164", "", ""),
        ("\u202eabc", "<b>", "abc <b>"),
        ("x" * 200, "", "x" * 80),
    ],
)
def test_a_name_is_tidied(first: str, last: str, name: str) -> None:
    received = message(text="a", **{"from": {"id": 700, "first_name": first, "last_name": last}})

    assert isinstance(received, Received)
    assert isinstance(received.incoming, Incoming)
    assert received.incoming.sender == name


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.binary(max_size=200))
def test_no_bytes_raise(raw: bytes) -> None:
    assert isinstance(read_update(raw), Broken | Ignored)


@given(
    st.fixed_dictionaries(
        {"update_id": st.integers(0, 2**40)},
        optional={
            "message": JSON | st.fixed_dictionaries({"message_id": JSON, "chat": JSON, "from": JSON, "text": JSON}),
            "callback_query": JSON,
            "my_chat_member": JSON,
        },
    )
)
def test_no_object_raises(update: dict[str, object]) -> None:
    assert isinstance(read_update(update), Read)
