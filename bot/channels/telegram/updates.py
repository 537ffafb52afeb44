"""Telegram's updates read into what happened, by a small model of just the fields that are used.

Nothing raises here: what cannot be read is Broken, what is nobody's business is Ignored, both with a reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError
from pydantic_core import from_json

from bot.channels.telegram.buttons import read_button
from bot.channels.telegram.fields import Update
from bot.channels.telegram.group_updates import (
    CHANNEL,
    COMMAND,
    GROUPS,
    group_membership,
    group_message,
    group_move,
    group_press,
)
from conversations.engine.events import (
    Blocked,
    Commanded,
    Event,
    Joined,
    Said,
    SentContact,
    SentFile,
    SentOther,
    SentPhoto,
    SentPlace,
    SentVoice,
)
from conversations.reading.fold import tidy
from conversations.reading.limits import MESSAGE, PERSON_NAME
from conversations.screens.unexpected import VOICE_MEGABYTES
from handlers.turn import Incoming

if TYPE_CHECKING:
    from bot.channels.telegram.fields import Chat, Document, Membership, Message, Pressing, Size, User, Voice
    from handlers.group_turn import GroupIncoming

ALLOWED_UPDATES: Final = ("message", "edited_message", "callback_query", "my_chat_member")
LARGEST_FILE: Final = 20 << 20
"""What a bot may fetch, in bytes."""
LARGEST_VOICE: Final = VOICE_MEGABYTES << 20
"""A voice note, in bytes."""
LEGIBLE: Final = 600
"""Pixels. A photo whose largest size cannot be fetched is taken in a smaller one, but not with a side under this."""
CAPTION: Final = 1024
FILE_NAME: Final = 120
"""Characters of a file's name that are kept."""
PAYLOAD: Final = 64

_NUMBER: Final = re.compile(rb'"update_id"\s*:\s*([0-9]{1,19})')
_PLAIN_NAME: Final = re.compile("[0-9A-Za-zÀ-ɏẠ-ỹ]+(?: [0-9A-Za-zÀ-ɏẠ-ỹ]+)*")
"""Most names by far: nothing about them needs to be tidied."""
_OTHERS: Final = (
    "sticker", "video", "video_note", "audio", "animation", "poll", "dice", "story", "game", "invoice",
    "paid_media", "checklist", "live_photo",
)  # fmt: skip
"""What a person may send and no screen uses. Everything else without text is told by Telegram itself."""


_read_json = Update.__pydantic_validator__.validate_json
_read_object = Update.__pydantic_validator__.validate_python


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """Something for a turn. query: the button press that waits for its answer, or empty."""

    incoming: Incoming | GroupIncoming
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """Read, and nobody's business. query as above: its button must stop turning."""

    key: str
    kind: str
    reason: str
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """No update at all, or one without a form we know. key: its number where it can be found, or empty."""

    key: str
    reason: str


Read = Received | Ignored | Broken


def read_update(raw: bytes | dict[str, object], *, username: str = "") -> Read:
    """What one update says. raw: its JSON, or the object parsed. username: the bot's own, for commands in groups."""
    try:
        update: Update = _read_json(raw) if isinstance(raw, bytes) else _read_object(raw)
    except ValidationError as refused:
        first = refused.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        return Broken(key=_number_in(raw), reason=f"{place or 'update'}: {first['type']}")
    key = str(update.update_id)
    if update.callback_query is not None:
        return _press(key, update.callback_query)
    if update.message is not None:
        return _message(key, update.message, raw, username)
    if update.edited_message is not None:
        return _edited(key, update.edited_message)
    if update.my_chat_member is not None:
        return _membership(key, update.my_chat_member)
    return Ignored(key=key, kind="unknown", reason="a kind of update that is not used")


def _press(key: str, press: Pressing) -> Read:
    message = press.message
    kind = "callback_query"
    if message is None:
        return Ignored(key=key, kind=kind, reason="a button outside a chat", query=press.id)
    if message.chat.type != "private":
        in_group = group_press(key, kind, press)
        if in_group is not None:
            return Received(incoming=in_group, query=press.id)
        return Ignored(key=key, kind=kind, reason="a button in a group", query=press.id)
    if press.from_.is_bot or press.from_.id != message.chat.id:
        return Ignored(key=key, kind=kind, reason="somebody else's chat", query=press.id)
    event = read_button(press.data)
    incoming = _incoming(key, kind, message.chat, press.from_, event, pressed_on=str(message.message_id))
    return Received(incoming=incoming, query=press.id)


def _message(key: str, message: Message, raw: bytes | dict[str, object], username: str) -> Read:
    kind = "message"
    sender = message.from_
    moved = group_move(key, kind, message)
    if moved is not None:
        return Received(incoming=moved)
    if message.chat.type in GROUPS and message.sender_chat is not None:
        return _in_group(key, kind, message, username)
    if sender is None:
        return Ignored(key=key, kind=kind, reason="no sender")
    if sender.is_bot:
        return Ignored(key=key, kind=kind, reason="sent by a bot")
    if message.chat.type != "private":
        return _in_group(key, kind, message, username)
    if message.text is not None:
        return Received(incoming=_incoming(key, kind, message.chat, sender, _typed(message.text)))
    event = _sent(message, sender, raw)
    if event is None:
        return Ignored(key=key, kind=kind, reason="a notice of Telegram's own")
    return Received(incoming=_incoming(key, kind, message.chat, sender, event))


