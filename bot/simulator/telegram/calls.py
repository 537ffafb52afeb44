"""One call of the bot, from its raw arguments to the bytes of the answer.

Before: faults. Then the arguments, then the method. After: faults again, so that a call can take effect and its
answer be lost. Every call is recorded.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

import orjson

from bot.simulator.telegram.arguments import Arguments, read_arguments
from bot.simulator.telegram.events import Call
from bot.simulator.telegram.faults import Fault, FaultKind
from bot.simulator.telegram.files import StoredFile, Upload
from bot.simulator.telegram.flood import SENDS
from bot.simulator.telegram.methods import CARRIED_OUT_ELSEWHERE, METHODS
from bot.simulator.telegram.polling import Polling
from bot.simulator.telegram.refusals import (
    BLOCKED,
    Refused,
    bad_request,
    forbidden,
    server_error,
    too_many,
    unauthorized,
    unknown_method,
)
from bot.simulator.telegram.spec import Json
from bot.simulator.telegram.webhook import Deliveries
from bot.simulator.telegram.world import World

_BEFORE: Final = frozenset(
    {
        FaultKind.OFFLINE, FaultKind.TOO_MANY, FaultKind.SERVER, FaultKind.BLOCKED, FaultKind.DELAY, FaultKind.HELD,
    }
)  # fmt: skip
_AFTER: Final = frozenset({FaultKind.LOST, FaultKind.BROKEN, FaultKind.HELD_ANSWER})
FETCH: Final = "fetchFile"  # no method of Telegram: what a download is called in faults and in the list of calls
_TRUE: Final = b'{"ok":true,"result":true}'


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back over the line; `cut` means that the line is cut instead."""

    status: int
    body: bytes
    cut: bool = False


CUT: Final = Reply(0, b"", cut=True)


