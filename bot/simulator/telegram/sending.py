"""sendMessage and its sisters: what the bot puts into a chat.

Arguments are read first, then the chat is checked, then what it refers to, then the length, as on the real server.
"""

from typing import Final

from bot.simulator.telegram.arguments import Arguments, missing
from bot.simulator.telegram.chats import Chat, Sending, Standing, Typing
from bot.simulator.telegram.files import (
    PHOTO_LIMIT,
    UPLOAD_LIMIT,
    StoredFile,
    Upload,
    invalid_picture,
    picture_size,
    too_big_as_photo,
)
from bot.simulator.telegram.keyboards import Markup, read_markup
from bot.simulator.telegram.messages import Message
from bot.simulator.telegram.refusals import (
    CAPTION_TOO_LONG,
    FILE_WRONG,
    REPLY_NOT_FOUND,
    TEXT_EMPTY,
    TEXT_TOO_LONG,
    TOPIC_CLOSED,
    TOPIC_NOT_FOUND,
    Refused,
    bad_request,
)
from bot.simulator.telegram.spec import Json
from bot.simulator.telegram.texts import CAPTION_LIMIT, TEXT_LIMIT, parse, require_visible
from bot.simulator.telegram.world import TYPING_SHOWN, World

ACTIONS: Final = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
        "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    }
)  # fmt: skip
ALBUM: Final = 10


def send_message(world: World, call: Arguments) -> object:
    if not call.text("text").strip():
        raise bad_request(TEXT_EMPTY if not call.text("text") else "text must be non-empty")
    text, found = parse(call.text("text"), mode=_mode(call), given=call.items("entities"))
    markup = _markup(world, call)
    chat = _allowed(world, call, "text messages")
    reply_to = _replied(chat, call)
    thread = _thread(chat, call, reply_to)
    require_visible(text)
    if len(text) > TEXT_LIMIT:
        raise bad_request(TEXT_TOO_LONG)
    content: Json = {"text": text}
    if found:
        content["entities"] = found
    return _show(world, chat, content, markup=markup, thread=thread, reply_to=reply_to, call=call).as_json()


def send_photo(world: World, call: Arguments) -> object:
    caption = _caption(call.values)
    markup = _markup(world, call)
    chat = _allowed(world, call, "photos")
    reply_to = _replied(chat, call)
    thread = _thread(chat, call, reply_to)
    content: Json = {"photo": photo_sizes(world, call, "photo"), **caption}
    return _show(world, chat, content, markup=markup, thread=thread, reply_to=reply_to, call=call).as_json()


def send_document(world: World, call: Arguments) -> object:
    caption = _caption(call.values)
    markup = _markup(world, call)
    chat = _allowed(world, call, "documents")
    reply_to = _replied(chat, call)
    thread = _thread(chat, call, reply_to)
    content: Json = {"document": document(world, call, "document"), **caption}
    return _show(world, chat, content, markup=markup, thread=thread, reply_to=reply_to, call=call).as_json()


def send_location(world: World, call: Arguments) -> object:
    latitude, longitude = call["latitude"], call["longitude"]
    markup = _markup(world, call)
    chat = world.writable(call["chat_id"])
    reply_to = _replied(chat, call)
    thread = _thread(chat, call, reply_to)
    place: Json = {"latitude": latitude, "longitude": longitude}
    if not (-90 <= float(str(latitude)) <= 90 and -180 <= float(str(longitude)) <= 180):
        raise bad_request("wrong location")  # unverified wording
    if "horizontal_accuracy" in call:
        place["horizontal_accuracy"] = call["horizontal_accuracy"]
    return _show(world, chat, {"location": place}, markup=markup, thread=thread, reply_to=reply_to, call=call).as_json()


def send_media_group(world: World, call: Arguments) -> object:
    """Up to ten photos or documents as one album; one alone is an ordinary message."""
    items = call.items("media") or []
    for item in items:
        kind = item.get("type") if isinstance(item, dict) else None
        if kind not in ("photo", "document"):
            raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
        for problem in world.spec.problems(item, f"InputMedia{str(kind).capitalize()}", "media"):
            world.violate("sendMediaGroup", problem)
    if len({item["type"] for item in items}) > 1:
        raise bad_request("document can't be mixed with other media types")
    captions = [_caption(item) for item in items]
    chat = world.writable(call["chat_id"])
    reply_to = _replied(chat, call)
    thread = _thread(chat, call, reply_to)
    if not 1 <= len(items) <= ALBUM:
        raise bad_request("wrong number of messages to send as an album")  # unverified wording
    contents: list[Json] = []
    for item, caption in zip(items, captions, strict=True):
        if item["type"] == "photo":
            contents.append({"photo": photo_sizes(world, call, "photo", given=item.get("media")), **caption})
        else:
            contents.append({"document": document(world, call, "document", given=item.get("media")), **caption})
    album = {"media_group_id": world.next_album()} if len(items) > 1 else {}
    messages = [
        _show(world, chat, {**content, **album}, markup=Markup(), thread=thread, reply_to=reply_to, call=call)
        for content in contents
    ]
    return [message.as_json() for message in messages]


