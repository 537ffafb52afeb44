"""Made-up officers: what each does next, by what the bot shows them, and when it was asked and answered.

An answer counts as acknowledged when the screen after it has been shown.
"""

from __future__ import annotations

import random
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import orjson

from bot.bench.interview import (
    BEGIN,
    COMMAND,
    FIRST_CHAT,
    MESSAGE_DATE,
    QUESTIONS,
    SEND,
    figure_of,
    option_of,
    question_in,
    typed,
)

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Update:
    """Something an officer does, as Telegram tells it: its number and its JSON."""

    number: int
    chat: int
    body: bytes


class Later(Protocol):
    """When an officer is to act: the loop's call_later."""

    def __call__(self, delay: float, callback: Callable[[Officer], None], officer: Officer, /) -> object: ...


@dataclass(slots=True, eq=False)
class Officer:
    """One officer and what stands on their phone. at: the question shown; 0 before the first, 20 at the summary."""

    chat: int
    at: int = 0
    waiting: bool = False
    since: float = 0.0
    buttons: tuple[str, ...] = ()
    message: bytes = b""
    """The message with the buttons, as a press refers to it."""
    acknowledged: int = 0
    """The last question whose answer was followed by the next screen."""
    sent: bool = False


@dataclass(slots=True)
class Times:
    """How long the bot took from an update to the next screen, in seconds, while it was measured."""

    measuring: bool = False
    taken: list[float] = field(default_factory=list)


class Officers:
    """All of them. At most `at_once` have an interview running; one that is done makes room for the next."""

    def __init__(self, *, number: int, deliver: Callable[[Update], None], later: Later) -> None:
        self.all = {FIRST_CHAT + place: Officer(FIRST_CHAT + place) for place in range(number)}
        self.times = Times()
        self.answered = 0
        self.done = 0
        self.out_of_officers = False
        self._fresh = deque(self.all.values())
        self._deliver = deliver
        self._later = later
        self._last_update = 1000
        self._chance = random.Random(1)  # noqa: S311 - made-up thinking
        self._running = False
        self._think = 0.0

    def begin(self, at_once: int, *, rate: float = 0.0) -> None:
        """Let so many interviews run. rate: updates a second that all of them together make; 0: as fast as can be."""
        self._running = True
        self._think = at_once / rate if rate else 0.0
        for _ in range(at_once):
            if not self._fresh:
                self.out_of_officers = True
                return
            officer = self._fresh.popleft()
            if self._think:
                self._later(self._chance.random() * self._think, self._act, officer)
            else:
                self._act(officer)

    def stop(self) -> None:
        """Nobody does anything more; what was sent is still answered."""
        self._running = False

    @property
    def waiting(self) -> int:
        """How many have done something that no screen has answered."""
        return sum(officer.waiting for officer in self.all.values())

    def shown(self, chat: int, text: str, markup: dict[str, object] | None, message: bytes) -> None:
        """A screen has come."""
        officer = self.all.get(chat)
        if officer is None or officer.sent:
            return
        at = question_in(text)
        buttons = _buttons(markup)
        if not at and buttons and any(data.endswith(f"|{SEND}") for data in buttons):
            at = QUESTIONS + 1
        sent = officer.at > QUESTIONS and officer.waiting
        if not sent and at <= officer.at and not (at == 0 and officer.at == 0):
            return
        officer.buttons, officer.message = buttons, message
        if officer.waiting:
            officer.waiting = False
            self.answered += 1
            if self.times.measuring:
                self.times.taken.append(time.perf_counter() - officer.since)
        officer.acknowledged = min(officer.at, QUESTIONS)
        if sent:
            officer.sent = True
            self.done += 1
            if self._running:
                self._next()
            return
        officer.at = at
        if self._think:
            self._later(self._chance.uniform(0.5, 1.5) * self._think, self._act, officer)
        else:
            self._act(officer)

    def _next(self) -> None:
        if self._fresh:
            officer = self._fresh.popleft()
            self._act(officer)
        else:
            self.out_of_officers = True

    def _act(self, officer: Officer) -> None:
        if not self._running or officer.waiting or officer.sent:
            return
        if not officer.at:
            begin = _pressed(officer, BEGIN)
            self._press(officer, begin) if begin else self._type(officer, COMMAND)
        elif officer.at > QUESTIONS:
            self._press(officer, _pressed(officer, SEND))
        elif typed(officer.at):
            self._type(officer, str(figure_of(officer.chat, officer.at)))
        else:
            self._press(officer, _pressed(officer, f"choice:{option_of(officer.chat, officer.at)}"))

    def _type(self, officer: Officer, text: str) -> None:
        entities = b',"entities":[{"offset":0,"length":7,"type":"bot_command"}]' if text.startswith("/") else b""
        self._do(officer, b'"message":{"message_id":%d,"from":%s,"chat":%s,"date":%d,"text":%s%s}' % (
            self._last_update, _person(officer.chat), chat_json(officer.chat), MESSAGE_DATE,
            orjson.dumps(text), entities,
        ))  # fmt: skip

    def _press(self, officer: Officer, data: str) -> None:
        self._do(officer, b'"callback_query":{"id":"%d","from":%s,"message":%s,"chat_instance":"%d","data":%s}' % (
            self._last_update * 7919, _person(officer.chat), officer.message, officer.chat * 31, orjson.dumps(data),
        ))  # fmt: skip

    def _do(self, officer: Officer, what: bytes) -> None:
        self._last_update += 1
        officer.waiting = True
        officer.since = time.perf_counter()
        self._deliver(Update(self._last_update, officer.chat, b'{"update_id":%d,%s}' % (self._last_update, what)))


def chat_json(chat: int) -> bytes:
    """A private chat as Telegram describes it."""
    return b'{"id":%d,"first_name":"Officer","username":"officer%d","type":"private"}' % (chat, chat)


def _person(chat: int) -> bytes:
    return b'{"id":%d,"is_bot":false,"first_name":"Officer","username":"officer%d","language_code":"vi"}' % (chat, chat)


def _buttons(markup: dict[str, object] | None) -> tuple[str, ...]:
    rows = markup.get("inline_keyboard") if markup else None
    if not isinstance(rows, list):
        return ()
    return tuple(button["callback_data"] for row in rows for button in row if "callback_data" in button)


def _pressed(officer: Officer, option: str) -> str:
    """The data of the button for that option; empty where it is not on the screen."""
    return next((data for data in officer.buttons if data.endswith(f"|{option}")), "")