class Calls:
    def __init__(self, world: World, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._world = world
        self._sleep = sleep
        self.polling = Polling(world)
        self.deliveries = Deliveries(world, carry_out=self._from_webhook, sleep=sleep)
        self._names = {name.lower(): name for name in (*METHODS, *CARRIED_OUT_ELSEWHERE)}
        self._not_emulated = {name.lower(): name for name in world.spec.other_methods}

    async def _from_webhook(self, method: str, raw: Json) -> None:
        await self.call(method, raw, {}, via="webhook")

    def refuse_token(self, token: str) -> Reply | None:
        """What a wrong token gets; None for the right one."""
        return None if token == self._world.token else refusal_reply(unauthorized())

    async def call(
        self, method: str, raw: Mapping[str, object], uploads: Mapping[str, Upload], *, via: str = "http"
    ) -> Reply:
        world = self._world
        name = self._names.get(method.lower())
        if name is None:
            return self._not_carried_out(method)
        recorded = world.begin_call(name, dict(raw), chat=self._chat_of(raw), via=via)
        try:
            reply = await self._carried_out(name, raw, uploads, recorded)
        except Refused as refusal:
            world.end_call(recorded, f"{refusal.code} {refusal.description}")
            return refusal_reply(refusal)
        except asyncio.CancelledError:
            world.end_call(recorded, "hung up")
            raise
        except BaseException:
            world.end_call(recorded, "500 the emulator failed")
            raise
        world.end_call(recorded, "cut" if reply.cut else "ok")
        return reply

    async def fetch(self, stored: StoredFile) -> Reply:
        """A download, which faults can hit like a call; it is recorded as fetchFile."""
        world = self._world
        recorded = world.begin_call(FETCH, {"file_path": stored.path}, chat=None, via="http")
        outcome = "ok"
        try:
            fault = world.faults.take(_BEFORE | {FaultKind.LOST}, FETCH, None)
            if fault is not None and (fault.kind is FaultKind.LOST or await self._before(fault, recorded)):
                outcome = "cut"
                return CUT
            recorded.applied = True
            return Reply(200, stored.content)
        except Refused as refusal:
            outcome = f"{refusal.code} {refusal.description}"
            return refusal_reply(refusal)
        finally:
            world.end_call(recorded, outcome)

    async def _carried_out(
        self, name: str, raw: Mapping[str, object], uploads: Mapping[str, Upload], recorded: Call
    ) -> Reply:
        world = self._world
        if world.faults.active():
            fault = world.faults.take(_BEFORE, name, recorded.chat)
            if fault is not None and await self._before(fault, recorded):
                return CUT
        arguments = read_arguments(world.spec, name, raw, uploads, violate=lambda what: world.violate(name, what))
        recorded.params = arguments.for_record()
        self._admit(name, recorded)
        method = METHODS.get(name)
        if method is not None:
            result = method.carry_out(world, arguments)
            body = _TRUE if result is True else b'{"ok":true,"result":' + orjson.dumps(result) + b"}"
            if isinstance(result, dict):
                recorded.message_id = result.get("message_id")
        else:
            told = await self._elsewhere(name, arguments)
            if told is None:
                return CUT
            body = told
        recorded.applied = True
        if world.faults.active():
            fault = world.faults.take(_AFTER, name, recorded.chat)
            if fault is not None:
                return await self._after(fault, recorded, body)
        return Reply(200, body)

    def _admit(self, name: str, recorded: Call) -> None:
        """Refuse what comes too fast, where flood control is on."""
        world = self._world
        chat = world.chats.get(recorded.chat) if recorded.chat is not None else None
        if world.flood is not None and chat is not None and name in SENDS:
            world.flood.admit(chat, recorded.at)

    async def _elsewhere(self, name: str, arguments: Arguments) -> bytes | None:
        """The answer of a method that is not in the table; None when the line went away meanwhile."""
        match name:
            case "getUpdates":
                updates = await self.polling.get_updates(arguments.values)
                if updates is None:
                    return None
                return b'{"ok":true,"result":[' + b",".join(update.body for update in updates) + b"]}"
            case "setWebhook":
                text = await self.deliveries.set_webhook(arguments)
                if self._world.webhook is not None:
                    self.polling.webhook_was_set()
                return orjson.dumps({"ok": True, "result": True, "description": text})
            case "deleteWebhook":
                text = await self.deliveries.delete_webhook(arguments)
                return orjson.dumps({"ok": True, "result": True, "description": text})
            case _:
                return orjson.dumps({"ok": True, "result": self.deliveries.info()})

    async def _before(self, fault: Fault, recorded: Call) -> bool:
        """Do what a fault does before the call takes effect; True when the line is cut."""
        self._tell(fault, recorded)
        match fault.kind:
            case FaultKind.OFFLINE:
                return True
            case FaultKind.TOO_MANY:
                raise too_many(fault.retry_after)
            case FaultKind.SERVER:
                raise server_error(fault.code)
            case FaultKind.BLOCKED:
                raise forbidden(BLOCKED)
            case FaultKind.DELAY:
                await self._sleep(fault.seconds)
            case _:
                await fault.released.wait()
        return False

    async def _after(self, fault: Fault, recorded: Call, body: bytes) -> Reply:
        self._tell(fault, recorded)
        match fault.kind:
            case FaultKind.LOST:
                return CUT
            case FaultKind.BROKEN:
                return Reply(200, body[: len(body) // 2])
            case _:
                await fault.released.wait()
                return Reply(200, body)

    def _tell(self, fault: Fault, recorded: Call) -> None:
        self._world.events.publish(
            "fault", at=recorded.at, chat=recorded.chat, fault=fault.kind, method=recorded.method
        )
        self._world.watch.changed(recorded.chat)

    def _chat_of(self, raw: Mapping[str, object]) -> int | None:
        given = raw.get("chat_id")
        if given is None:
            query = self._world.queries.get(str(raw.get("callback_query_id")))
            return query.chat if query is not None else None
        if isinstance(given, int):
            return given
        text = str(given)
        return int(text) if text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() else None

    def _not_carried_out(self, method: str) -> Reply:
        """A method of Telegram that is not emulated must not look like a wrong token, as a 404 would."""
        existing = self._not_emulated.get(method.lower())
        if existing is None:
            return refusal_reply(unknown_method())
        self._world.violate(existing, "is not carried out by the emulator")
        return refusal_reply(bad_request(f"the emulator does not carry out {existing}"))


def refusal_reply(refusal: Refused) -> Reply:
    answer: Json = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        answer["parameters"] = refusal.parameters
    return Reply(refusal.code, orjson.dumps(answer))
