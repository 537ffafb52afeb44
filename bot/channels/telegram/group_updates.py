"""What an update says that happened in a group: a command, a press, the bot's own place, the move to another id.

Everything else that is said there is nobody's business, also where the bot could read it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.channels.telegram.buttons import FORGED, read_button
from conversations.engine.events import Pressed
from conversations.engine.group import BotStands, GroupCommanded, GroupMoved, GroupPressed
from conversations.reading.fold import tidy
from handlers.group_turn import GroupIncoming

if TYPE_CHECKING:
    from bot.channels.telegram.fields import Membership, Message, Pressing

CHANNEL: Final = "telegram"
GROUPS: Final = frozenset({"group", "supergroup"})
INSIDE: Final = frozenset({"creator", "administrator", "member", "restricted"})
TITLE: Final = 128
"""Telegram's longest title."""
COMMAND: Final = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{3,32}))?(?:\s+(.*))?", re.DOTALL)


def group_message(key: str, kind: str, message: Message, username: str) -> GroupIncoming | None:
    """A command meant for us; None: talk."""
    command = COMMAND.fullmatch(message.text or "")
    if command is None or (command[2] is not None and command[2].lower() != username.lower()):
        return None
    sender = message.from_
    in_own_name = sender is not None and not sender.is_bot and message.sender_chat is None
    return GroupIncoming(
        channel=CHANNEL,
        key=key,
        kind=kind,
        address=str(message.chat.id),
        # in a group without topics a number of a thread only says what a message answers
        topic=message.message_thread_id if message.is_topic_message else None,
        title=_title(message.chat.title),
        sender=str(sender.id) if sender is not None and in_own_name else "",
        event=GroupCommanded(name=command[1].lower(), arguments=tidy(command[3] or "")),
    )


def group_move(key: str, kind: str, message: Message) -> GroupIncoming | None:
    """Both notices of a move say the same: the last one in the old group, the first one in the new."""
    if message.migrate_to_chat_id is not None:
        old, new = message.chat.id, message.migrate_to_chat_id
    elif message.migrate_from_chat_id is not None:
        old, new = message.migrate_from_chat_id, message.chat.id
    else:
        return None
    return GroupIncoming(channel=CHANNEL, key=key, kind=kind, address=str(old), event=GroupMoved(to=str(new)))


def group_press(key: str, kind: str, press: Pressing) -> GroupIncoming | None:
    """A press under one of our messages."""
    message = press.message
    if message is None or message.chat.type not in GROUPS or press.from_.is_bot:
        return None
    event = read_button(press.data)
    pressed = event if isinstance(event, Pressed) else FORGED
    return GroupIncoming(
        channel=CHANNEL,
        key=key,
        kind=kind,
        address=str(message.chat.id),
        topic=message.message_thread_id if message.is_topic_message else None,
        title=_title(message.chat.title),
        sender=str(press.from_.id),
        event=GroupPressed(token=pressed.token, option=pressed.option),
        pressed_on=str(message.message_id),
    )


def group_membership(key: str, kind: str, change: Membership) -> GroupIncoming | None:
    """The bot was let in, put out, or has other rights."""
    if change.chat.type not in GROUPS:
        return None
    now = change.new_chat_member
    inside = _inside(now.status, is_member=now.is_member)
    before = change.old_chat_member
    came = before is None or not _inside(before.status, is_member=before.is_member)
    return GroupIncoming(
        channel=CHANNEL,
        key=key,
        kind=kind,
        address=str(change.chat.id),
        title=_title(change.chat.title),
        sender=str(change.from_.id),
        event=BotStands(inside=inside, may_write=inside and now.can_send_messages, came=inside and came),
    )


def _inside(status: str, *, is_member: bool) -> bool:
    return status in INSIDE and is_member


def _title(title: str) -> str:
    return tidy(title)[:TITLE]
