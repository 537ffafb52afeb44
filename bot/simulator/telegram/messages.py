"""One message in a chat, as the bot gets it and with all its earlier looks, as the phone shows it.

`content` holds the members of the Bot API's Message that make it what it is (text, photo, location, ...).
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.simulator.telegram.spec import Json

if TYPE_CHECKING:
    from bot.simulator.telegram.chats import Chat, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a message looked before an edit."""

    until: int
    content: Json
    markup: Json | None


@dataclass(slots=True, kw_only=True)
class Message:
    id: int
    chat: "Chat"
    sender: "User | None"
    date: int
    content: Json
    markup: Json | None = None
    frozen: bool = False  # sent with a keyboard for the input field: Telegram does not let it be edited
    thread: int | None = None
    reply_to: "Message | None" = None
    edited: int | None = None
    deleted: bool = False
    looks: list[Look] = field(default_factory=list)

    def as_json(self, *, nested: bool = False) -> Json:
        """The Message object; a nested one (replied to, pinned) shows no message of its own."""
        described: Json = {"message_id": self.id, "chat": self.chat.as_json(), "date": self.date, **self.content}
        if self.sender is not None:
            described["from"] = self.sender.as_json()
        if self.thread is not None:
            described["message_thread_id"] = self.thread
            described["is_topic_message"] = True
        if self.reply_to is not None and not nested:
            described["reply_to_message"] = self.reply_to.as_json(nested=True)
        if self.edited is not None:
            described["edit_date"] = self.edited
        if self.markup is not None:
            described["reply_markup"] = self.markup
        return described

    def as_pressed(self) -> Json:
        """The message of a button press: a deleted one is no longer accessible."""
        if self.deleted:
            return {"chat": self.chat.as_json(), "message_id": self.id, "date": 0}
        return self.as_json()

    def change(self, *, content: Json, markup: Json | None, now: int, silent: bool = False) -> None:
        """Keep the old look, take the new one. A change of the keyboard alone does not count as an edit."""
        self.looks.append(Look(until=now, content=self.content, markup=self.markup))
        self.content = content
        self.markup = markup
        if not silent:
            self.edited = now
