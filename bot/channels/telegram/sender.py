"""Prepared calls sent, and Telegram's answers told in the channels' common words. No PTB object is built here."""

from __future__ import annotations

import asyncio
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

import orjson

from bot.channels.results import (
    ChatClosed,
    Locked,
    Migrated,
    NeverBegun,
    Refused,
    Result,
    RetryAfter,
    Sent,
    Unclear,
    Unreachable,
)
from bot.channels.telegram.lines import LostError, NotConnectedError
from bot.channels.telegram.render import as_new, method_of, to_chat
from conversations.programme.group import Barrier

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping

    from bot.attachments import Attachment, Maker
    from bot.channels.telegram.connection import Connection

_log = logging.getLogger(__name__)

_CLOSED: Final[tuple[tuple[str, Barrier | None], ...]] = (
    ("bot was blocked by the user", None),
    ("user is deactivated", None),
    ("bot can't initiate conversation", None),
    ("peer_id_invalid", None),
    ("chat not found", Barrier.REMOVED),
    ("bot was kicked", Barrier.REMOVED),
    ("bot is not a member", Barrier.REMOVED),
    ("group chat was deleted", Barrier.REMOVED),
    ("not enough rights to send text messages", Barrier.NO_RIGHTS),
    ("have no rights to send a message", Barrier.NO_RIGHTS),
    ("chat_write_forbidden", Barrier.NO_RIGHTS),
    ("message thread not found", Barrier.TOPIC_GONE),
    ("topic_deleted", Barrier.TOPIC_GONE),
    ("topic_closed", Barrier.TOPIC_GONE),
)
_NO_PICTURES: Final = "not enough rights to send photos"
_DONE_BEFORE: Final = ("message is not modified",)
_GONE: Final = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message",
)
_RECIPES: Final = {b'"photo":"ntm:': "photo", b'"document":"ntm:': "document"}
"""A file that is named by its recipe. In a text the same letters stand after a backslash."""
LARGEST_PHOTO: Final = 10_000_000
"""Bytes: Telegram takes larger pictures only as documents."""
SHOWN_AFTER: Final = 1.0
SHOWN_AGAIN_AFTER: Final = 4.5
"""Telegram shows what a bot does for five seconds."""
_NO_PHOTO: Final = ("image_process_failed", "photo_invalid_dimensions", "photo_ext_invalid", "photo_save_file_invalid")
"""Telegram cannot show it as a photo; as a document it takes it."""
_SERVER_FAULT: Final = 500
_GATEWAYS: Final = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT})
"""Answers of something in between, which does not know whether the call was carried out."""


