"""People, chats and what stands between a chat and the bot.

A private chat has the id of its person. The bot may write where it stands as a member or an administrator only.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.simulator.telegram.messages import Message
from bot.simulator.telegram.refusals import (
    BLOCKED,
    CANNOT_BEGIN,
    DEACTIVATED,
    Refused,
    bad_request,
    forbidden,
    removed_from,
)
from bot.simulator.telegram.spec import Json

ChatKind = Literal["private", "group", "supergroup"]
Sending = Literal["text messages", "photos", "documents"]
"""What rights to send are told apart by, in the words of the refusal."""

ADMINISTRATOR_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories", "can_send_welcome_messages", "can_pin_messages", "can_manage_topics",
)  # fmt: skip
RESTRICTED_RIGHTS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_change_info", "can_edit_tag", "can_invite_users", "can_manage_topics",
    "can_pin_messages", "can_react_to_messages",
)  # fmt: skip
_HELD = frozenset({"can_manage_chat", "can_delete_messages", "can_change_info", "can_invite_users", "can_pin_messages"})


class Standing(StrEnum):
    """Where the bot stands in a chat."""

    STRANGER = "stranger"  # the person has never written
    MEMBER = "member"
    ADMINISTRATOR = "administrator"
    RESTRICTED = "restricted"  # still in, but an administrator took rights from it
    LEFT = "left"
    KICKED = "kicked"  # thrown out of a group, or blocked by a person


@dataclass(slots=True, kw_only=True)
class User:
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language: str | None = None
    is_bot: bool = False
    deactivated: bool = False

    def as_json(self) -> Json:
        described: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.last_name:
            described["last_name"] = self.last_name
        if self.username:
            described["username"] = self.username
        if self.language:
            described["language_code"] = self.language
        return described

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name


@dataclass(slots=True, kw_only=True)
class Typing:
    action: str
    until: datetime


@dataclass(slots=True, kw_only=True)
class Chat:
    id: int
    kind: ChatKind
    instance: str  # the chat_instance of button presses
    title: str | None = None
    person: User | None = None  # of a private chat
    is_forum: bool = False
    standing: Standing = Standing.STRANGER
    members: dict[int, str] = field(default_factory=dict)  # person to creator, administrator or member
    topics: dict[int, str] = field(default_factory=dict)  # thread to name
    closed_topics: set[int] = field(default_factory=set)
    members_may_not: set[Sending] = field(default_factory=set)  # the permissions of the group as a whole
    bot_may_not: set[Sending] = field(default_factory=set)  # what was taken from the bot alone
    migrated_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    next_message: int = 1  # supergroups count for themselves
    keyboard: Json | None = None  # what stands below the input field
    typing: Typing | None = None
    pinned: list[int] = field(default_factory=list)
    shown: int = 0  # how many times the bot has shown something here: a message, an edit, an answer to a press

    @property
    def private(self) -> bool:
        return self.kind == "private"

    def as_json(self) -> Json:
        described: Json = {"id": self.id, "type": self.kind}
        if self.person is not None:
            described["first_name"] = self.person.first_name
            if self.person.last_name:
                described["last_name"] = self.person.last_name
            if self.person.username:
                described["username"] = self.person.username
        else:
            described["title"] = self.title
            if self.is_forum:
                described["is_forum"] = True
        return described

    def refusal(self) -> Refused | None:
        """Why the bot may not write here, in Telegram's words."""
        match self.standing:
            case Standing.MEMBER | Standing.ADMINISTRATOR | Standing.RESTRICTED:
                if self.person is not None and self.person.deactivated:
                    return forbidden(DEACTIVATED)
                return None
            case Standing.STRANGER:
                return forbidden(CANNOT_BEGIN)
            case Standing.KICKED if self.private:
                return forbidden(BLOCKED)
            case Standing.KICKED | Standing.LEFT:
                return removed_from(self.kind, kicked=self.standing is Standing.KICKED)

    def refusal_to(self, what: Sending) -> Refused | None:
        """Why the bot, which is in, may not send this; an administrator may."""
        if self.standing is Standing.ADMINISTRATOR or what not in self.members_may_not | self.bot_may_not:
            return None
        return bad_request(f"not enough rights to send {what} to the chat")

    def member_json(self, user: User, status: str) -> Json:
        """A ChatMember object."""
        described: Json = {"user": user.as_json(), "status": status}
        match status:
            case "creator":
                described["is_anonymous"] = False
            case "administrator":
                described.update({right: right in _HELD for right in ADMINISTRATOR_RIGHTS})
            case "restricted":
                described.update(dict.fromkeys(RESTRICTED_RIGHTS, True))
                described.update(
                    is_member=True,
                    until_date=0,
                    can_send_messages="text messages" not in self.bot_may_not,
                    can_send_photos="photos" not in self.bot_may_not,
                    can_send_documents="documents" not in self.bot_may_not,
                )
            case "kicked":
                described["until_date"] = 0
            case _:
                pass
        return described
