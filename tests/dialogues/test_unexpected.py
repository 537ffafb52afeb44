import pytest

from conversations.engine.events import SentContact, SentOther, SentPhoto, SentPlace
from conversations.engine.move import Chose, Input, Typed
from conversations.engine.words import SOURCE
from conversations.screens.unexpected import unexpected_line

KINDS = (
    "sticker",
    "voice",
    "video",
    "file",
    "big_photo",
    "edited",
    "long_text",
    "blank",
    "poll",
    "a kind of next year",
)


def test_every_kind_of_input_gets_its_own_polite_line() -> None:
    given: tuple[Input, ...] = (
        Chose("gone"),
        SentPhoto(reference="p", size=0),
        SentPlace(latitude=22.6, longitude=106.4),
        SentContact(phone="0900000000", own=True),
        *(SentOther(kind=kind) for kind in KINDS[:-1]),
    )
    lines = [unexpected_line(one, SOURCE) for one in given]

    assert len(set(lines)) == len(given)
    assert [line for line in lines if "!" not in line and not line.endswith((".", "?"))] == []


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (Typed("gì đó"), "Xin anh/chị chọn một trong các mục dưới đây."),
        (SentOther(kind="a kind of next year"), "Trợ lý chưa dùng được nội dung này. Xin anh/chị gõ chữ hoặc bấm nút."),
        (
            SentOther(kind="big_photo"),
            "Ảnh này lớn hơn 20 MB nên chưa nhận được. Xin anh/chị gửi lại dưới dạng ảnh, đừng gửi dưới dạng tệp.",
        ),
        (
            SentOther(kind="edited"),
            "Sửa tin nhắn đã gửi không làm đổi câu trả lời. Muốn đổi, xin anh/chị bấm Sửa hoặc trả lời lại.",
        ),
    ],
)
def test_the_line_says_why_not_here_and_how_to_go_on(given: Input, line: str) -> None:
    assert unexpected_line(given, SOURCE) == line
