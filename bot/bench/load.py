"""One life of a bot under load: started, left idle, saturated, paced, stopped; then its database is checked.

This process is the made-up Telegram and all its officers; nothing but 127.0.0.1 is ever called.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.bench.calls import Calls
from bot.bench.connections import CallConnection, Webhook
from bot.bench.figures import Checked, Figures, Phase, percentile
from bot.bench.interview import value_of
from bot.bench.officers import Officers, Update
from bot.bench.processes import BOT_CORE, cpu_seconds, memory_megabytes, pin
from bot.bench.subjects import Ports
from conversations.programme.problem import Problem

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.bench.subjects import Subject

CONNECTIONS: Final = 40
"""Updates that Telegram brings at once unless it is asked for more."""
START_WITHIN: Final = 30.0
STOP_WITHIN: Final = 20.0
WARM_UP: Final = 1.5
"""Seconds, or as long as is measured where that is shorter."""
PACED_OFFICERS: Final = 200

_PROBE: Final = (
    b'{"update_id":1,"message":{"message_id":1,"from":{"id":7,"is_bot":false,"first_name":"Probe"},'
    b'"chat":{"id":7,"first_name":"Probe","type":"private"},"date":1,"text":"/menu"}}'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """rate: updates a second of the paced phase; 0: there is none."""

    seconds: float
    at_once: int
    rate: float
    mode: str

    @property
    def officers(self) -> int:
        """More than can be done with while it lasts: 8,000 updates a second."""
        saturated = int((WARM_UP + self.seconds) * 8000 / 22)
        return self.at_once * 2 + saturated + (PACED_OFFICERS * 2 + int((WARM_UP + self.seconds) * self.rate / 22))


@dataclass(slots=True, kw_only=True)
class _Life:
    """A running bot with what surrounds it."""

    process: subprocess.Popen[bytes]
    calls: Calls
    officers: Officers
    webhook: Webhook | None
    ports: Ports


async def live(subject: Subject, plan: Plan, folder: Path, *, profile: Path | None = None) -> Figures:
    """Measure one life. folder: holds the prepared database. Raises Problem: it does not start or stop."""
    began = time.perf_counter()
    async with _started(subject, plan, folder, profile) as life:
        await _first_accepted(life, folder)
        start = time.perf_counter() - began
        await _introduced(life)
        idle = memory_megabytes(life.process.pid)
        life.officers.begin(plan.at_once)
        saturated = await _phase(life, plan.seconds)
        await _drained(life)
        paced = None
        if plan.rate:
            life.officers.begin(PACED_OFFICERS, rate=plan.rate)
            paced = await _phase(life, plan.seconds)
            await _drained(life)
        loaded = memory_megabytes(life.process.pid)
        stuck = life.officers.waiting
        await _stopped(life)
    return Figures(
        subject=subject.name,
        start_s=start,
        idle_mb=idle,
        loaded_mb=loaded,
        saturated=saturated,
        paced=paced,
        interviews=life.officers.done,
        stuck=stuck,
        ran_dry=life.officers.out_of_officers,
        brought_again=0 if life.webhook is None else life.webhook.brought_again,
        calls=dict(life.calls.counted),
        checked=check(subject, folder, life.officers),
    )


def check(subject: Subject, folder: Path, officers: Officers) -> Checked:
    """Hold what was acknowledged against what is stored."""
    stored = subject.stored(folder)
    acknowledged = right = missing = wrong = twice = 0
    for officer in officers.all.values():
        for question in range(1, officer.acknowledged + 1):
            found = stored.get((officer.chat, question), [])
            acknowledged += 1
            right += found == [value_of(officer.chat, question)]
            missing += not found
            twice += len(found) > 1
            wrong += len(found) == 1 and found != [value_of(officer.chat, question)]
    return Checked(acknowledged=acknowledged, right=right, missing=missing, wrong=wrong, twice=twice)


@asynccontextmanager
async def _started(subject: Subject, plan: Plan, folder: Path, profile: Path | None) -> AsyncIterator[_Life]:
    loop = asyncio.get_running_loop()
    webhook: Webhook | None = None
    calls = Calls()
    server = await loop.create_server(lambda: CallConnection(calls), "127.0.0.1", 0, backlog=512)
    ports = Ports(api=server.sockets[0].getsockname()[1], webhook=_free_port())
    with (folder / "bot.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: ASYNC220, S603 - our own module, and starting it is what is measured
            subject.command(profile),
            env=dict(subject.environment(folder, ports, mode=plan.mode)),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    pin(process.pid, BOT_CORE)
    if plan.mode == "webhook":
        webhook = Webhook(calls, ports.webhook, connections=CONNECTIONS)
    deliver = calls.deliver if webhook is None else webhook.deliver
    officers = Officers(number=plan.officers, deliver=deliver, later=loop.call_later)
    calls.shown = officers.shown
    deliver(Update(1, 7, _PROBE))
    try:
        yield _Life(process=process, calls=calls, officers=officers, webhook=webhook, ports=ports)
    finally:
        if webhook is not None:
            await webhook.close()
        if process.poll() is None:
            process.kill()
            await asyncio.to_thread(process.wait)
        server.close()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


async def _first_accepted(life: _Life, folder: Path) -> None:
    """Until the first update is taken: answered with 200, or behind the offset of the next poll."""
    until = time.perf_counter() + START_WITHIN
    while not (life.calls.polled > 1 if life.webhook is None else life.webhook.accepted.is_set()):
        if life.process.poll() is not None or time.perf_counter() > until:
            log = (folder / "bot.log").read_text(encoding="utf-8", errors="replace")
            raise Problem(
                code="bench_no_start",
                message="Bot được đo không nhận tin đầu tiên.",
                where=log[-2000:],
                remedy="Xem nhật ký của nó ở trên.",
            )
        await asyncio.sleep(0.002)


async def _introduced(life: _Life) -> None:
    """What the bot does once after its start is no part of what an update costs."""
    for _ in range(200):
        if life.calls.counted["setmycommands"]:
            break
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.5)


async def _phase(life: _Life, seconds: float) -> Phase:
    officers, process = life.officers, life.process.pid
    await asyncio.sleep(min(WARM_UP, seconds))
    officers.times.taken.clear()
    officers.times.measuring = True
    updates, calls = officers.answered, sum(life.calls.counted.values())
    cpu, own, began = cpu_seconds(process), time.process_time(), time.perf_counter()
    await asyncio.sleep(seconds)
    took = time.perf_counter() - began
    spent = cpu_seconds(process)
    load = time.process_time() - own
    officers.times.measuring = False
    updates, calls = officers.answered - updates, sum(life.calls.counted.values()) - calls
    taken = sorted(officers.times.taken)
    cost = None if cpu is None or spent is None or not updates else 1000 * (spent - cpu) / updates
    return Phase(
        seconds=took,
        updates=updates,
        per_second=updates / took,
        cpu_ms=cost,
        calls=calls / max(updates, 1),
        p50_ms=percentile(taken, 0.50),
        p95_ms=percentile(taken, 0.95),
        p99_ms=percentile(taken, 0.99),
        bot_busy=None if cpu is None or spent is None else (spent - cpu) / took,
        load_busy=load / took,
    )


async def _drained(life: _Life) -> None:
    """Let what is under way be answered, for two seconds at most."""
    life.officers.stop()
    for _ in range(200):
        if not life.officers.waiting:
            break
        await asyncio.sleep(0.01)


async def _stopped(life: _Life) -> None:
    os.kill(life.process.pid, signal.SIGTERM)
    try:
        await asyncio.to_thread(life.process.wait, STOP_WITHIN)
    except subprocess.TimeoutExpired as late:
        raise Problem(
            code="bench_no_stop", message="Bot được đo không dừng khi được lệnh.", remedy="Xem nhật ký của nó."
        ) from late
