"""What a group is told that gives a command there: forms are filled in private chats only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.screen import Message

if TYPE_CHECKING:
    from conversations.engine.words import Words


def private_only(words: Words, *, link: str) -> Message:
    """One polite sentence. link: where the private chat is, or empty while that is not known."""
    text = words.say("group", "Xin anh/chị nhắn riêng cho trợ lý để báo cáo; trong nhóm trợ lý không nhận báo cáo.")
    return Message(name="group.private_only", text=f"{text}\n{link}" if link else text)
