"""Updates that wait for the bot.

An update waits until it is confirmed: by an offset, or by the webhook's 2XX. It expires a day after it was made, a
button press after 150 seconds. Redelivered updates come once more, whatever was confirmed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import orjson

from bot.simulator.telegram.spec import Json

LIFETIME: Final = timedelta(hours=24)
PRESS_LIFETIME: Final = timedelta(seconds=150)
REMEMBERED: Final = 20_000  # updates that can still be delivered again
BY_REQUEST_ONLY: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True, kw_only=True)
class Update:
    id: int
    kind: str
    chat: int | None
    queue: str  # updates of one queue reach a webhook one after the other
    body: bytes
    made: datetime
    expires: datetime
    deliveries: int = 0
    closed: bool = False  # confirmed or expired
    confirmed: bool = False


class Updates:
    def __init__(self, *, first_id: int = 100_000_001) -> None:
        self._next_id = first_id
        self._pending: dict[int, Update] = {}
        self._again: list[Update] = []
        self._held: list[Update] = []
        self._open_by_chat: dict[int | None, int] = {}
        self.made: dict[int, Update] = {}
        self.allowed: frozenset[str] | None = None
        self.on_ready: list[Callable[[Update], None]] = []  # the waiting poll and the webhook
        self.on_confirmed: Callable[[Update], None] = lambda _: None

    def allow(self, kinds: Iterable[str] | None, *, known: Iterable[str]) -> None:
        """allowed_updates: names in any case, unknown ones skipped, an empty list means the default; None keeps."""
        if kinds is None:
            return
        chosen = frozenset(kind.lower() for kind in kinds) & frozenset(known)
        self.allowed = chosen or None

    def wanted(self, kind: str) -> bool:
        return kind not in BY_REQUEST_ONLY if self.allowed is None else kind in self.allowed

    def push(
        self,
        kind: str,
        payload: Json,
        *,
        chat: int | None,
        queue: str,
        now: datetime,
        hold: bool = False,
        copies: int = 1,
    ) -> Update | None:
        """A new update, or None when the bot did not ask for this kind. `hold` keeps it back until release()."""
        if not self.wanted(kind):
            return None
        number = self._next_id
        self._next_id += 1
        body = orjson.dumps({"update_id": number, kind: payload})
        return self.push_raw(body, number=number, kind=kind, chat=chat, queue=queue, now=now, hold=hold, copies=copies)

    def push_raw(
        self,
        body: bytes,
        *,
        kind: str,
        chat: int | None,
        queue: str,
        now: datetime,
        number: int | None = None,
        hold: bool = False,
        copies: int = 1,
    ) -> Update:
        """An update with a body as it is, for bodies no library should be able to read."""
        if number is None:
            number = self._next_id
            self._next_id += 1
        lifetime = PRESS_LIFETIME if kind == "callback_query" else LIFETIME
        update = Update(id=number, kind=kind, chat=chat, queue=queue, body=body, made=now, expires=now + lifetime)
        self.made[number] = update
        if len(self.made) > REMEMBERED:
            oldest = next(iter(self.made))
            if self.made[oldest].closed:
                del self.made[oldest]
        self._open_by_chat[chat] = self._open_by_chat.get(chat, 0) + 1
        if hold:
            self._held.append(update)
            return update
        self._pending[number] = update
        self._again.extend([update] * (copies - 1))
        self._ready(update, times=copies)
        return update

    def next_id(self) -> int:
        """The number the next update will have."""
        return self._next_id

    def redeliver(self, number: int) -> None:
        """Bring an update once more, as after a 2XX that was lost on its way."""
        update = self.made[number]
        if number not in self._pending:
            self._again.append(update)
        self._ready(update)

    def release(self) -> list[Update]:
        """Let the held updates go: they arrive after younger ones."""
        released, self._held = self._held, []
        for update in released:
            self._again.append(update)
            self._ready(update)
        return released

    def _ready(self, update: Update, *, times: int = 1) -> None:
        for listener in self.on_ready:
            for _ in range(times):
                listener(update)

    def expire(self, now: datetime) -> list[Update]:
        """Drop what has waited too long. Held and repeated updates are kept: they are the tester's."""
        gone: list[Update] = []
        for update in list(self._pending.values()):
            if update.expires <= now:
                gone.append(update)
                self._close(update, confirmed=False)
        return gone

    def confirm(self, number: int) -> None:
        """The webhook answered 2XX."""
        update = self.made.get(number)
        if update is not None:
            if self._again:
                self._again = [again for again in self._again if again is not update]
            self._close(update, confirmed=True)

    def confirm_below(self, offset: int) -> None:
        """getUpdates with an offset: everything before it is done with."""
        while self._pending:
            first = next(iter(self._pending))
            if first >= offset:
                break
            self._close(self._pending[first], confirmed=True)

    def forget_all_but(self, last: int) -> None:
        """A negative offset: only the last ones stay."""
        for number in list(self._pending)[:-last]:
            self._close(self._pending[number], confirmed=True)

    def _close(self, update: Update, *, confirmed: bool) -> None:
        self._pending.pop(update.id, None)
        if not update.closed:
            left = self._open_by_chat.get(update.chat, 1) - 1
            if left:
                self._open_by_chat[update.chat] = left
            else:
                self._open_by_chat.pop(update.chat, None)
            update.closed = True
        if confirmed:
            update.confirmed = True
            self.on_confirmed(update)

    def batch(self, limit: int) -> list[Update]:
        """What a poll gets now: repeated ones first, then the pending in order."""
        chosen: list[Update] = []
        while self._again and len(chosen) < limit:
            again = self._again.pop(0)
            chosen.append(again)
            if again.id not in self._pending:
                self._close(again, confirmed=True)
        for update in self._pending.values():
            if len(chosen) >= limit:
                break
            chosen.append(update)
        for update in chosen:
            update.deliveries += 1
        return chosen

    def take_again(self) -> list[Update]:
        """The repeated ones, for a webhook that has just been set."""
        taken, self._again = self._again, []
        return taken

    def pending(self) -> list[Update]:
        return list(self._pending.values())

    def drop_pending(self) -> None:
        for update in self.pending():
            self._close(update, confirmed=False)
        self._again.clear()

    def count(self) -> int:
        return len(self._pending) + len(self._again) + len(self._held)

    def open_in(self, chat: int | None) -> int:
        """How many updates of this chat the bot has not confirmed yet, held ones included."""
        return self._open_by_chat.get(chat, 0)

    def is_waiting(self) -> bool:
        return bool(self._pending or self._again)
