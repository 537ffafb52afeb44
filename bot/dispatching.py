"""Dispatching: outbox rows leave, in order for one chat, side by side for different ones; what became of them is kept.

A turn's rows are handed over in memory right after its commit; the rows themselves are what survives a crash, so what
is due and in nobody's hand is claimed at start and every second. A row with a key (a reminder, a digest) is marked
`sending` and committed before its call, and an unclear outcome is never sent again; an answer may repeat, it never
vanishes. Answers come before reminders and those before digests, also when ten thousand wait.
"""

from __future__ import annotations

import asyncio
import heapq
import logging
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from bot.channels.results import Migrated, NeverBegun, Result, Sender, Unclear
from bot.dispatching_outcomes import FIRST_WAIT, Outcomes
from bot.token_buckets import TokenBuckets
from conversations.programme.incident import Cause
from conversations.programme.problem import Problem
from handlers.deliver import Ended

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.pace import Pace
    from storage.outbox import Due

AT_ONCE: Final = 100
FILES_AT_ONCE: Final = 10
"""Most of them wait for their file to be made; nobody's answer waits with them."""
BEGUN_TOGETHER: Final = 10
BEGUN_AT_MOST: Final = 50
"""Rows with a key that are marked and have not ended; so few are in doubt when we are killed, however slowly their
pictures are made or the channel takes them.
"""
CLAIMED_AT_ONCE: Final = 200
LOOK_EVERY: Final = 1.0
WRITTEN_WITHIN: Final = 0.05
KEPT_EVERY: Final = 60.0
"""Leases are renewed well before they end, however long a row waits in here."""

_log = logging.getLogger(__name__)


class Rows(Protocol):
    """The outbox as dispatching needs it. Each call is one committed transaction."""

    async def claim(self, limit: int, *, answers_only: bool = False) -> Sequence[Due]:
        """Rows to send now, the most urgent first, in order within a conversation."""
        ...

    async def keep(self, rows: Collection[int]) -> None:
        """These are still in this worker's hand."""
        ...

    async def begin(self, dues: Sequence[Due]) -> Collection[int]:
        """Mark rows with a key as being sent, before they are; only those returned may be."""
        ...

    async def write(self, ended: Sequence[Ended]) -> None:
        """Write back what became of rows, all or none."""
        ...

    async def move(self, channel: str, old: str, new: str) -> None:
        """A chat has another address."""
        ...


@dataclass(slots=True)
class _Lane:
    """One chat's rows in their order. stopped: one must be retried; until that is written nothing else leaves."""

    rows: deque[Due] = field(default_factory=deque)
    task: asyncio.Task[None] | None = None
    stopped: bool = False


_Lanes = dict[tuple[str, str], _Lane]


