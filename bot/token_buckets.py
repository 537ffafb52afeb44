"""How fast a channel is sent to: over all chats, to one chat, to one group. Pure: it is told the time.

Rows with a key (reminders, digests) wait for a token everywhere. A conversation takes the tokens that are there and
does not wait for more, for somebody waits for it and sets its pace; only in a group, whose limit is hard, it waits too.
A 429 stops its own chat. It does not say whether the whole bot was meant: where two chats are refused to which we had
sent no more than their share, everything with a key waits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from storage.addresses import chat_of, is_group


@dataclass(frozen=True, slots=True)
class Rate:
    """burst: messages that may leave at once after a silence. No stretch of n seconds holds more than burst + n times
    per_second.
    """

    per_second: float
    burst: float


OVERALL: Final = Rate(30.0, 10.0)
"""Telegram allows about 30 messages a second over all chats. The burst is what is begun together."""
CONVERSATIONS: Final = Rate(27.0, 10.0)
"""So much of it conversations use up at most: however much is talked, three reminders a second leave."""
CHAT: Final = Rate(1.0, 3.0)
"""Telegram: about one message a second in a chat, a little more for a moment. Three: a reminder, a list, a digest."""
GROUP: Final = Rate(15 / 60, 5.0)
"""Telegram: 20 messages a minute in a group; burst and a minute's refill make 20, so no minute holds more."""

MEAN_ALL: Final = 2
"""So many chats refused without a reason of their own mean the whole bot."""
KEPT: Final = 1_000
"""Chats remembered before the full ones are forgotten; a full bucket says nothing."""
_NEARLY: Final = 1e-6


@dataclass(slots=True)
class Bucket:
    """Tokens that come by themselves up to the burst."""

    rate: Rate
    tokens: float
    at: float

    @classmethod
    def full(cls, rate: Rate, now: float) -> Bucket:
        """As after a long silence."""
        return cls(rate, rate.burst, now)

    def wait(self, now: float, tokens: float = 1.0) -> float:
        """Seconds until so many tokens are there; 0.0: they are."""
        self._fill(now)
        missing = min(tokens, self.rate.burst) - self.tokens
        return missing / self.rate.per_second if missing > _NEARLY else 0.0

    def take(self, now: float) -> bool:
        """Take a token; False: there was none."""
        if self.wait(now):
            return False
        self.tokens = max(0.0, self.tokens - 1.0)
        return True

    def _fill(self, now: float) -> None:
        if now > self.at:
            self.tokens = min(self.rate.burst, self.tokens + (now - self.at) * self.rate.per_second)
            self.at = now


@dataclass(slots=True)
class _Chat:
    bucket: Bucket
    closed_until: float = 0.0
    overfed: bool = False
    """The last message went out although no token was left."""


@dataclass(slots=True)
class TokenBuckets:
    """One channel's buckets. Times are seconds of a clock that never goes back."""

    began: float = 0.0
    overall: Rate = OVERALL
    """What all chats together may get; another channel may have another."""
    _overall: Bucket = field(init=False)
    _conversations: Bucket = field(init=False)
    _chats: dict[str, _Chat] = field(default_factory=dict)
    _refused: dict[str, float] = field(default_factory=dict)
    _forget_at: int = KEPT

    def __post_init__(self) -> None:
        self._overall = Bucket.full(self.overall, self.began)
        self._conversations = Bucket.full(CONVERSATIONS, self.began)

    def rest(self, now: float) -> None:
        """As after a long silence: a clock that is wound forward lets time pass for everybody."""
        self._overall = Bucket.full(OVERALL, now)
        self._conversations = Bucket.full(CONVERSATIONS, now)
        self._chats.clear()
        self._refused.clear()

    def wait_for_all(self, now: float, *, rows: int) -> float:
        """Seconds until so many rows with a key may leave, to whomever."""
        pauses = sorted((until for until in self._refused.values() if until > now), reverse=True)
        if not pauses:
            self._refused.clear()
        pause = pauses[MEAN_ALL - 1] - now if len(pauses) >= MEAN_ALL else 0.0
        return max(pause, self._overall.wait(now, rows))

    def wait_for_chat(self, address: str, now: float) -> float:
        """Seconds until a row with a key may leave to this chat."""
        chat = self._chat(address, now)
        return max(0.0, chat.closed_until - now, chat.bucket.wait(now))

    def wait_to_answer(self, address: str, now: float) -> float:
        """Seconds until a conversation may go on."""
        if is_group(address):
            return self.wait_for_chat(address, now)
        return max(0.0, self._chat(address, now).closed_until - now)

    def take(self, address: str, now: float) -> None:
        """A row with a key leaves."""
        self._overall.take(now)
        self._leaves(address, now)

    def take_answer(self, address: str, now: float) -> None:
        """A row of a conversation leaves."""
        if not self._overall.wait(now) and self._conversations.take(now):
            self._overall.take(now)
        self._leaves(address, now)

    def refused(self, address: str, now: float, seconds: float) -> None:
        """429: nothing may leave to this chat for so long."""
        chat = self._chat(address, now)
        chat.closed_until = max(chat.closed_until, now + seconds)
        if not chat.overfed:
            self._refused[chat_of(address)] = chat.closed_until

    def _leaves(self, address: str, now: float) -> None:
        chat = self._chat(address, now)
        chat.overfed = not chat.bucket.take(now)

    def _chat(self, address: str, now: float) -> _Chat:
        name = chat_of(address)
        found = self._chats.get(name)
        if found is None:
            if len(self._chats) >= self._forget_at:
                self._forget(now)
            rate = GROUP if is_group(address) else CHAT
            found = self._chats[name] = _Chat(Bucket.full(rate, now))
        return found

    def _forget(self, now: float) -> None:
        self._chats = {
            name: chat
            for name, chat in self._chats.items()
            if chat.closed_until > now or chat.bucket.wait(now, chat.bucket.rate.burst)
        }
        self._forget_at = max(KEPT, 2 * len(self._chats))
