"""What is said to something that the screen has no use for: why not here, and how to go on. No blame, no exception."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from conversations.engine.events import SentContact, SentFile, SentOther, SentPhoto, SentPlace, SentVoice
from conversations.engine.move import Chose, Typed

if TYPE_CHECKING:
    from conversations.engine.move import Input
    from conversations.engine.words import Words

VOICE_MEGABYTES = 5
"""Of one voice note: about twenty minutes of speech."""


def unexpected_line(given: Input, words: Words) -> str:
    """One or two sentences above the same screen."""
    match given:
        case Chose() | Typed():
            return choose_below(words)
        case SentPhoto():
            return words.say(
                "unexpected", "Ở bước này trợ lý chưa nhận ảnh. Ảnh minh chứng xin gửi khi đang ở câu hỏi của báo cáo."
            )
        case SentVoice():
            return _other_line("voice", words)
        case SentFile():
            return _other_line("file", words)
        case SentPlace():
            return words.say(
                "unexpected", "Ở bước này trợ lý chưa nhận vị trí. Vị trí xin gửi khi đang ở câu hỏi của báo cáo."
            )
        case SentContact():
            return words.say("unexpected", "Ở bước này trợ lý không cần số điện thoại, nên không lưu số vừa gửi.")
        case SentOther(kind=kind):
            return _other_line(kind, words)
        case _:
            assert_never(given)


def received(words: Words) -> str:
    """Where a channel takes something away from the screen and wants a word with it."""
    return words.say("unexpected", "Dạ, đã nhận.")


def choose_below(words: Words) -> str:
    """For text where only options are taken."""
    return words.say("unexpected", "Xin anh/chị chọn một trong các mục dưới đây.")


def _other_line(kind: str, words: Words) -> str:
    match kind:
        case "sticker" | "animation" | "dice":
            return words.say("unexpected", "Cảm ơn anh/chị! Trợ lý chỉ đọc được chữ, nên xin trả lời câu dưới đây.")
        case "voice" | "audio":
            return words.say("unexpected", "Trợ lý chưa nghe được lời nói. Xin anh/chị gõ chữ hoặc bấm nút.")
        case "big_voice":
            return words.say(
                "unexpected", "Tin thoại này lớn hơn {limit} MB nên chưa nhận được. Xin anh/chị nói gọn rồi gửi lại.",
                limit=VOICE_MEGABYTES,
            )  # fmt: skip
        case "video" | "video_note" | "live_photo":
            return words.say("unexpected", "Trợ lý chưa nhận video. Nếu là minh chứng, xin anh/chị gửi ảnh chụp.")
        case "file":
            return words.say(
                "unexpected", "Trợ lý chưa nhận tệp. Nếu là minh chứng, xin anh/chị chụp và gửi dưới dạng ảnh."
            )
        case "big_photo":
            return words.say(
                "unexpected",
                "Ảnh này lớn hơn 20 MB nên chưa nhận được. Xin anh/chị gửi lại dưới dạng ảnh, đừng gửi dưới dạng tệp.",
            )
        case "edited":
            return words.say(
                "unexpected",
                "Sửa tin nhắn đã gửi không làm đổi câu trả lời. Muốn đổi, xin anh/chị bấm Sửa hoặc trả lời lại.",
            )
        case "long_text":
            return words.say("unexpected", "Tin nhắn này quá dài nên trợ lý chưa đọc. Xin anh/chị viết gọn lại.")
        case "blank":
            return words.say("unexpected", "Tin nhắn không có chữ nào. Xin anh/chị trả lời câu dưới đây.")
        case _:
            return words.say("unexpected", "Trợ lý chưa dùng được nội dung này. Xin anh/chị gõ chữ hoặc bấm nút.")


def number_alone(said: str, words: Words) -> str:
    """A bare number where words are asked for: it may be meant for an option."""
    return words.say("engine", "“{text}” chưa rõ ý: xin anh/chị chọn một mục dưới đây, hoặc gõ bằng lời.", text=said)
