"""The fields of Telegram's updates that are used, and no others: reading whole objects costs twenty times more."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Fields(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=False)


class User(Fields):
    id: int
    is_bot: bool = False
    first_name: str = ""
    last_name: str = ""
    language_code: str = ""


class Chat(Fields):
    id: int
    type: str
    title: str = ""


class Size(Fields):
    file_id: str
    file_size: int = 0
    width: int = 0
    height: int = 0


class Document(Fields):
    file_id: str
    file_size: int = 0
    file_name: str = ""
    mime_type: str = ""


class Voice(Fields):
    file_id: str
    file_size: int = 0
    duration: int = 0


class Contact(Fields):
    phone_number: str
    user_id: int | None = None


class Location(Fields):
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class Message(Fields):
    message_id: int
    chat: Chat
    from_: User | None = Field(default=None, alias="from")
    text: str | None = None
    photo: list[Size] | None = None
    document: Document | None = None
    voice: Voice | None = None
    contact: Contact | None = None
    location: Location | None = None
    caption: str = ""
    media_group_id: str = ""
    message_thread_id: int | None = None
    is_topic_message: bool = False
    sender_chat: Chat | None = None
    migrate_to_chat_id: int | None = None
    migrate_from_chat_id: int | None = None


class Shown(Fields):
    """What a button stood under; all that is left of a message too old for Telegram."""

    message_id: int
    chat: Chat
    message_thread_id: int | None = None
    is_topic_message: bool = False


class Pressing(Fields):
    id: str
    from_: User = Field(alias="from")
    message: Shown | None = None
    data: str | None = None


class Member(Fields):
    """is_member, can_send_messages: told of somebody whose rights were cut, true for all others."""

    status: str
    is_member: bool = True
    can_send_messages: bool = True


class Membership(Fields):
    chat: Chat
    from_: User = Field(alias="from")
    old_chat_member: Member | None = None
    new_chat_member: Member


class Update(Fields):
    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: Pressing | None = None
    my_chat_member: Membership | None = None
