"""What a phone shows: the messages of a chat with their buttons, what stands below the input field, who is typing."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.simulator.telegram.chats import Chat, User
from bot.simulator.telegram.messages import Message
from bot.simulator.telegram.profile import commands_shown
from bot.simulator.telegram.spec import Json
from bot.simulator.telegram.world import World

_MEDIA = ("photo", "document", "voice", "sticker", "location", "contact")
_SERVICE = (
    "new_chat_members", "left_chat_member", "group_chat_created", "supergroup_chat_created", "migrate_to_chat_id",
    "migrate_from_chat_id", "pinned_message", "forum_topic_created", "forum_topic_closed",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    text: str
    data: str | None = None  # a press goes to the bot
    url: str | None = None
    copies: str | None = None
    asks: str | None = None  # contact or location; of a keyboard below the input field
    style: str | None = None
    disabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message as the phone shows it."""

    id: int
    author: str
    from_bot: bool
    mine: bool
    at: datetime
    kind: str  # text, photo, document, voice, sticker, location, contact, service
    text: str  # of the message or under the picture
    rows: tuple[tuple[Button, ...], ...]
    file_id: str | None
    file_name: str | None
    place: tuple[float, float] | None
    edited: bool
    changes: int  # how many earlier looks it had
    album: str | None
    thread: int | None
    reply_to: int | None
    pinned: bool
    about: str  # of a service message: who came or went

    def labels(self) -> list[str]:
        return [button.text for row in self.rows for button in row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A whole chat on somebody's phone."""

    chat: int
    title: str
    messages: tuple[Shown, ...]
    keyboard: tuple[tuple[Button, ...], ...]  # below the input field
    placeholder: str | None
    typing: str | None
    commands: tuple[Json, ...]
    blocked: bool


def inline_rows(markup: Json | None) -> tuple[tuple[Button, ...], ...]:
    if markup is None:
        return ()
    return tuple(tuple(_inline(button) for button in row) for row in markup["inline_keyboard"])


def _inline(button: Json) -> Button:
    copied = button.get("copy_text")
    return Button(
        text=button["text"],
        data=button.get("callback_data"),
        url=button.get("url"),
        copies=copied["text"] if copied else None,
        style=button.get("style"),
        disabled="disabled" in button,
    )


def keyboard_rows(keyboard: Json | None) -> tuple[tuple[Button, ...], ...]:
    if keyboard is None or "keyboard" not in keyboard:
        return ()
    return tuple(
        tuple(
            Button(
                text=button["text"],
                asks="contact"
                if button.get("request_contact")
                else "location"
                if button.get("request_location")
                else None,
                style=button.get("style"),
            )
            for button in row
        )
        for row in keyboard["keyboard"]
    )


def show(message: Message, viewer: User | None) -> Shown:
    content = message.content
    kind = next((name for name in _MEDIA if name in content), "text")
    if any(name in content for name in _SERVICE):
        kind = "service"
    media = content.get(kind)
    if isinstance(media, list) and kind == "photo":
        media = media[-1]
    described: Json = media if isinstance(media, dict) else {}
    sender = message.sender
    return Shown(
        id=message.id,
        author=sender.full_name if sender is not None else "",
        from_bot=sender is not None and sender.is_bot,
        mine=sender is not None and viewer is not None and sender.id == viewer.id,
        at=datetime.fromtimestamp(message.date, UTC),
        kind=kind,
        text=_text(kind, content),
        rows=inline_rows(message.markup),
        file_id=described.get("file_id"),
        file_name=described.get("file_name"),
        place=(described["latitude"], described["longitude"]) if kind == "location" else None,
        edited=message.edited is not None,
        changes=len(message.looks),
        album=content.get("media_group_id"),
        thread=message.thread,
        reply_to=message.reply_to.id if message.reply_to is not None else None,
        pinned=message.id in message.chat.pinned,
        about=_about(content),
    )


def _about(content: Json) -> str:
    people = [
        *content.get("new_chat_members", ()),
        *([content["left_chat_member"]] if "left_chat_member" in content else ()),
    ]
    return ", ".join(str(person["first_name"]) for person in people)


def _text(kind: str, content: Json) -> str:
    match kind:
        case "text":
            return str(content.get("text", ""))
        case "contact":
            return f"{content['contact']['first_name']} {content['contact']['phone_number']}"
        case "sticker":
            return str(content["sticker"].get("emoji", ""))
        case "service":
            return next(name for name in _SERVICE if name in content)
        case _:
            return str(content.get("caption", ""))


def screen(world: World, chat: Chat, viewer: User | None) -> Screen:
    typing = chat.typing
    return Screen(
        chat=chat.id,
        title=chat.title or world.bot.first_name,
        messages=tuple(show(message, viewer) for message in chat.messages.values() if not message.deleted),
        keyboard=keyboard_rows(chat.keyboard),
        placeholder=chat.keyboard.get("input_field_placeholder") if chat.keyboard else None,
        typing=typing.action if typing is not None and typing.until > world.clock() else None,
        commands=tuple(commands_shown(world, chat, viewer)) if viewer is not None else (),
        blocked=chat.private and chat.standing == "kicked",
    )
