"""What the bot does to messages that are already there: edit, delete, pin, and answer a pressed button.

An edit without a keyboard removes the keyboard; an edit that changes nothing is refused.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from bot.simulator.telegram.arguments import Arguments, missing
from bot.simulator.telegram.chats import Chat
from bot.simulator.telegram.keyboards import read_markup
from bot.simulator.telegram.messages import Message
from bot.simulator.telegram.refusals import (
    DELETE_NOT_ALLOWED,
    DELETE_NOT_FOUND,
    EDIT_CAPTION_TOO_LONG,
    EDIT_NO_CAPTION,
    EDIT_NO_TEXT,
    EDIT_NOT_ALLOWED,
    EDIT_NOT_FOUND,
    EDIT_TOO_LONG,
    NOT_MODIFIED,
    PIN_NOT_FOUND,
    QUERY_TOO_OLD,
    TEXT_EMPTY,
    UNPIN_NOT_FOUND,
    bad_request,
)
from bot.simulator.telegram.spec import Json
from bot.simulator.telegram.texts import CAPTION_LIMIT, TEXT_LIMIT, parse, require_visible
from bot.simulator.telegram.world import World

DELETED_WITHIN: Final = timedelta(hours=48)
ANSWER_TEXT: Final = 200


def edit_message_text(world: World, call: Arguments) -> object:
    if not call.text("text"):
        raise bad_request(TEXT_EMPTY)
    text, found = parse(
        call.text("text"),
        mode=call.text("parse_mode") if "parse_mode" in call else None,
        given=call.items("entities"),
    )
    markup = read_markup(call.get("reply_markup"), private=True, inline_only=True).inline
    message = _editable(world, call)
    if "text" not in message.content:
        raise bad_request(EDIT_NO_TEXT)
    require_visible(text)
    if len(text) > TEXT_LIMIT:
        raise bad_request(EDIT_TOO_LONG)
    content: Json = {"text": text}
    if found:
        content["entities"] = found
    return _change(world, message, content, markup)


def edit_message_caption(world: World, call: Arguments) -> object:
    text, found = parse(
        call.text("caption"),
        mode=call.text("parse_mode") if "parse_mode" in call else None,
        given=call.items("caption_entities"),
    )
    markup = read_markup(call.get("reply_markup"), private=True, inline_only=True).inline
    message = _editable(world, call)
    if not ({"photo", "document", "voice"} & message.content.keys()):
        raise bad_request(EDIT_NO_CAPTION)
    if len(text) > CAPTION_LIMIT:
        raise bad_request(EDIT_CAPTION_TOO_LONG)
    content = {name: value for name, value in message.content.items() if not name.startswith("caption")}
    if text:
        content["caption"] = text
    if found:
        content["caption_entities"] = found
    return _change(world, message, content, markup)


def edit_message_reply_markup(world: World, call: Arguments) -> object:
    markup = read_markup(call.get("reply_markup"), private=True, inline_only=True).inline
    message = _editable(world, call)
    if markup == message.markup:
        raise bad_request(NOT_MODIFIED)
    message.change(content=message.content, markup=markup, now=world.now())
    world.shown(message, kind="edited")
    return message.as_json()


def _change(world: World, message: Message, content: Json, markup: Json | None) -> object:
    if content == message.content and markup == message.markup:
        raise bad_request(NOT_MODIFIED)
    message.change(content=content, markup=markup, now=world.now())
    world.shown(message, kind="edited")
    return message.as_json()


def _editable(world: World, call: Arguments) -> Message:
    if "chat_id" not in call:
        raise missing("chat_id")
    if "message_id" not in call:
        raise missing("message_id")
    chat = world.writable(call["chat_id"])
    message = chat.messages.get(call.number("message_id"))
    if message is None or message.deleted:
        raise bad_request(EDIT_NOT_FOUND)
    if message.sender is not world.bot or message.frozen:
        raise bad_request(EDIT_NOT_ALLOWED)
    return message


def delete_message(world: World, call: Arguments) -> object:
    chat = world.writable(call["chat_id"])
    message = chat.messages.get(call.number("message_id"))
    if message is None or message.deleted:
        raise bad_request(DELETE_NOT_FOUND)
    _delete(world, chat, message)
    return True


def delete_messages(world: World, call: Arguments) -> object:
    """Several at once; those that are gone already are passed over."""
    chat = world.writable(call["chat_id"])
    numbers = [number for number in call.items("message_ids") or [] if isinstance(number, int)]
    for message in [chat.messages[number] for number in numbers if number in chat.messages]:
        if not message.deleted:
            _delete(world, chat, message)
    return True


def _delete(world: World, chat: Chat, message: Message) -> None:
    age = world.clock() - datetime.fromtimestamp(message.date, UTC)
    foreign = message.sender is not world.bot and not chat.private and chat.standing != "administrator"
    if age > DELETED_WITHIN or foreign:
        raise bad_request(DELETE_NOT_ALLOWED)
    message.deleted = True
    world.shown(message, kind="deleted")


def pin_chat_message(world: World, call: Arguments) -> object:
    chat = world.writable(call["chat_id"])
    message = chat.messages.get(call.number("message_id"))
    if message is None or message.deleted:
        raise bad_request(PIN_NOT_FOUND)
    _require_pin_right(chat)
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        service = world.post(chat, world.bot, {"pinned_message": message.as_json(nested=True)})
        world.push_message(service)
        world.shown(service, kind="shown")
    return True


def unpin_chat_message(world: World, call: Arguments) -> object:
    chat = world.writable(call["chat_id"])
    number = call.number("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request(UNPIN_NOT_FOUND)
    _require_pin_right(chat)
    chat.pinned.remove(number)
    world.watch.changed(chat.id)
    return True


def _require_pin_right(chat: Chat) -> None:
    if not chat.private and chat.standing != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")


def answer_callback_query(world: World, call: Arguments) -> object:
    """The first answer in time counts. A second one is refused (unverified), as is one that comes too late."""
    query = world.queries.get(call.text("callback_query_id"))
    if query is None or query.answered or world.clock() > query.until:
        raise bad_request(QUERY_TOO_OLD)
    text = call.text("text")
    if len(text) > ANSWER_TEXT:
        raise bad_request(EDIT_TOO_LONG)
    query.answered = True
    query.text = text or None
    query.alert = call.flag("show_alert")
    query.url = call.text("url") or None
    world.events.publish(
        "toast", at=world.clock(), chat=query.chat, user=query.user, text=query.text, alert=query.alert
    )
    world.watch.changed(query.chat)
    return True
