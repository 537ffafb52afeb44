"""What exists only while the bot is tried out on this machine: a clock that is wound, and phones without buttons.

A server of its own at NTM_TRY_LISTEN: /clock is there when NTM_CLOCK is set, /plain and /same when NTM_PLAIN_URL is;
only on a loopback address and only for callers of this machine that are no web page. Not set, nothing of this loads.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Final

import orjson
from aiohttp import web
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from bot.channels.loopback import LoopbackSender
from bot.dispatching import Dispatcher
from bot.settings import host_and_port, loopback
from bot.turns import OutageError, Turns
from conversations.engine.events import Event, Said, SentOther
from conversations.reading.fold import tidy
from conversations.reading.limits import MESSAGE
from handlers.deliver import Outbox
from handlers.same_person import same_person
from handlers.turn import Incoming

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.clock import Clock
    from bot.pace import Pace
    from bot.scheduling import Scheduling
    from handlers.ports import Services
    from storage.database import Database

CHANNEL: Final = "plain"
SETTLED_WITHIN: Final = 5.0
"""Seconds; longer, and somebody has cut the network."""
TELEGRAM: Final = "telegram"

_log = logging.getLogger(__name__)


class _Wind(BaseModel):
    model_config = ConfigDict(extra="forbid")

    at: AwareDatetime | None = None
    advance_seconds: Annotated[float, Field(ge=0, le=10 * 366 * 86400)] | None = None


class _Typed(BaseModel):
    model_config = ConfigDict(extra="forbid")

    key: Annotated[str, Field(min_length=1, max_length=100)]
    sender: Annotated[str, Field(min_length=1, max_length=100)]
    name: Annotated[str, Field(max_length=200)] = ""
    text: str


class _Same(BaseModel):
    model_config = ConfigDict(extra="forbid")

    address: Annotated[str, Field(min_length=1, max_length=100)]


class PlainPhones:
    """Phones of the plain channel: what they type becomes turns, what they are to show is posted to one address."""

    def __init__(self, *, url: str, database: Database, clock: Clock, pace: Pace, services: Services) -> None:
        outbox = Outbox(database=database, clock=clock, worker=services.worker, channel=CHANNEL, services=services)
        self._database = database
        self._clock = clock
        self._sender = LoopbackSender(url)
        self._outbox = outbox
        self.dispatcher = Dispatcher(senders={CHANNEL: self._sender}, rows=outbox, pace=pace)
        self.turns = Turns(database=database, services=services, hand_over=self.dispatcher.hand_over, pace=pace)

    async def start(self) -> None:
        """Take over what the last life left, and send."""
        await self._outbox.free_own()
        self.dispatcher.start()

    async def close(self) -> None:
        """Finish what was begun."""
        await self.dispatcher.close()
        await self._sender.close()

    async def same(self, address: str) -> None:
        """The phones of that address are one person's, on Telegram and here."""
        await same_person(self._database, channels=(TELEGRAM, CHANNEL), address=address, now=self._clock.now())

    async def take(self, typed: _Typed) -> None:
        """One text; committed when this returns. Raises OutageError."""
        text = tidy(typed.text, keep_newlines=True)
        event: Event = Said(text=text) if 0 < len(text) <= MESSAGE else SentOther(kind="long_text")
        await self.turns.take(
            Incoming(
                channel=CHANNEL,
                key=typed.key,
                kind="message",
                address=typed.sender,
                sender=typed.name or typed.sender,
                language="vi",
                event=event,
            )
        )


