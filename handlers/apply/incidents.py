"""Messages that did not leave are queued once more by whoever runs the system, and the audit log keeps who did it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.programme.rights import may_handle_incidents
from conversations.screens import problems
from handlers.stuck import again

if TYPE_CHECKING:
    from conversations.engine.effects import SendAgain
    from handlers.apply.acting import Acting


async def send_again(acting: Acting, effect: SendAgain) -> None:
    """Raises Refusal (no right) or Problem: none of them is stuck any more."""
    if acting.person is None or not may_handle_incidents(acting.person):
        raise problems.not_yours(acting.words)
    done = await again(acting.tx, effect.numbers, by=acting.person.id, now=acting.now, channel=acting.channel)
    if not done:
        raise problems.nothing_stuck(acting.words)
