"""What is told about photos once their bytes were fetched: how many are kept, or why one is not and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from conversations.engine.screen import Message

if TYPE_CHECKING:
    from conversations.engine.words import Words

Reason = Literal["too_large", "no_picture", "gone", "unreachable"]


def about_photos(words: Words, *, indicator: str, kept: int, reason: Reason | None) -> Message:
    """One message for one piece of evidence. reason: why a photo of it is not kept, if one is not."""
    lines = []
    if kept:
        lines.append(
            words.count("photos", "Đã lưu ảnh cho câu {code}.", "Đã lưu {n} ảnh cho câu {code}.", kept, code=indicator)
        )
    if reason is not None:
        lines.append(_not_kept(words, indicator, reason))
    return Message(name="photos.kept" if reason is None else "photos.not_kept", text="\n".join(lines))


def _not_kept(words: Words, code: str, reason: Reason) -> str:
    match reason:
        case "too_large":
            return words.say(
                "photos",
                "Ảnh cho câu {code} lớn hơn 20 MB nên chưa lưu được. "
                "Xin anh/chị gửi lại dưới dạng ảnh, đừng gửi dưới dạng tệp.",
                code=code,
            )
        case "no_picture":
            return words.say(
                "photos",
                "Tệp gửi cho câu {code} không phải là ảnh nên chưa lưu. Xin anh/chị chụp và gửi lại dưới dạng ảnh.",
                code=code,
            )
        case "gone":
            return words.say(
                "photos",
                "Ảnh cho câu {code} không còn trên máy chủ nhắn tin nên chưa lưu được. Xin anh/chị gửi lại ảnh.",
                code=code,
            )
        case "unreachable":
            return words.say(
                "photos",
                "Mạng yếu, đã thử nhiều lần mà chưa tải được ảnh cho câu {code}. Xin anh/chị gửi lại ảnh.",
                code=code,
            )