class Winding:
    """The bot's clock wound forward. It stops wherever something is due and lets it leave: nothing comes late."""

    def __init__(self, *, clock: Clock, scheduling: Scheduling, dispatchers: Sequence[Dispatcher]) -> None:
        self.clock = clock
        self._scheduling = scheduling
        self._dispatchers = dispatchers

    async def next_stop(self, until: datetime) -> datetime | None:
        """The next moment at which something is due, not after that one."""
        return next(iter(await self._scheduling.moments(until)), None)

    async def to(self, then: datetime) -> None:
        """What is due up to then has left when this returns, unless the network is in its way."""
        while (stop := await self.next_stop(then)) is not None:
            await self._at(stop)
        await self._at(then)

    async def _at(self, moment: datetime) -> None:
        self.clock.set(max(moment, self.clock.now()))
        if not (await self._scheduling.look()).queued:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(SETTLED_WITHIN):
                for dispatcher in self._dispatchers:
                    dispatcher.rested()
                    while await dispatcher.claim():
                        await dispatcher.settled()


class Trying:
    """Serves between start() and close()."""

    def __init__(self, *, address: str, winding: Winding | None, phones: PlainPhones | None) -> None:
        """winding: None where the clock may not be wound. phones: None where there is no plain channel."""
        self.port = 0
        self._address = address
        self._winding = winding
        self._phones = phones
        self._runner: web.ServerRunner | None = None

    async def start(self) -> None:
        """Raises OSError where the address is taken."""
        if self._phones is not None:
            await self._phones.start()
        runner = web.ServerRunner(web.Server(self._handle, access_log=None), handle_signals=False, shutdown_timeout=1.0)
        self._runner = runner
        await runner.setup()
        await web.TCPSite(runner, *host_and_port(self._address), reuse_address=True).start()
        self.port = runner.addresses[0][1]

    async def close(self) -> None:
        """Finish what was begun."""
        if self._runner is not None:
            await self._runner.cleanup()
        if self._phones is not None:
            await self._phones.close()

    def link_to(self, base: str) -> None:
        """From now on invitations lead there."""
        if self._phones is not None:
            self._phones.turns.link_to(base)

    async def _handle(self, request: web.BaseRequest) -> web.Response:
        host = request.host.rpartition(":")[0] if request.host.rpartition(":")[2].isdecimal() else request.host
        if not loopback(host.strip("[]")) or "Origin" in request.headers:
            return web.Response(status=403)
        try:
            match request.method, request.path:
                case (("GET" | "POST"), "/clock") if self._winding is not None:
                    return await self._wind(request, self._winding)
                case "POST", "/plain" if self._phones is not None:
                    return await self._typed(request, self._phones)
                case "POST", "/same" if self._phones is not None:
                    await self._phones.same(_Same.model_validate_json(await request.read()).address)
                    return _json({"same": True})
                case _:
                    return web.Response(status=404)
        except ValidationError as problem:
            return _json({"error": f"{problem.error_count()} wrong fields"}, status=400)

    async def _wind(self, request: web.BaseRequest, winding: Winding) -> web.Response:
        """GET tells the time, and with ?until=… when something is due next; POST {"at": …} or {"advance_seconds": …}
        winds it forward, never back.
        """
        clock = winding.clock
        if request.method == "GET" and "until" in request.query:
            until = datetime.fromisoformat(request.query["until"])
            stop = await winding.next_stop(until)
            return _json({"now": _said(clock.now()), "next": None if stop is None else _said(stop)})
        if request.method == "POST":
            wish = _Wind.model_validate_json(await request.read())
            to = wish.at or clock.now() + timedelta(seconds=wish.advance_seconds or 0)
            if to < clock.now():
                return _json({"error": "the clock is wound forward only", "now": _said(clock.now())}, status=409)
            await winding.to(to)
            _log.info("the clock was wound to %s", _said(to))
        return _json({"now": _said(clock.now())})

    async def _typed(self, request: web.BaseRequest, phones: PlainPhones) -> web.Response:
        """POST {"key": …, "sender": …, "name": …, "text": …}: 200 when it is durably taken."""
        try:
            await phones.take(_Typed.model_validate_json(await request.read()))
        except OutageError as problem:
            _log.error("the database cannot be written (%s)", problem)
            return web.Response(status=503, headers={"Retry-After": "2"})
        return _json({"taken": True})


def _said(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


def _json(document: Mapping[str, Any], *, status: int = 200) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(document), content_type="application/json")
