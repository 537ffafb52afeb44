"""The Bot API as far as a guided interview needs it: what the bot sends is shown to the officers, and what they do
waits here for getUpdates, unless a webhook brings it.
"""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import urlsplit

import orjson

from bot.bench.interview import MESSAGE_DATE
from bot.bench.officers import chat_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.bench.officers import Update

TOKEN: Final = "123456789:AAMadeUpTokenForLoopbackOnly_abcdefghijk"  # noqa: S105 - made up
POLL: Final = 100

_BOT: Final = b'{"id":123456789,"is_bot":true,"first_name":"Bench","username":"bench_bot"}'
_ME: Final = (
    b'{"ok":true,"result":{"id":123456789,"is_bot":true,"first_name":"Bench","username":"bench_bot",'
    b'"can_join_groups":true,"can_read_all_group_messages":false,"supports_inline_queries":false}}'
)
_TRUE: Final = b'{"ok":true,"result":true}'
_NOT_HERE: Final = b'{"ok":false,"error_code":400,"description":"Bad Request: loopback only"}'


class Poller(Protocol):
    """A connection that waits for the answer to getUpdates."""

    def reply(self, body: bytes) -> None: ...


class Calls:
    """Carries the bot's calls out."""

    def __init__(self) -> None:
        self.shown: Callable[[int, str, dict[str, object] | None, bytes], None] = lambda *_: None
        """Told of every screen."""
        self.counted: Counter[str] = Counter()
        self.waiting: deque[Update] = deque()
        self.polled = 0
        """The highest offset asked for: everything below it was taken."""
        self._messages = 0
        self._poller: Poller | None = None

    def deliver(self, update: Update) -> None:
        """Let the bot have an update by polling."""
        self.waiting.append(update)
        poller, self._poller = self._poller, None
        if poller is not None:
            poller.reply(self._updates())

    def gone(self, poller: Poller) -> None:
        """That connection waits no more."""
        if self._poller is poller:
            self._poller = None

    def answer(self, method: str, parameters: dict[str, Any], poller: Poller | None) -> bytes | None:
        """What the call comes to; None: it is answered when there are updates."""
        self.counted[method] += 1
        match method:
            case "sendmessage":
                self._messages += 1
                return self._screen(self._messages, parameters)
            case "editmessagetext":
                return self._screen(int(parameters["message_id"]), parameters)
            case "getupdates":
                return self._poll(parameters, poller)
            case "getme":
                return _ME
            case "setwebhook":
                url = str(parameters.get("url") or "")
                return _TRUE if not url or urlsplit(url).hostname == "127.0.0.1" else _NOT_HERE
            case "getwebhookinfo":
                return b'{"ok":true,"result":{"url":"","has_custom_certificate":false,"pending_update_count":0}}'
            case "editmessagereplymarkup":
                return b'{"ok":true,"result":%b}' % self._message(int(parameters["message_id"]), parameters, "-")
            case _:
                return _TRUE

    def _screen(self, message_id: int, parameters: dict[str, Any]) -> bytes:
        markup = parameters.get("reply_markup")
        if isinstance(markup, str):
            markup = orjson.loads(markup)
        text = str(parameters.get("text", ""))
        message = self._message(message_id, parameters, text, markup)
        self.shown(int(parameters["chat_id"]), text, markup, message)
        return b'{"ok":true,"result":%b}' % message

    def _message(self, number: int, parameters: dict[str, Any], text: str, markup: object = None) -> bytes:
        chat = chat_json(int(parameters["chat_id"]))
        under = b',"reply_markup":%b' % orjson.dumps(markup) if markup else b""
        return b'{"message_id":%d,"from":%b,"chat":%b,"date":%d,"text":%b%b}' % (
            number, _BOT, chat, MESSAGE_DATE, orjson.dumps(text), under,
        )  # fmt: skip

    def _poll(self, parameters: dict[str, Any], poller: Poller | None) -> bytes | None:
        offset = int(parameters.get("offset") or 0)
        self.polled = max(self.polled, offset)
        while self.waiting and self.waiting[0].number < offset:
            self.waiting.popleft()
        if self.waiting or not int(parameters.get("timeout") or 0):
            return self._updates()
        self._poller = poller
        return None

    def _updates(self) -> bytes:
        bodies = [update.body for update, _ in zip(self.waiting, range(POLL), strict=False)]
        return b'{"ok":true,"result":[%b]}' % b",".join(bodies)
