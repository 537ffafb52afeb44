"""Phones without buttons: what the bot's plain channel posts here is shown, what is typed here is posted to the bot.

A phone keeps its owner when it is switched: whoever has joined on one channel is the same person on the other.

The faults of the page hold here too: offline, an answer lost, too many, a text that arrives twice.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import aiohttp

from bot.simulator.telegram.faults import FaultKind

if TYPE_CHECKING:
    from datetime import datetime

    from bot.simulator.bot_process import BotProcess
    from bot.simulator.telegram.world import World

METHOD: Final = "plain"
_TRY_AGAIN: Final = 0.3
_ON_DELIVERY: Final = (FaultKind.OFFLINE, FaultKind.SERVER, FaultKind.TOO_MANY, FaultKind.LOST, FaultKind.BLOCKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainText:
    """One message of a plain chat."""

    id: int
    mine: bool
    text: str
    at: datetime


@dataclass(slots=True, kw_only=True)
class PlainChat:
    """One phone's plain chat. on: it is what the phone shows now."""

    name: str
    on: bool = False
    messages: list[PlainText] = field(default_factory=list)
    outgoing: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    sending: asyncio.Task[None] | None = None


class PlainPhones:
    """By the id of the person, which is the address too. Close it on every path."""

    def __init__(self, world: World, bot: BotProcess) -> None:
        self._world = world
        self._bot = bot
        self._chats: dict[int, PlainChat] = {}
        self._sent = 0
        self._messages = 0

    def add(self, person: int, *, name: str) -> None:
        """A phone that can be switched to plain."""
        self._chats[person] = PlainChat(name=name)

    def __getitem__(self, person: int) -> PlainChat:
        return self._chats[person]

    async def switch(self, person: int, *, on: bool) -> None:
        """Show this phone as a channel without buttons, or as Telegram again."""
        await self._same(person)
        self._chats[person].on = on
        self._world.events.publish("plain", at=self._world.clock(), chat=person)

    def say(self, person: int, text: str) -> None:
        """Type a text. It is shown at once and reaches the bot as soon as the network and the bot are there."""
        if not text.strip():
            raise ValueError("an empty text")
        chat = self._chats[person]
        self._add(person, text, mine=True)
        self._world.events.publish("plain_said", at=self._world.clock(), chat=person, text=text)
        chat.outgoing.put_nowait(text)
        if chat.sending is None:
            chat.sending = asyncio.create_task(self._send(person, chat))

    def deliver(self, person: int, texts: list[str]) -> tuple[int, int]:
        """What the bot sends: the status it is answered with, and seconds to wait. 0: the answer is lost."""
        fault = self._world.faults.take(_ON_DELIVERY, METHOD, person)
        match fault.kind if fault is not None else None:
            case FaultKind.OFFLINE | FaultKind.SERVER:
                return 503, 0
            case FaultKind.TOO_MANY:
                return 429, fault.retry_after if fault is not None else 1
            case FaultKind.BLOCKED:
                return 403, 0
            case _:
                for text in texts:
                    self._add(person, text, mine=False)
                self._world.events.publish("plain_shown", at=self._world.clock(), chat=person, texts=texts)
                return (0 if fault is not None else 200), 0

    async def close(self) -> None:
        """What was typed and not yet sent is gone with the phone."""
        tasks = [chat.sending for chat in self._chats.values() if chat.sending is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _add(self, person: int, text: str, *, mine: bool) -> None:
        self._messages += 1
        self._chats[person].messages.append(PlainText(id=self._messages, mine=mine, text=text, at=self._world.clock()))

    async def _send(self, person: int, chat: PlainChat) -> None:
        while True:
            text = await chat.outgoing.get()
            self._sent += 1
            await self._same(person)  # it may have been switched while the bot was down
            typed = {"key": f"{person}-{self._bot.starts}-{self._sent}", "sender": str(person), "name": chat.name}
            times = 2 if self._world.faults.take((FaultKind.TWICE,), None, person) is not None else 1
            for _ in range(times):
                while not await self._taken({**typed, "text": text}):  # noqa: ASYNC110 - as a phone keeps trying
                    await asyncio.sleep(_TRY_AGAIN)

    async def _same(self, person: int) -> None:
        if self._bot.running:
            with suppress(aiohttp.ClientError, OSError, TimeoutError):
                await self._bot.post("/same", {"address": str(person)})

    async def _taken(self, typed: dict[str, str]) -> bool:
        if self._world.faults.offline() or not self._bot.running:
            return False
        try:
            return await self._bot.post("/plain", typed)
        except (aiohttp.ClientError, OSError, TimeoutError):
            return False
