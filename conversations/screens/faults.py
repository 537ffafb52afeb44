"""When the fault is ours: said plainly, with a code to ring up with, and with what is safe. No blame, no English, no
traceback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Message

if TYPE_CHECKING:
    from conversations.engine.words import Words


def our_fault(words: Words, code: str) -> Message:
    """A turn went wrong; nothing of it is kept, everything before it is."""
    return Message(
        name="fault",
        text=words.say(
            "faults",
            "Hệ thống vừa trục trặc (mã {code}), không phải lỗi của anh/chị. Các câu trước đều đã lưu; "
            "câu vừa rồi chưa lưu được, xin anh/chị gửi lại giúp.",
            code=code,
        ),
    )


def lost_place(words: Words) -> str:
    """Where the conversation stood cannot be read any more; the answers can."""
    return words.say(
        "faults",
        "Hệ thống không đọc lại được chỗ anh/chị đang làm dở, rất xin lỗi. "
        "Các câu đã trả lời vẫn còn đủ; gõ /baocao để làm tiếp.",
    )
