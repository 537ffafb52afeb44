"""What a channel's answer means for the row: it left, leaves later, or never will. Nothing is tried for ever unseen.

What surely did not leave is tried again, longer and longer apart. A row that has been tried often is given up as
`failed` when the channel takes others meanwhile (the row itself must be what it refuses), or when it is two days old.
An unclear answer of the channel ends a row with a key as `unknown`; a conversation is repeated a few times.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final, assert_never

from bot.channels.results import (
    ChatClosed,
    Locked,
    Migrated,
    Refused,
    Result,
    RetryAfter,
    Sent,
    Unclear,
    Unreachable,
)
from bot.pace import growing
from conversations.programme.incident import Cause
from handlers.deliver import ATTEMPTS, Ended

if TYPE_CHECKING:
    from bot.pace import Pace
    from bot.token_buckets import TokenBuckets
    from storage.outbox import Due

UNCLEAR_ATTEMPTS: Final = 5
"""How often an answer is sent again whose last sending may have taken effect."""
FIRST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 60.0
WELL_FOR: Final = LONGEST_WAIT
"""A channel that took something so many seconds ago works."""

_log = logging.getLogger(__name__)


class Outcomes:
    """Tells outcomes; remembers what it must for that."""

    def __init__(self, *, buckets: TokenBuckets, pace: Pace) -> None:
        self.sent = 0
        self._buckets = buckets
        self._pace = pace
        self._unclear: dict[int, int] = {}
        self._took_at = float("-inf")

    def of(self, due: Due, result: Result) -> Ended:
        """What becomes of the row. A moved chat is followed before this is asked."""
        match result:
            case Sent(message_id=message_id):
                self.sent += 1
                self._took_at = self._pace.now()
                self._unclear.pop(due.id, None)
                return Ended(due, "sent", message_id)
            case RetryAfter(seconds=seconds):
                self._buckets.refused(due.address, self._pace.now(), seconds)
                return self._again(due, Cause.TOO_FAST, f"429, {seconds:g} s", seconds)
            case Unreachable(reason=reason):
                return self._again(due, Cause.UNREACHABLE, reason, self._growing(due.attempts))
            case Locked(reason=reason):
                return self._again(due, Cause.LOCKED, reason, self._growing(due.attempts))
            case Unclear(reason=reason) if due.key is not None:
                _log.error("whether a row was sent is unknown: %s", reason, extra={"row": due.id, "kind": due.kind})
                return Ended(due, "unknown", reason=reason, cause=Cause.UNCLEAR)
            case Unclear(reason=reason):
                unclear = self._unclear[due.id] = self._unclear.get(due.id, 0) + 1
                if unclear < UNCLEAR_ATTEMPTS:
                    return Ended(due, "retry", reason=reason, wait=self._growing(unclear), cause=Cause.UNCLEAR)
                return self._failed(due, Cause.UNCLEAR, reason)
            case Refused(reason=reason, barrier=barrier):
                return replace(self._failed(due, Cause.REFUSED, reason), barrier=barrier)
            case ChatClosed(reason=reason, barrier=barrier):
                _log.info("a chat is closed to us: %s", reason, extra={"row": due.id})
                return Ended(due, "blocked", reason=reason, barrier=barrier, cause=Cause.CLOSED)
            case Migrated():
                raise AssertionError("a moved chat is followed, not ended")
            case _:
                assert_never(result)

    def _again(self, due: Due, cause: Cause, reason: str, wait: float) -> Ended:
        if due.attempts >= ATTEMPTS and self._pace.now() - self._took_at < WELL_FOR:
            return self._failed(due, cause, reason)
        _log.warning("a row did not leave: %s", reason, extra={"row": due.id, "again_in": round(wait, 1)})
        return Ended(due, "retry", reason=reason, wait=wait, cause=cause)

    def _failed(self, due: Due, cause: Cause, reason: str) -> Ended:
        self._unclear.pop(due.id, None)
        _log.error("a row is given up: %s", reason, extra={"row": due.id, "kind": due.kind, "attempts": due.attempts})
        return Ended(due, "failed", reason=reason, cause=cause)

    def _growing(self, attempt: int) -> float:
        return growing(attempt - 1, first=FIRST_WAIT, longest=LONGEST_WAIT, chance=self._pace.chance())
