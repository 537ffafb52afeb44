"""The demo: a world in an empty database, a Telegram of its own, the unmodified bot, and a page of phones.

`async with Demo(data=…, world=…) as demo:` and the page is at demo.url.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

import aiohttp

from bot.clock import Clock
from bot.codes import RandomCodes
from bot.simulator.bot_process import BotProcess
from bot.simulator.pages import Pages
from bot.simulator.plain_phones import PlainPhones
from bot.simulator.recording import Recorder
from bot.simulator.telegram.groups import Group
from bot.simulator.telegram.server import Emulator
from bot.simulator.telegram.world import TOKEN, World
from bot.simulator.why import explain, explain_group
from bot.simulator.winding import wound_to
from bot.simulator.worlds import Ticket, invite_cast
from bot.trying import CHANNEL as PLAIN
from storage.open import open_database

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from bot.simulator.worlds import DemoWorld, Step
    from storage.database import Database


class Demo:
    """Everything the page shows. Leaves the data folder as it is at the end."""

    def __init__(self, *, data: Path, place: DemoWorld, at: datetime | None = None, port: int = 0) -> None:
        """place: the world that is played; at: another moment than its own to begin."""
        self.data = data
        self.place = place
        self._at = at or place.starts
        self.clock = Clock(self._at)
        self.world = World(clock=self.clock.now)
        self.emulator = Emulator(self.world, port=port)
        self.bot = BotProcess(data=data, clock=self.clock, told=self._bot_changed)
        self.plain = PlainPhones(self.world, self.bot)
        self.steps: tuple[Step, ...] = ()
        self._tickets: dict[int, Ticket] = {}
        self._group: Group | None = None
        self._database: Database | None = None
        self._recorder = Recorder(self.world, self._tickets, begun=self._at, stage=place.starts)

    @property
    def url(self) -> str:
        return f"{self.emulator.url}/"

    # ---- life

    async def __aenter__(self) -> Self:
        try:
            await self._begin()
        except BaseException:
            await self._end()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._end()

    async def _begin(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        database = await open_database(f"sqlite:///{self.data}/ntm.db")
        self._database = database
        await database.migrate()
        loaded = await self.place.load(database)
        tickets, invited = await invite_cast(database, self.place.cast, secrets=RandomCodes(), now=self.clock.now())
        self.steps = (*loaded, (self._at, invited))
        self._hand_out(tickets)
        self.emulator.app.add_routes(Pages(self).routes())
        await self.emulator.start()
        self._recorder.start()
        self.bot.use(
            {
                "NTM_TELEGRAM_TOKEN": TOKEN,
                "NTM_TELEGRAM_BASE_URL": self.emulator.base_url,
                "NTM_TELEGRAM_FILE_URL": self.emulator.file_url,
                "NTM_OPERATOR": self.place.operator,
                "NTM_PLAIN_URL": f"{self.emulator.url}/_demo/plain",
            }
        )
        await self.start_bot()

    async def _end(self) -> None:
        await self.plain.close()
        await self._recorder.close()
        await self.bot.stop()
        await self.emulator.stop()
        if self._database is not None:
            await self._database.close()

    def _hand_out(self, tickets: tuple[Ticket, ...]) -> None:
        phones = {}
        for ticket in tickets:
            phone = self.emulator.phones.add(first_name=ticket.member.name)
            phones[ticket.member.key] = phone
            self._tickets[phone.id] = ticket
            self.plain.add(phone.id, name=ticket.member.name)
        group = self.place.group
        self._group = Group(self.world, title=group.title, by=phones[group.members[0]])
        for key in group.members:
            self._group.join(phones[key])
        self.emulator.control.adopt(self._group)

    # ---- what the page asks for

    def state(self) -> dict[str, Any]:
        """Who takes part, and how things stand."""
        group = self._group
        return {
            "now": self.clock.now(),
            "running": self.bot.running,
            "pid": self.bot.pid,
            "bot": self.world.bot.full_name,
            "username": self.world.bot.username,
            "place": self.place.title,
            "data": str(self.data),
            "phones": [
                {
                    "id": person,
                    "key": ticket.member.key,
                    "name": ticket.member.name,
                    "short": ticket.member.short,
                    "place": ticket.member.place,
                    "hint": ticket.member.hint,
                    "code": ticket.code,
                    "link": f"https://t.me/{self.world.bot.username}?start={ticket.code}",
                    "plain": self.plain[person].on,
                }
                for person, ticket in self._tickets.items()
            ],
            "group": None if group is None else {
                "id": group.id,
                "title": group.chat.title,
                "short": self.place.group.short,
                "place": self.place.group.place,
                "standing": group.chat.standing,
                "members": [
                    {"id": person, "name": self._tickets[person].member.name}
                    for person in group.chat.members if person in self._tickets
                ],
            },
            "faults": [fault.as_json() for fault in self.world.faults.active()],
            "last_event": self.world.events.last,
        }  # fmt: skip

    async def why(self, person: int) -> dict[str, Any]:
        """What is stored about this phone, and the last calls to it; or about the group."""
        if self._database is None:
            raise LookupError("the demo has not begun")
        if self._group is not None and person == self._group.id:
            return await explain_group(self._database, channel="telegram", address=str(person))
        chat = self.plain[person]
        channel = PLAIN if chat.on else "telegram"
        calls = [] if chat.on else [call for call in self.world.calls if call.chat == person][-6:]
        return {
            "channel": channel,
            **await explain(self._database, channel=channel, address=str(person)),
            "calls": [
                {"at": call.at, "method": call.method, "outcome": call.outcome, "applied": call.applied}
                for call in reversed(calls)
            ],
        }

    def transcript(self) -> str:
        """Everything said so far, to be replayed."""
        return self._recorder.document()

    async def wind(self, wish: dict[str, object]) -> datetime:
        """Wind everybody's clock forward; the new time."""
        before = self.clock.now()
        then = wound_to(before, wish)
        while (stop := await self._next_stop(then)) is not None:
            await self._set_clock(stop)
        await self._set_clock(then)
        self._recorder.wound(round((then - before).total_seconds() / 60))
        return then

    async def _next_stop(self, then: datetime) -> datetime | None:
        """Where something is due on the way: both clocks stop there, so that a message bears its own time."""
        with suppress(aiohttp.ClientError, OSError):
            return await self.bot.next_stop(then)
        return None

    async def _set_clock(self, then: datetime) -> None:
        self.clock.set(then)
        with suppress(aiohttp.ClientError, OSError):  # where it is down it takes the time when it starts
            await self.bot.wind(then)
        self.world.events.publish("clock", at=then)

    async def start_bot(self) -> None:
        """Start it where it is not running."""
        if not self.bot.running:
            await self.bot.start()

    async def kill_bot(self, *, again: bool) -> None:
        """kill -9; then perhaps start it anew."""
        self._recorder.happened("Trợ lý bị tắt ngang (kill -9)")
        await self.bot.kill()
        if again:
            await self.bot.start()

    def _bot_changed(self) -> None:
        self.world.events.publish("bot", at=self.clock.now(), running=self.bot.running, pid=self.bot.pid)
