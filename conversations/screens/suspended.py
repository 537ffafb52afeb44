"""Somebody whose account rests: nothing works until an admin lets it go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Message, Screen

if TYPE_CHECKING:
    from conversations.engine.words import Words


def suspended(words: Words) -> Screen:
    """Whatever was typed or pressed."""
    return Screen(
        name="suspended",
        text=words.say(
            "suspended",
            "Tài khoản của anh/chị đang tạm ngừng nên chưa dùng được lệnh nào, và không có gì được ghi thêm. "
            "Các câu đã trả lời vẫn còn nguyên. Xin anh/chị liên hệ người quản trị đã mời anh/chị.",
        ),
    )


def resumed(words: Words) -> Message:
    """To whoever may go on."""
    return Message(
        name="suspended.resumed",
        text=words.say(
            "suspended", "Tài khoản của anh/chị đã hoạt động lại. Vai trò như trước; gõ /menu để xem các việc."
        ),
    )