def send_chat_action(world: World, call: Arguments) -> object:
    action = call.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.writable(call["chat_id"])
    now = world.clock()
    chat.typing = Typing(action=action, until=now + TYPING_SHOWN)
    world.events.publish("typing", at=now, chat=chat.id, action=action)
    world.watch.changed(chat.id)
    return True


def _show(
    world: World,
    chat: Chat,
    content: Json,
    *,
    markup: Markup,
    thread: int | None,
    reply_to: Message | None,
    call: Arguments,
) -> Message:
    if call.flag("protect_content"):
        content["has_protected_content"] = True
    message = world.post(
        chat, world.bot, content, markup=markup.inline, frozen=markup.below is not None, thread=thread,
        reply_to=reply_to,
    )  # fmt: skip
    if markup.below is not None:
        chat.keyboard = markup.below
    elif markup.removes:
        chat.keyboard = None
    world.shown(message, kind="shown")
    return message


def _mode(call: Arguments) -> str | None:
    return call.text("parse_mode") if "parse_mode" in call else None


def _markup(world: World, call: Arguments) -> Markup:
    if "reply_markup" not in call:
        return Markup()
    chat = world.chats.get(call.number("chat_id"))
    return read_markup(call["reply_markup"], private=chat is None or chat.private)


def _caption(values: Json) -> Json:
    raw = values.get("caption")
    if not raw:
        return {}
    text, found = parse(str(raw), mode=values.get("parse_mode"), given=values.get("caption_entities"))
    if len(text) > CAPTION_LIMIT:
        raise bad_request(CAPTION_TOO_LONG)
    if not text:
        return {}
    return {"caption": text, "caption_entities": found} if found else {"caption": text}


def _replied(chat: Chat, call: Arguments) -> Message | None:
    wanted = call.structure("reply_parameters")
    if not wanted or not wanted.get("message_id"):
        return None
    message = chat.messages.get(wanted["message_id"])
    if message is None or message.deleted:
        if wanted.get("allow_sending_without_reply") is True:
            return None
        raise bad_request(REPLY_NOT_FOUND)
    return message


def _thread(chat: Chat, call: Arguments, reply_to: Message | None) -> int | None:
    thread = call.number("message_thread_id")
    if not thread:
        return reply_to.thread if reply_to is not None else None
    if thread not in chat.topics:
        raise bad_request(TOPIC_NOT_FOUND)
    if thread in chat.closed_topics and chat.standing is not Standing.ADMINISTRATOR:
        raise bad_request(TOPIC_CLOSED)
    return thread


def _allowed(world: World, call: Arguments, what: Sending) -> Chat:
    """The chat of a call that sends this, or why it may not."""
    chat = world.writable(call["chat_id"])
    refusal = chat.refusal_to(what)
    if refusal is not None:
        raise refusal
    return chat


def _uploaded(call: Arguments, field: str, given: object) -> Upload | str:
    """The file of an argument: uploaded under its own name or under attach://NAME, or a file_id."""
    value = given if given is not None else call.get(field)
    if value is None:
        if field in call.uploads:
            return call.uploads[field]
        raise missing(field)
    text = str(value)
    if text.startswith("attach://"):
        upload = call.uploads.get(text.removeprefix("attach://"))
        if upload is None:
            raise missing(field)
        return upload
    if "." in text or "://" in text:
        raise bad_request("failed to get HTTP URL content")  # the emulator fetches nothing
    return text


def photo_sizes(world: World, call: Arguments, field: str, *, given: object = None) -> list[Json]:
    source = _uploaded(call, field, given)
    if isinstance(source, str):
        stored = _stored(world, source)
        if stored.kind != "photo":
            raise bad_request(f"can't use file of type {stored.kind.capitalize()} as Photo")
        return [stored.members]
    if len(source.content) > PHOTO_LIMIT:
        raise too_big_as_photo(len(source.content))
    size = picture_size(source.content)
    if size is None:
        raise invalid_picture()
    if sum(size) > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return world.files.add_photo(source.content)


def document(world: World, call: Arguments, field: str, *, given: object = None) -> Json:
    source = _uploaded(call, field, given)
    if isinstance(source, str):
        stored = _stored(world, source)
        if stored.kind != "document":
            raise bad_request(f"can't use file of type {stored.kind.capitalize()} as Document")
        return stored.members
    if len(source.content) > UPLOAD_LIMIT:
        raise Refused(413, "Request Entity Too Large")
    if not source.content:
        raise bad_request("file must be non-empty")
    return world.files.add_document(source.content, name=source.name, mime=source.mime)


def _stored(world: World, file_id: str) -> StoredFile:
    if not world.files.known(file_id):
        raise bad_request(FILE_WRONG)
    return world.files.get(file_id)
