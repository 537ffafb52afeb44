"""One person on the plain channel in a terminal: the same dialogues as on a phone, in text with numbers.

The person stays who they are between two calls: the conversation is stored under an address of its own.
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Final

from bot.channels.plain import address_of, texts_of
from bot.channels.results import Result, Sent
from bot.dispatching import Dispatcher
from bot.turns import Turns
from bot.wiring import make_services
from conversations.engine.events import Commanded, Event, Said, SentOther
from conversations.reading.fold import tidy
from conversations.reading.limits import MESSAGE
from handlers.deliver import Outbox
from handlers.turn import Incoming

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.clock import Clock
    from bot.pace import Pace
    from handlers.ports import FileLinks
    from storage.database import Database

CHANNEL: Final = "console"


class Terminal:
    """The way out: texts are written, one empty line between them. What a turn tells somebody else says to whom."""

    def __init__(self, write: Callable[[str], None], address: str) -> None:
        self._write = write
        self._address = address

    async def send(self, body: bytes) -> Result:
        """Write it down; always arrives."""
        to = address_of(body)
        for text in texts_of(body):
            self._write(f"{text}\n" if to == self._address else f"[Tin gửi cho {to}]\n{text}\n")
        return Sent()

    def moved(self, body: bytes, address: str) -> bytes:  # noqa: ARG002 - the port's form
        """The same: there is one terminal."""
        return body


class Console:
    """A conversation. say() returns when everything it caused is written."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        pace: Pace,
        address: str,
        write: Callable[[str], None],
        operator: str = "",
        file_links: FileLinks | None = None,
    ) -> None:
        worker = f"{CHANNEL} {address}"
        services = make_services(clock, worker=worker, operator=operator, file_links=file_links)
        self._outbox = Outbox(
            database=database, clock=clock, worker=worker, channel=CHANNEL, address=address, services=services
        )
        self._dispatcher = Dispatcher(senders={CHANNEL: Terminal(write, address)}, rows=self._outbox, pace=pace)
        self._turns = Turns(database=database, services=services, hand_over=self._dispatcher.hand_over, pace=pace)
        self._address = address
        self._keys = _keys(services.secrets.code())

    async def open(self) -> None:
        """Take over what the last life left, and show where the conversation stands."""
        await self._outbox.free_own()
        await self._arrived()
        await self.take(Commanded(name="start"))

    async def say(self, text: str) -> None:
        """One line typed by the person."""
        tidied = tidy(text)
        if not tidied:
            return
        await self.take(Said(text=tidied) if len(tidied) <= MESSAGE else SentOther(kind="long_text"))

    async def take(self, event: Event) -> None:
        """One thing that happened."""
        incoming = Incoming(
            channel=CHANNEL,
            key=next(self._keys),
            kind="message",
            address=self._address,
            sender=self._address,
            language="vi",
            event=event,
        )
        await self._turns.take(incoming)
        await self._dispatcher.settled()
        await self._arrived()

    async def _arrived(self) -> None:
        """Show what came for this person meanwhile."""
        while await self._dispatcher.claim():
            await self._dispatcher.settled()

    async def close(self) -> None:
        """Write down what is left to be written."""
        await self._dispatcher.close()


def _keys(once: str) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"{once}-{number}"


async def talk(console: Console) -> None:
    """Lines from standard input until its end."""
    await console.open()
    while line := await asyncio.to_thread(sys.stdin.readline):
        await console.say(line)