class Dispatcher:
    """Sends until closed."""

    def __init__(
        self, *, senders: Mapping[str, Sender], rows: Rows, pace: Pace, buckets: TokenBuckets | None = None
    ) -> None:
        """buckets: None has the limits of Telegram."""
        self._senders = senders
        self._rows = rows
        self._pace = pace
        self._buckets = TokenBuckets(began=pace.now()) if buckets is None else buckets
        self._outcomes = Outcomes(buckets=self._buckets, pace=pace)
        self._keep_at = pace.now() + KEPT_EVERY
        self._lanes: _Lanes = {}
        self._files: _Lanes = {}
        self._keyed: list[tuple[int, int, Due]] = []
        self._keyed_there = asyncio.Event()
        self._in_hand: set[int] = set()
        self._ended: list[Ended] = []
        self._moved: dict[tuple[str, str], str] = {}
        self._to_write = asyncio.Event()
        self._changed = asyncio.Event()
        self._loops: list[asyncio.Task[None]] = []
        self._begun: set[int] = set()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._room_for_keyed = asyncio.Semaphore(BEGUN_AT_MOST)
        self._room_for_files = asyncio.Semaphore(FILES_AT_ONCE)

    @property
    def sent(self) -> int:
        """Messages that have left in this life."""
        return self._outcomes.sent

    def hand_over(self, rows: Sequence[Due]) -> None:
        """Rows just committed as in this worker's hand. Returns at once."""
        for due in rows:
            if due.id in self._in_hand:
                continue
            self._in_hand.add(due.id)
            if due.channel not in self._senders:
                self._end(Ended(due, "released"))  # another worker serves that channel
            elif due.key is None:
                self._to_lane(due)
            else:
                heapq.heappush(self._keyed, (due.priority, due.id, due))
                self._keyed_there.set()

    def rested(self) -> None:
        """Time has passed that this process's own clock knows nothing of."""
        self._buckets.rest(self._pace.now())

    def start(self) -> None:
        """Look for rows that are due, send those with a key at their pace, write down what became of all."""
        self._loops = [asyncio.create_task(loop()) for loop in (self._look, self._send_keyed, self._write)]

    async def close(self, *, within: float = 5.0) -> None:
        """Finish the calls under way, give back what was not begun, write down what became of the rest."""
        await _cancelled(self._loops)
        lanes = (*self._lanes.values(), *self._files.values())
        for lane in lanes:
            self._ended += [Ended(due, "released") for due in list(lane.rows)[1:]]
            while len(lane.rows) > 1:
                lane.rows.pop()
        calling = [lane.task for lane in lanes if lane.task]
        if calling:
            await asyncio.wait(calling, timeout=within)
            await _cancelled(calling)
        self._ended += [Ended(due, "released") for _, _, due in self._keyed]
        self._keyed.clear()
        await self.write_down()

    async def settled(self) -> None:
        """Return when nothing is in hand and everything is written down."""
        while self._in_hand:
            if self._ended:
                await self.write_down()
            else:
                self._changed.clear()
                await self._changed.wait()

    async def claim(self) -> int:
        """Take what is due into hand; how many rows there were."""
        rows = await self._rows.claim(CLAIMED_AT_ONCE, answers_only=len(self._keyed) >= CLAIMED_AT_ONCE)
        self.hand_over(rows)
        return len(rows)

    async def write_down(self) -> None:
        """Write back what has ended so far. Where the database cannot be written it is kept, and this raises."""
        ended, self._ended = self._ended, []
        if not ended:
            return
        stopped = [(self._lanes_of(one.due), (one.due.channel, one.due.address)) for one in ended if one.stops]
        ended += [Ended(due, "released") for lanes, chat in stopped for due in _emptied(lanes, chat)]
        try:
            await self._rows.write(ended)
        except BaseException:
            self._ended = ended + self._ended
            raise
        self._in_hand.difference_update(one.due.id for one in ended)
        self._begun.difference_update(one.due.id for one in ended)
        for lanes, chat in stopped:
            late = [Ended(due, "released") for due in _emptied(lanes, chat)]
            if late:
                self._ended += late
                self._to_write.set()
            lanes.pop(chat, None)
        self._changed.set()

    async def _look(self) -> None:
        while True:
            found = 0
            try:
                found = await self.claim()
                if self._in_hand and self._pace.now() >= self._keep_at:
                    await self._rows.keep(tuple(self._in_hand))
                    self._keep_at = self._pace.now() + KEPT_EVERY
            except Exception as problem:  # noqa: BLE001 - whatever it is, looking goes on
                _tell(problem, "the outbox could not be read; it is tried again")
            await self._pace.sleep(WRITTEN_WITHIN if found == CLAIMED_AT_ONCE else LOOK_EVERY)

    async def _write(self) -> None:
        while True:
            await self._to_write.wait()
            self._to_write.clear()
            await self._pace.sleep(WRITTEN_WITHIN)
            try:
                await self.write_down()
            except Exception as problem:  # noqa: BLE001 - whatever it is, the outcomes are kept
                _tell(problem, "what became of sent rows could not be written; it is tried again")
                self._to_write.set()
                await self._pace.sleep(FIRST_WAIT)

    async def _send_keyed(self) -> None:
        while True:
            await self._keyed_there.wait()
            if not self._keyed:
                self._keyed_there.clear()
                continue
            if len(self._begun) + BEGUN_TOGETHER > BEGUN_AT_MOST:
                self._changed.clear()
                await self._changed.wait()
                continue
            pause = self._buckets.wait_for_all(self._pace.now(), rows=min(BEGUN_TOGETHER, len(self._keyed)))
            if pause:
                await self._pace.sleep(pause)
                continue
            rows = self._most_urgent()
            if rows:
                await self._begin(rows)

    def _most_urgent(self) -> list[Due]:
        """Rows with a key whose turn it is, taken from what waits; a chat that must wait gives its rows back."""
        now = self._pace.now()
        rows: list[Due] = []
        while self._keyed and len(rows) < BEGUN_TOGETHER:
            due = heapq.heappop(self._keyed)[2]
            wait = self._buckets.wait_for_chat(due.address, now)
            if wait:
                self._end(Ended(due, "later", wait=wait))
            else:
                self._buckets.take(due.address, now)
                rows.append(due)
        return rows

    async def _begin(self, rows: Sequence[Due]) -> None:
        try:
            begun = await self._rows.begin(rows)
        except asyncio.CancelledError:
            self._ended += [Ended(due, "released") for due in rows]
            raise
        except Exception:  # noqa: BLE001 - whatever it is, they are given back
            _log.exception("rows could not be marked as being sent")
            begun = ()
            for due in rows:
                self._end(Ended(due, "released"))
        for due in rows:
            if due.id in begun:
                self._begun.add(due.id)
                self._to_lane(due)
            else:
                self._in_hand.discard(due.id)
        self._changed.set()

    def _lanes_of(self, due: Due) -> _Lanes:
        return self._files if due.kind == "file" else self._lanes

    def _to_lane(self, due: Due, lanes: _Lanes | None = None) -> None:
        """Behind what waits for its chat. A file is made when what was told before it has left, and what comes after
        does not wait for it.
        """
        lanes = self._lanes if lanes is None else lanes
        chat = (due.channel, due.address)
        lane = lanes.get(chat)
        if lane is None:
            lane = lanes[chat] = _Lane()
            lane.rows.append(due)
            lane.task = asyncio.create_task(self._run(chat, lane, lanes))
        else:
            lane.rows.append(due)

    async def _run(self, chat: tuple[str, str], lane: _Lane, lanes: _Lanes) -> None:
        """Send a chat's rows until there are none, or the first must be retried."""
        while lane.rows:
            due = lane.rows[0]
            if lanes is not (own := self._lanes_of(due)):
                self._to_lane(lane.rows.popleft(), own)
                continue
            wait = self._answer_wait(due)
            if wait:
                lane.rows.popleft()
                self._end(Ended(due, "later", wait=wait))
                lane.stopped = True
                return
            try:
                result = await self._send(chat, due)
            except NeverBegun:
                lane.rows.popleft()
                self._end(Ended(due, "released"))
                raise
            except asyncio.CancelledError:
                lane.rows.popleft()
                self._end(Ended(due, "unknown" if due.key else "retry", cause=Cause.STOPPED))
                raise
            if isinstance(result, Migrated):
                await self._move(chat, result.address)
                continue
            lane.rows.popleft()
            ended = self._outcomes.of(due, result)
            self._end(ended)
            if ended.ending == "blocked":
                for waiting in (*_emptied(self._lanes, chat), *_emptied(self._files, chat)):
                    self._end(Ended(waiting, "blocked", reason=ended.reason, cause=ended.cause))
            if ended.ending == "retry":
                lane.stopped = True
                return
        if lanes.get(chat) is lane:
            del lanes[chat]

    def _answer_wait(self, due: Due) -> float:
        """Seconds that a conversation must wait; where it need not, it takes its token. Rows with a key have theirs."""
        if due.key is not None:
            return 0.0
        now = self._pace.now()
        wait = self._buckets.wait_to_answer(due.address, now)
        if not wait:
            self._buckets.take_answer(due.address, now)
        return wait

    async def _send(self, chat: tuple[str, str], due: Due) -> Result:
        sender = self._senders[due.channel]
        body = sender.moved(due.body, self._moved[chat]) if chat in self._moved else due.body
        room = self._room_for(due)
        try:
            await room.acquire()
        except asyncio.CancelledError:
            raise NeverBegun from None
        try:
            return await sender.send(body)
        except Exception as problem:  # noqa: BLE001 - a fault of one call must not end its chat
            _log.exception("a sender failed", extra={"row": due.id})
            return Unclear(type(problem).__name__)
        finally:
            room.release()

    def _room_for(self, due: Due) -> asyncio.Semaphore:
        """Answers have theirs for themselves; of rows with a key no more are begun than have room."""
        if due.key is not None:
            return self._room_for_keyed
        return self._room_for_files if due.kind == "file" else self._room

    async def _move(self, chat: tuple[str, str], address: str) -> None:
        """Follow a chat to its new address; writing it down may fail, the next call tells again."""
        self._moved[chat] = address
        try:
            await self._rows.move(chat[0], chat[1], address)
        except Exception:  # noqa: BLE001 - the message can still leave
            _log.exception("a chat's new address could not be written down")

    def _end(self, ended: Ended) -> None:
        self._ended.append(ended)
        self._to_write.set()
        self._changed.set()


def _emptied(lanes: _Lanes, chat: tuple[str, str]) -> list[Due]:
    lane = lanes.get(chat)
    if lane is None:
        return []
    rows = list(lane.rows)
    lane.rows.clear()
    return rows


def _tell(problem: Exception, what: str) -> None:
    """An outage comes back every second: a line each time, and a traceback only for a fault of ours."""
    if isinstance(problem, Problem):
        _log.error("%s: %s", what, problem)
    else:
        _log.error(what, exc_info=problem)


async def _cancelled(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
