"""What the single parts of a turn cost, in this process, without network: microseconds of one processor."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, Final

import orjson

from bot.bench.long_history import page_of_history
from bot.bench.officers import Officers
from bot.bench.prepare import CHANNEL, NOW, database_url
from bot.bench.review_queue import desks
from bot.bench.subjects import DATABASE
from bot.channels.telegram.updates import Received, read_update
from bot.clock import Clock
from bot.wiring import make_services
from conversations.engine.step import needs, step
from conversations.engine.topmost import screen_of
from handlers.audit import verify_log
from handlers.facts import load_facts
from handlers.group_turn import GroupIncoming
from handlers.ports import Place
from handlers.turn import Incoming, take_turn
from storage import session_codec, sessions
from storage.open import open_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from bot.bench.officers import Update
    from bot.bench.review_queue import Desk
    from conversations.engine.events import Event
    from conversations.engine.facts import Facts
    from conversations.engine.session import Session
    from handlers.ports import Services
    from storage.database import Database, Transaction

AT_ONCE: Final = 64
REPEATS: Final = 7
AT_QUESTION: Final = 6
"""Turns before the parts are measured: the overview is behind, a question with buttons is on the screen."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a turn and its cost."""

    name: str
    microseconds: float


async def parts(folder: Path) -> tuple[Part, ...]:
    """Measure them on the prepared database in this folder."""
    database = await open_database(database_url(folder / DATABASE))
    try:
        player = Player(database, make_services(Clock(NOW), worker="bench"))
        await player.play(1, turns=AT_QUESTION)
        found = await _single(player)
        one = await player.play(1, turns=600)
        many = await player.play(AT_ONCE, turns=3000)
        return (
            *found,
            Part("một lượt, lần lượt", one),
            Part(f"một lượt, {AT_ONCE} người cùng chờ", many),
            Part("kiểm một mục nhật ký", await _examining(database)),
            Part("một trang lịch sử, số liệu có 1.000 lần ghi", await page_of_history(database, player.services)),
            *_desks(await desks(folder)),
        )
    finally:
        await database.close()


def _desks(found: Sequence[Desk]) -> Iterator[Part]:
    for one in found:
        yield Part(f"bàn của phòng, {one.items} mục chờ", one.opened)
        yield Part(f"một trang danh sách, {one.items} mục chờ", one.paged)
        yield Part(f"đánh giá rồi mục tiếp theo, {one.items} mục chờ", one.next_item)


class Player:
    """Takes turns as the webhook would, and lets the officers see what leaves."""

    def __init__(self, database: Database, services: Services) -> None:
        self.database = database
        self.services = services
        self.last: Update | None = None
        self._done: list[Update] = []
        self._officers = Officers(number=600, deliver=self._done.append, later=lambda *_: None)

    async def play(self, at_once: int, *, turns: int) -> float:
        """So many turns, so many waiting at a time; processor time of one of them."""
        self._officers.begin(at_once)
        began, taken = time.process_time(), 0
        while self._done and taken < turns:
            batch, self._done[:] = list(self._done), []
            await asyncio.gather(*map(self._take, batch))
            taken += len(batch)
        cost = 1e6 * (time.process_time() - began) / max(taken, 1)
        self._officers.stop()
        self.last = self._done[-1] if self._done else self.last
        self._done.clear()
        return cost

    async def waits(self, turns: int) -> list[float]:
        """So many turns, one after another, each as long as its officer waits, in seconds."""
        self._officers.begin(1)
        waited: list[float] = []
        while self._done and len(waited) < turns:
            update = self._done.pop()
            began = time.perf_counter()
            await self._take(update)
            waited.append(time.perf_counter() - began)
            await asyncio.sleep(0.002)  # officers do not answer at once; others have the processor meanwhile
        self._officers.stop()
        self._done.clear()
        return waited

    async def _take(self, update: Update) -> None:
        turned = await take_turn(self.database, incoming_of(update.body), self.services)
        for due in turned.outgoing:
            call = orjson.loads(due.body)
            if "text" in call:
                message = b'{"message_id":1,"chat":{"id":%d,"type":"private"}}' % update.chat
                self._officers.shown(update.chat, call["text"], call.get("reply_markup"), message)


def incoming_of(raw: bytes) -> Incoming:
    """What an update says; here every one is for a turn."""
    read = read_update(raw)
    if not isinstance(read, Received) or isinstance(read.incoming, GroupIncoming):
        raise TypeError(type(read).__name__)
    return read.incoming


async def _single(player: Player) -> tuple[Part, ...]:
    if player.last is None:
        raise LookupError("an update")
    raw = player.last.body
    incoming = incoming_of(raw)

    async def work(tx: Transaction) -> tuple[Session, Facts, float]:
        stored = await sessions.load(tx, channel=CHANNEL, address=incoming.address)
        if stored is None:
            raise LookupError("a session")
        return await _facts(tx, stored.session, incoming.event, player.services)

    session, facts, reading = await player.database.turn(work)
    screen = screen_of(session.top, facts)
    text = session_codec.dump(session)
    renderer = player.services.renderers[CHANNEL]
    place = Place(address=incoming.address, edit="1")
    return (
        Part("đọc một tin", _cost(lambda: read_update(raw))),
        Part("đọc phiên trò chuyện", _cost(lambda: session_codec.load(text))),
        Part("ghi phiên trò chuyện", _cost(lambda: session_codec.dump(session))),
        Part("lấy dữ kiện", reading),
        Part("quyết định một bước", _cost(lambda: step(session, incoming.event, facts))),
        Part("dựng màn hình", _cost(lambda: screen_of(session.top, facts))),
        Part("kết xuất cho Telegram", _cost(lambda: renderer.screen(screen, token="1", place=place))),  # noqa: S106
    )


async def _facts(tx: Transaction, session: Session, event: Event, services: Services) -> tuple[Session, Facts, float]:
    costs, times = [], 200
    wanted = needs(session, event)
    facts: Facts | None = None
    for _ in range(REPEATS):
        began = time.process_time()
        for _ in range(times):
            facts = await load_facts(tx, wanted, session=session, services=services, caches=services.caches, now=NOW)
        costs.append(1e6 * (time.process_time() - began) / times)
    if facts is None:
        raise LookupError("facts")
    return session, facts, median(costs)


async def _examining(database: Database) -> float:
    began = time.process_time()
    found = await verify_log(database)
    return 1e6 * (time.process_time() - began) / max(found.entries, 1)


def _cost(call: Callable[[], Any], *, times: int = 500) -> float:
    costs = []
    for _ in range(REPEATS):
        began = time.process_time()
        for _ in range(times):
            call()
        costs.append(1e6 * (time.process_time() - began) / times)
    return median(costs)


def listed(found: Sequence[Part]) -> str:
    """As a table."""
    return "\n".join(f"{part.name:<44}{part.microseconds:>23,.1f} µs" for part in found)
