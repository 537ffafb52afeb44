"""What became of one prepared call, the same words for every channel.

The difference that matters: Unreachable is certainly not sent, Unclear may have been.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from conversations.programme.group import Barrier


class NeverBegun(asyncio.CancelledError):
    """Cut off while what the call takes with it was still being made: certainly not sent."""


@dataclass(frozen=True, slots=True)
class Sent:
    """It stands in the chat. message_id: empty for calls that make no message."""

    message_id: str = ""


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """The channel asks for a pause with this chat, in seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class ChatClosed:
    """Nothing reaches this chat until somebody there lets the bot in again."""

    reason: str
    barrier: Barrier | None = None
    """None: a person's chat."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group has another address now."""

    address: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The channel will never take this call."""

    code: int
    reason: str
    barrier: Barrier | None = None
    """Where it is the chat that stands against it, which takes other calls."""


@dataclass(frozen=True, slots=True)
class Locked:
    """The channel does not let us in at all: a wrong token. The call itself may be right."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """It may have been sent: the connection was lost or the answer did not come in time."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Certainly not sent: there was no connection, or the server said that it could not."""

    reason: str


Result = Sent | RetryAfter | ChatClosed | Migrated | Refused | Locked | Unclear | Unreachable


class Sender(Protocol):
    """The way out of one channel."""

    async def send(self, body: bytes) -> Result:
        """Send one prepared call. Never raises for what the network or the channel does."""
        ...

    def moved(self, body: bytes, address: str) -> bytes:
        """The same prepared call for another address."""
        ...