class TelegramSender:
    """Sends prepared calls over the shared connection."""

    def __init__(self, connection: Connection, files: Maker | None = None) -> None:
        """files: who makes a file that a call names by its recipe; None: no such call comes here."""
        self._connection = connection
        self._files = files

    async def send(self, body: bytes) -> Result:
        """Send one prepared call. An edit of a message that is no longer there is sent as a new message."""
        method, parameters = method_of(body)
        for recipe, field in _RECIPES.items():
            if recipe in parameters:
                return await self._send_file(parameters, field)
        result = await self._post(method, parameters)
        if isinstance(result, Refused) and result.code == HTTPStatus.BAD_REQUEST:
            reason = result.reason.lower()
            if any(text in reason for text in _DONE_BEFORE):
                return Sent(message_id=str(orjson.loads(body).get("message_id", "")))
            if any(text in reason for text in _GONE):
                again = as_new(body)
                return Sent() if again is None else await self._post(*method_of(again))
        return result

    def moved(self, body: bytes, address: str) -> bytes:
        """The same call for another chat."""
        return to_chat(body, address)

    async def answer_press(self, query: str, toast: str) -> None:
        """Stop a button's turning. Losing this loses nothing, so nothing is tried twice."""
        await self._post("answerCallbackQuery", press_answer(query, toast))

    async def _send_file(self, parameters: bytes, field: str) -> Result:
        """Make the file and send it with the call. What cannot be made was never sent."""
        call: dict[str, Any] = orjson.loads(parameters)
        recipe = str(call.pop(field))
        try:
            file = None if self._files is None else await self._made(self._files, recipe, call.get("chat_id"), field)
        except Exception as problem:  # noqa: BLE001 - a fault in making a file is not a fault of the chat
            _log.exception("a file could not be made", extra={"recipe": recipe})
            return Unreachable(type(problem).__name__)
        except asyncio.CancelledError:
            raise NeverBegun from None
        if file is None:
            return Refused(HTTPStatus.NOT_FOUND, f"nothing of {recipe}")
        said = {name: value if isinstance(value, str) else orjson.dumps(value).decode() for name, value in call.items()}
        if field == "photo" and len(file.content) <= LARGEST_PHOTO:
            result = await self._upload(said, file, "photo")
            if not (isinstance(result, Refused) and any(text in result.reason.lower() for text in _NO_PHOTO)):
                return result
        return await self._upload(said, file, "document")

    async def _made(self, files: Maker, recipe: str, chat: object, field: str) -> Attachment | None:
        """The file; whoever waits for a long one sees that it is coming. That is a courtesy: its fate is nobody's."""
        making = asyncio.create_task(files.made(recipe))
        shown = orjson.dumps({"chat_id": chat, "action": f"upload_{field}"})
        patience = SHOWN_AFTER
        try:
            while not (await asyncio.wait({making}, timeout=patience))[0]:
                await self._post("sendChatAction", shown)
                patience = SHOWN_AGAIN_AFTER
            return making.result()
        finally:
            making.cancel()

    async def _upload(self, said: Mapping[str, str], file: Attachment, field: str) -> Result:
        method = "sendPhoto" if field == "photo" else "sendDocument"
        return await self._told(
            self._connection.upload(
                method, said, field=field, file_name=file.file_name, kind=file.kind, content=file.content
            )
        )

    async def _post(self, method: str, parameters: bytes) -> Result:
        return await self._told(self._connection.post(method, parameters))

    async def _told(self, call: Awaitable[tuple[int, bytes]]) -> Result:
        try:
            status, payload = await call
        except NotConnectedError as problem:
            return Unreachable(str(problem))
        except LostError as problem:
            return Unclear(str(problem))
        if status == HTTPStatus.OK:
            return _sent(payload)
        return refusal_of(status, payload)


def press_answer(query: str, toast: str) -> bytes:
    """The parameters of answerCallbackQuery."""
    call: dict[str, Any] = {"callback_query_id": query}
    if toast:
        call["text"] = toast[:200]
    return orjson.dumps(call)


def _sent(payload: bytes) -> Result:
    try:
        result = orjson.loads(payload)["result"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return Unclear("an answer that is no JSON")
    return Sent(str(result["message_id"])) if isinstance(result, dict) and "message_id" in result else Sent()


def refusal_of(status: int, payload: bytes) -> Result:
    """What an answer other than 200 means."""
    try:
        answer = orjson.loads(payload)
        reason = str(answer.get("description") or status)
        parameters = answer.get("parameters") or {}
    except (orjson.JSONDecodeError, AttributeError):
        reason, parameters = f"HTTP {status}", {}
    if "retry_after" in parameters:
        return RetryAfter(float(parameters["retry_after"]))
    if "migrate_to_chat_id" in parameters:
        return Migrated(str(parameters["migrate_to_chat_id"]))
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return RetryAfter(5.0)
    if status >= _SERVER_FAULT:
        return Unclear(reason) if status in _GATEWAYS else Unreachable(reason)
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}:
        return Locked(reason)
    lowered = reason.lower()
    for text, barrier in _CLOSED:
        if text in lowered:
            return ChatClosed(reason, barrier)
    return Refused(status, reason, Barrier.NO_PICTURES if _NO_PICTURES in lowered else None)
