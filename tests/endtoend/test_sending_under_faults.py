"""Hundreds of rows leave while Telegram refuses, fails, loses its answers, and the bot is killed: every row ends in
exactly one state, no reminder or digest comes twice, and what nobody knows of is listed.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import orjson
import pytest

from bot.simulator.telegram.chats import Standing
from bot.simulator.telegram.faults import FaultKind
from handlers.stuck import list_stuck
from storage.open import open_database
from storage.outbox import Kind, Outgoing, put_later
from storage.times import millis
from tests.endtoend.real_bot import START, RealBot
from tests.handlers.reporting_world import StoppedClock

if TYPE_CHECKING:
    from pathlib import Path

    from bot.simulator.telegram.phones import Phone
    from bot.simulator.telegram.server import Emulator
    from storage.database import Database

CHATS = 100
WITHIN = 60.0
SENT_BEFORE_THE_KILL = 120
UNFINISHED = {"queued", "sending", "retrying"}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")

# what goes wrong in which chats; a chat takes everything that is not in here
FAULTS: dict[str, tuple[FaultKind, int, int]] = {
    "pause": (FaultKind.TOO_MANY, 1, 429),
    "server": (FaultKind.SERVER, 2, 500),
    "gateway": (FaultKind.SERVER, 1, 502),
    "lost": (FaultKind.LOST, 1, 0),
    "broken": (FaultKind.BROKEN, 1, 0),
    "offline": (FaultKind.OFFLINE, 1, 0),
    "blocked": (FaultKind.BLOCKED, 1, 0),
}
TWELFTHS = (*FAULTS, "held")


def trouble_of(number: int) -> str:
    """Eight chats of twelve have a fault of their own."""
    place = number % 12
    return TWELFTHS[place] if place < len(TWELFTHS) else ""


def rows_of(number: int, phone: Phone) -> list[Outgoing]:
    """Two notices in their order, a reminder, and for every second person a digest."""

    def row(text: str, kind: Kind, key: str | None = None) -> Outgoing:
        body = orjson.dumps({"method": "sendMessage", "chat_id": phone.id, "text": text})
        return Outgoing(channel="telegram", address=str(phone.id), kind=kind, body=body, key=key)

    rows = [row(f"notice {number}.1", "notice"), row(f"notice {number}.2", "notice")]
    rows.append(row(f"reminder {number}", "reminder", f"reminder:{number}"))
    if number % 2:
        rows.append(row(f"digest {number}", "digest", f"digest:{number}"))
    return rows


async def ended(database: Database) -> dict[str, str]:
    """The state of every row by what it says."""
    async with database.read() as tx:
        rows = await tx.all("SELECT body, state FROM outbox ORDER BY id")
    return {orjson.loads(row["body"])["text"]: row["state"] for row in rows}


async def put(database: Database, phones: list[Phone]) -> None:
    async with database.write() as tx:
        for number, phone in enumerate(phones):
            for row in rows_of(number, phone):
                put_later(tx, row, at=millis(START))


def arrived(emulator: Emulator) -> list[str]:
    return [str(call.params["text"]) for call in emulator.world.calls_of("sendMessage") if call.applied]


def over(emulator: Emulator, text: str) -> bool:
    """Whether Telegram will hear no more of this row."""
    calls = [call for call in emulator.world.calls_of("sendMessage") if call.params["text"] == text]
    if not calls:
        number = int(text.split()[1].partition(".")[0])
        return trouble_of(number) == "blocked"
    if calls[-1].outcome == "ok":
        return True
    again = ("429", "500", "running") if text.startswith(("reminder", "digest")) else ("429", "50", "cut", "running")
    return not calls[-1].outcome.startswith(again)


@pytest.mark.timeout(120)
async def test_under_faults_and_a_kill_every_row_ends_once_and_what_is_unclear_is_listed(
    emulator: Emulator, folder: Path
) -> None:
    phones = [emulator.phones.add(first_name=f"Cán bộ {number}") for number in range(CHATS)]
    for number, phone in enumerate(phones):
        emulator.world.chats[phone.id].standing = Standing.MEMBER
        trouble = trouble_of(number)
        if trouble in FAULTS:
            kind, times, code = FAULTS[trouble]
            emulator.world.faults.set(kind, method="sendMessage", chat=phone.id, times=times, retry_after=1, code=code)
    held = [phone for number, phone in enumerate(phones) if trouble_of(number) == "held"]
    for phone in held:
        emulator.world.faults.set(FaultKind.HELD_ANSWER, method="sendMessage", chat=phone.id)
    database = await open_database(f"sqlite:///{folder}/ntm.db")
    bot = RealBot(emulator, folder, mode="polling")
    try:
        await put(database, phones)
        await bot.start()
        await emulator.world.wait_for(lambda: len(arrived(emulator)) >= SENT_BEFORE_THE_KILL, timeout=WITHIN)
        await bot.kill()
        killed_after = len(arrived(emulator))
        emulator.world.faults.clear()
        for number, phone in enumerate(phones):
            if trouble_of(number) == "blocked":
                emulator.world.faults.set(FaultKind.BLOCKED, method="sendMessage", chat=phone.id)
        began_again = len(emulator.world.calls)
        await bot.start()
        await emulator.world.wait_for(lambda: len(emulator.world.calls) > began_again + 5, timeout=WITHIN)
        left = {text for text, state in (await ended(database)).items() if state in UNFINISHED}
        await emulator.world.wait_for(lambda: all(over(emulator, text) for text in left), timeout=WITHIN)
        assert await bot.stop() == 0, bot.said()
        states = await ended(database)
        listed = await list_stuck(database, StoppedClock(START + timedelta(minutes=5)))
    finally:
        await bot.close()
        await database.close()

    messages = Counter(arrived(emulator))
    expected = {orjson.loads(row.body)["text"]: row for number, p in enumerate(phones) for row in rows_of(number, p)}
    assert killed_after < len(expected)
    assert states.keys() == expected.keys()
    assert set(states.values()) == {"sent", "unknown", "blocked"}
    keyed = {text for text, row in expected.items() if row.key}
    # sent: exactly once; unclear: at most once; never twice
    assert {text: messages[text] for text in keyed if states[text] == "sent" and messages[text] != 1} == {}
    assert {text: messages[text] for text in keyed if states[text] == "unknown" and messages[text] > 1} == {}
    # a conversation may repeat and never vanishes, except for whoever has blocked us
    notices = expected.keys() - keyed
    assert {states[text] for text in notices} == {"sent", "blocked"}
    assert {text for text in notices if states[text] == "sent" and not messages[text]} == set()
    assert {text for text in expected if states[text] == "blocked" and messages[text]} == set()
    for number, phone in enumerate(phones):
        told = [shown.text for shown in phone.from_bot() if shown.text.startswith("notice")]
        assert list(dict.fromkeys(told)) in ([], [f"notice {number}.1", f"notice {number}.2"])
    assert {states[f"reminder {number}"] for number in range(CHATS) if not trouble_of(number)} <= {"sent", "unknown"}
    unclear = {text for text, state in states.items() if state == "unknown"}
    assert unclear
    assert len([row for row in listed if row.state == "unknown"]) == len(unclear)
    assert bot.lives == 2
    assert "Traceback" not in bot.said()
