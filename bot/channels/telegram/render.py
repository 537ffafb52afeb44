"""Screens and messages as Telegram calls: JSON, ready to send, its method in front. Plain text, so HTML is harmless.

Most screens have buttons under their text. One that asks for a contact, or for a place and nothing typed, needs the
keyboard below the input field: only there Telegram offers to share them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import orjson

from bot.channels.telegram.buttons import link_button, option_button
from conversations.engine.screen import Takes
from storage.addresses import chat_of, topic_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from conversations.engine.screen import Document, Message, Picture, Screen
    from handlers.ports import Place

TEXT: Final = 4096
"""In UTF-16 units: never more than Telegram allows, whichever way it counts."""
CAPTION: Final = 1024
PLACEHOLDER: Final = 64
CUT: Final = "…"

_METHOD: Final = b'{"method":"'
_NO_PREVIEW: Final = {"is_disabled": True}
_TYPED: Final = frozenset({Takes.TEXT, Takes.FIGURE, Takes.NAME, Takes.PHOTO})


class TelegramRenderer:
    """Buttons under the text, edits in place."""

    plain = False
    files = True
    edits = True

    def screen(self, screen: Screen, *, token: str, place: Place) -> bytes:
        """A new message, or an edit of the one the screen replaces."""
        if self.below(screen.takes):
            markup = _keyboard_below(screen)
            return _call("sendMessage", **_to(place.address), text=_text(screen.text), reply_markup=markup)
        call: dict[str, Any] = {"text": _text(screen.text), "link_preview_options": _NO_PREVIEW}
        if screen.rows:
            call["reply_markup"] = {
                "inline_keyboard": [
                    [{"text": option.label, "callback_data": option_button(token, option)} for option in row]
                    for row in screen.rows
                ]
            }
        if place.edit is None:
            return _call("sendMessage", **_to(place.address), **call)
        return _call("editMessageText", chat_id=_chat(place.address), message_id=int(place.edit), **call)

    def message(self, message: Message, *, address: str) -> bytes:
        """A new message; each link is a button of its own row."""
        call: dict[str, Any] = {"text": _text(message.text), "link_preview_options": _NO_PREVIEW}
        if message.links:
            call["reply_markup"] = {
                "inline_keyboard": [
                    [{"text": link.label, "callback_data": link_button(link.place)}] for link in message.links
                ]
            }
        if message.silent:
            call["disable_notification"] = True
        return _call("sendMessage", **_to(address), **call)

    def picture(self, picture: Picture, *, address: str) -> bytes:
        """A photo, or a voice note, that is named by its recipe; the sender makes it when it leaves."""
        caption = fitting(picture.caption, CAPTION)
        if picture.voice:
            return _call("sendDocument", **_to(address), document=picture.recipe, caption=caption)
        return _call("sendPhoto", **_to(address), photo=picture.recipe, caption=caption)

    def document(self, document: Document, *, address: str) -> bytes | None:
        """A file that is named by its recipe; the sender makes it when it leaves."""
        caption = fitting(document.caption, CAPTION)
        return _call("sendDocument", **_to(address), document=document.recipe, caption=caption)

    def unbutton(self, *, address: str, message_id: str) -> bytes | None:
        """Take the buttons from under a message."""
        return _call("editMessageReplyMarkup", chat_id=_chat(address), message_id=int(message_id))

    def below(self, takes: Collection[Takes]) -> bool:
        """Contacts, and places where nothing is typed: Telegram offers to share them only below the input field."""
        return Takes.CONTACT in takes or (Takes.PLACE in takes and not _TYPED.intersection(takes))

    def unkeyboard(self, *, address: str, text: str) -> bytes | None:
        """Take away what stands below the input field; Telegram wants words with that."""
        return _call("sendMessage", **_to(address), text=_text(text), reply_markup={"remove_keyboard": True})

    def menu(self, commands: Sequence[tuple[str, str]], *, address: str) -> bytes | None:
        """The list that the phone shows in this chat."""
        listed = [{"command": name, "description": what} for name, what in commands]
        return _call("setMyCommands", commands=listed, scope={"type": "chat", "chat_id": _chat(address)})


def method_of(body: bytes) -> tuple[str, bytes]:
    """The method of a prepared call, and its parameters as JSON, without reading the JSON."""
    end = body.index(b'"', len(_METHOD))
    rest = body[end + 2 :]
    return body[len(_METHOD) : end].decode(), b"{" + rest if rest else b"{}"


def as_new(body: bytes) -> bytes | None:
    """A prepared edit as a new message with the same content; None where there is no content to send."""
    call = orjson.loads(body)
    if call.pop("method") != "editMessageText":
        return None
    call.pop("message_id", None)
    return _call("sendMessage", **call)


def to_chat(body: bytes, chat: str) -> bytes:
    """The same prepared call for another chat; a topic stays what it was."""
    call = orjson.loads(body)
    return _call(call.pop("method"), **{**call, "chat_id": _chat(chat)})


def fitting(text: str, limit: int = TEXT) -> str:
    """The text, cut at a line end where it is too long, with a line that shows it."""
    if _units(text) <= limit:
        return text
    room = limit - len(CUT) - 1
    kept = text[:room]
    while _units(kept) > room:
        kept = kept[: len(kept) - max(1, (_units(kept) - room) // 2)]
    line_end = kept.rfind("\n")
    return f"{kept[:line_end] if line_end > room // 2 else kept}\n{CUT}"


def _text(text: str) -> str:
    if not text.strip():
        raise ValueError("Telegram takes no empty text")
    return text if len(text) * 2 <= TEXT else fitting(text)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _chat(address: str) -> int | str:
    """The chat alone: a message is edited by its number in the chat, whatever topic it stands in."""
    chat = chat_of(address)
    return int(chat) if chat.lstrip("-").isdecimal() else chat


def _to(address: str) -> dict[str, int | str]:
    """Where a new message goes."""
    topic = topic_of(address)
    return {"chat_id": _chat(address)} if topic is None else {"chat_id": _chat(address), "message_thread_id": topic}


def _keyboard_below(screen: Screen) -> dict[str, Any]:
    shared = "request_contact" if Takes.CONTACT in screen.takes else "request_location"
    share = {"text": screen.share, shared: True}
    keyboard: dict[str, Any] = {
        "keyboard": [[share], *([{"text": option.label} for option in row] for row in screen.rows)],
        "resize_keyboard": True,
        "one_time_keyboard": True,
    }
    if screen.placeholder:
        keyboard["input_field_placeholder"] = screen.placeholder[:PLACEHOLDER]
    return keyboard


def _call(method: str, **parameters: object) -> bytes:
    return _METHOD + method.encode() + b'",' + orjson.dumps(parameters)[1:]