def _edited(key: str, message: Message) -> Read:
    """A place that is shared live is edited every few seconds; that is no correction of an answer."""
    kind = "edited_message"
    sender = message.from_
    if sender is None or sender.is_bot or message.chat.type != "private" or message.location is not None:
        return Ignored(key=key, kind=kind, reason="an edit that concerns nobody")
    return Received(incoming=_incoming(key, kind, message.chat, sender, SentOther(kind="edited")))


def _membership(key: str, change: Membership) -> Read:
    kind = "my_chat_member"
    if change.chat.type != "private":
        place = group_membership(key, kind, change)
        return Ignored(key=key, kind=kind, reason="a channel") if place is None else Received(incoming=place)
    blocked = change.new_chat_member.status in {"kicked", "left"}
    return Received(incoming=_incoming(key, kind, change.chat, change.from_, Blocked(blocked=blocked)))


def _in_group(key: str, kind: str, message: Message, username: str) -> Read:
    in_group = group_message(key, kind, message, username) if message.chat.type in GROUPS else None
    return Ignored(key=key, kind=kind, reason="talk in a group") if in_group is None else Received(incoming=in_group)


def _typed(raw: str) -> Event:
    text = tidy(raw, keep_newlines=True)
    if len(text) > MESSAGE:
        return SentOther(kind="long_text")
    command = COMMAND.fullmatch(text) if text.startswith("/") else None
    if command is None:
        return Said(text=text) if text else SentOther(kind="blank")
    name = command[1].lower()
    arguments = (command[3] or "").strip()
    if name == "start" and arguments:
        return Joined(payload=arguments[:PAYLOAD])
    return Commanded(name=name, arguments=arguments)


def _sent(message: Message, sender: User, raw: bytes | dict[str, object]) -> Event | None:
    if message.photo:
        return _photo(message.photo, message)
    if message.document is not None:
        return _file(message.document, message)
    if message.voice is not None:
        return _voice(message.voice)
    if message.location is not None:
        return SentPlace(latitude=message.location.latitude, longitude=message.location.longitude)
    if message.contact is not None:
        own = message.contact.user_id == sender.id
        return SentContact(phone=tidy(message.contact.phone_number)[:32], own=own)
    update: Any = from_json(raw) if isinstance(raw, bytes) else raw
    kind = next((other for other in _OTHERS if other in update["message"]), None)
    return SentOther(kind=kind) if kind else None


def _voice(voice: Voice) -> Event:
    if voice.file_size > LARGEST_VOICE:
        return SentOther(kind="big_voice")
    return SentVoice(reference=voice.file_id, size=max(voice.file_size, 0), seconds=max(voice.duration, 0))


def _photo(sizes: list[Size], message: Message) -> Event:
    largest = max(sizes, key=_area)
    if largest.file_size > LARGEST_FILE:
        smaller = [size for size in sizes if size.file_size <= LARGEST_FILE and min(size.width, size.height) >= LEGIBLE]
        if not smaller:
            return SentOther(kind="big_photo")
        largest = max(smaller, key=_area)
    return _picture(largest.file_id, largest.file_size, message)


def _area(size: Size) -> tuple[int, int]:
    return size.width * size.height, size.file_size


def _file(document: Document, message: Message) -> Event:
    if not document.mime_type.lower().startswith("image/"):
        if document.mime_type.lower().startswith("video/"):
            return SentOther(kind="file")
        name = tidy(document.file_name)[:FILE_NAME]
        return SentFile(reference=document.file_id, name=name, size=max(document.file_size, 0))
    if document.file_size > LARGEST_FILE:
        return SentOther(kind="big_photo")
    return _picture(document.file_id, document.file_size, message)


def _picture(file_id: str, size: int, message: Message) -> SentPhoto:
    caption = tidy(message.caption)[:CAPTION] if message.caption else ""
    return SentPhoto(reference=file_id, size=max(size, 0), album=message.media_group_id, caption=caption)


def _incoming(
    key: str, kind: str, chat: Chat, sender: User, event: Event, *, pressed_on: str | None = None
) -> Incoming:
    return Incoming(
        channel=CHANNEL,
        key=key,
        kind=kind,
        address=str(chat.id),
        sender=_name(sender),
        language="en" if sender.language_code.lower().startswith("en") else "vi",
        event=event,
        pressed_on=pressed_on,
    )


def _name(sender: User) -> str:
    name = f"{sender.first_name} {sender.last_name}" if sender.last_name else sender.first_name
    return (name if _PLAIN_NAME.fullmatch(name) else tidy(name))[:PERSON_NAME]


def _number_in(raw: bytes | dict[str, object]) -> str:
    if isinstance(raw, dict):
        number = raw.get("update_id")
        return str(number) if isinstance(number, int) else ""
    found = _NUMBER.search(raw)
    return found[1].decode() if found else ""
