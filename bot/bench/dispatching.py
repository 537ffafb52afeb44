"""What sending reminders costs: thousands of rows with a key leave through the real dispatcher, sender and database.

They leave in a process of their own whose processor time is counted, to a made-up Telegram in this one, and faster than
any Telegram would allow: nothing is held back, so that only the work is measured.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import orjson

from bot.bench.calls import TOKEN, Calls
from bot.bench.connections import CallConnection
from bot.bench.prepare import CHANNEL, NOW, database_url
from bot.bench.processes import BOT_CORE, pin
from bot.bench.subjects import ROOT
from bot.channels.telegram.connection import Connection
from bot.channels.telegram.sender import TelegramSender
from bot.clock import Clock
from bot.dispatching import Dispatcher
from bot.pace import RealPace
from bot.token_buckets import Rate, TokenBuckets
from conversations.programme.problem import Problem
from handlers.deliver import Outbox
from storage.open import open_database
from storage.outbox import Outgoing, put_later
from storage.times import millis

if TYPE_CHECKING:
    from pathlib import Path

ROWS: Final = 10_000
FIRST_CHAT: Final = 800_000_000
WITHIN: Final = 180.0
NOT_HELD_BACK: Final = Rate(1e6, 1e6)
TEXT: Final = (
    "⏰ Còn 3 ngày: báo cáo 6 tháng · xã Số {number} (chậm nhất hết ngày 09/6)\n"
    "Đã có 49/57 chỉ tiêu. Còn: 10, 11, 13.2, 13.3, 17.1 và 3 chỉ tiêu nữa"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatched:
    """rows: of the database, all ended as sent. arrived: different messages at Telegram; twice: how many came again."""

    rows: int
    arrived: int
    twice: int
    microseconds: float
    """Of one processor, for each row."""
    per_second: float

    def document(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "arrived": self.arrived,
            "twice": self.twice,
            "cpu_us_each": round(self.microseconds, 1),
            "per_second": round(self.per_second),
        }


async def dispatch(file: Path, *, rows: int = ROWS) -> Dispatched:
    """Measure it on a new database file. Raises Problem: not all left."""
    url = database_url(file)
    database = await open_database(url)
    await database.migrate()
    async with database.write() as tx:
        for number in range(rows):
            put_later(tx, _reminder(number), at=millis(NOW))
    await database.close()
    calls = Calls()
    arrived: Counter[int] = Counter()
    calls.shown = lambda chat, *_: arrived.update((chat,))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: CallConnection(calls), "127.0.0.1", 0, backlog=512)
    port = server.sockets[0].getsockname()[1]
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.bench.dispatching", url, str(port), str(rows),
            stdout=asyncio.subprocess.PIPE, cwd=ROOT,
        )  # fmt: skip
        pin(process.pid, BOT_CORE)
        said, _ = await process.communicate()
    finally:
        server.close()
    if process.returncode:
        raise Problem(code="bench_not_sent", message="Đợt gửi tin không gửi hết.", remedy="Xem nhật ký ở trên.")
    cpu, took, sent = orjson.loads(said)
    return Dispatched(
        rows=sent,
        arrived=len(arrived),
        twice=arrived.total() - len(arrived),
        microseconds=1e6 * cpu / rows,
        per_second=rows / took,
    )


def listed(found: Dispatched) -> str:
    """As a table."""
    return (
        f"{'gửi một tin nhắc hạn':<44}{found.microseconds:>23,.1f} µs\n"
        f"{'tin nhắc hạn gửi được trong một giây':<44}{found.per_second:>23,.0f}\n"
        f"{'tin đã gửi / đã tới / tới hai lần':<44}{f'{found.rows} / {found.arrived} / {found.twice}':>23}"
    )


def _reminder(number: int) -> Outgoing:
    chat = FIRST_CHAT + number
    keyboard = {"inline_keyboard": [[{"text": "▶ Trả lời tiếp", "callback_data": "!fill:1.2.2023-H1"}]]}
    body = {"method": "sendMessage", "chat_id": chat, "text": TEXT.format(number=number), "reply_markup": keyboard}
    return Outgoing(
        channel=CHANNEL, address=str(chat), kind="reminder", body=orjson.dumps(body), key=f"reminder:{number}:7"
    )


async def _send(url: str, port: int, rows: int) -> tuple[float, float, int]:
    """Processor seconds, seconds, rows that ended as sent."""
    base = f"http://127.0.0.1:{port}"
    database = await open_database(url)
    connection = Connection(base_url=f"{base}/bot", token=TOKEN)
    pace = RealPace()
    outbox = Outbox(database=database, clock=Clock(NOW), worker="bench", channel=CHANNEL)
    dispatcher = Dispatcher(
        senders={CHANNEL: TelegramSender(connection)},
        rows=outbox,
        pace=pace,
        buckets=TokenBuckets(began=pace.now(), overall=NOT_HELD_BACK),
    )
    cpu, began = time.process_time(), time.perf_counter()
    dispatcher.start()
    async with asyncio.timeout(WITHIN):
        while dispatcher.sent < rows:  # noqa: ASYNC110 - what it waits for is measured and must not know of it
            await asyncio.sleep(0.05)
        await dispatcher.settled()
    cpu, took = time.process_time() - cpu, time.perf_counter() - began
    await dispatcher.close()
    await connection.close()
    async with database.read() as tx:
        row = await tx.one("SELECT COUNT(*) AS sent FROM outbox WHERE state = 'sent'")
    await database.close()
    return cpu, took, 0 if row is None else row["sent"]


if __name__ == "__main__":
    sys.stdout.buffer.write(orjson.dumps(asyncio.run(_send(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))))
