"""Updates no bot wants and every bot gets: without a sender, of a kind not known yet, unreadable."""

import orjson

from bot.simulator.telegram.spec import Json
from bot.simulator.telegram.updates import Update
from bot.simulator.telegram.world import World


def without_sender(world: World, *, chat: int, text: str = "Thông báo") -> Update | None:
    """A message that names nobody, as an anonymous administrator's or a channel's does."""
    message = world.post(world.chats[chat], None, {"text": text})
    return world.push_message(message)


def unknown_kind(world: World, *, kind: str = "future_thing", payload: Json | None = None) -> Update:
    """An update of a kind that the bot's library has never heard of."""
    number = world.updates.next_id()
    return _raw(world, b'{"update_id":%d,"%s":%s}' % (number, kind.encode(), _json(payload or {"value": 1})), kind)


def misshapen(world: World, *, chat: int | None = None) -> Update:
    """Readable JSON that is no message: the chat is a word, the date a list, the text a number."""
    number = world.updates.next_id()
    body = b'{"update_id":%d,"message":{"message_id":"x","chat":"y","date":[],"text":5}}' % number
    return _raw(world, body, "message", chat=chat)


def raw(world: World, body: bytes, *, chat: int | None = None) -> Update:
    """Any bytes at all. Under polling they stand in the middle of the answer and make all of it unreadable."""
    return _raw(world, body, "raw", chat=chat)


def _raw(world: World, body: bytes, kind: str, *, chat: int | None = None) -> Update:
    return world.updates.push_raw(body, kind=kind, chat=chat, queue=f"raw {kind}", now=world.clock())


def _json(payload: Json) -> bytes:
    return orjson.dumps(payload)
