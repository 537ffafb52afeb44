"""/_sim/: the same actions over HTTP as JSON, for the page and for tests in another process, and a stream of events.

Answers only to this computer: a request whose Host or Origin is not loopback is refused, so that no web page
elsewhere can reach in through somebody's browser.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import urlsplit

import orjson
from aiohttp import web

from bot.simulator.telegram import oddities
from bot.simulator.telegram.actions import Actions, BadAction
from bot.simulator.telegram.chats import Chat
from bot.simulator.telegram.faults import FaultKind
from bot.simulator.telegram.groups import Group
from bot.simulator.telegram.loopback import is_loopback
from bot.simulator.telegram.phones import Phones
from bot.simulator.telegram.refusals import Refused
from bot.simulator.telegram.screen import screen
from bot.simulator.telegram.spec import Json
from bot.simulator.telegram.watch import PATIENCE
from bot.simulator.telegram.webhook import Deliveries
from bot.simulator.telegram.world import World

LONGEST_WAIT: Final = 60.0
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Control:
    def __init__(self, world: World, phones: Phones, *, deliveries: Deliveries) -> None:
        self._world = world
        self._phones = phones
        self._deliveries = deliveries
        self._actions = Actions(world, phones)
        self._streams: set[asyncio.Task[None]] = set()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/_sim/state", guarded(self.state)),
            web.get("/_sim/screen", guarded(self.screen)),
            web.get("/_sim/calls", guarded(self.calls)),
            web.get("/_sim/files/{file_id}", guarded(self.file)),
            web.get("/_sim/events", guarded(self.events)),
            web.post("/_sim/phones", guarded(self.add_phone)),
            web.post("/_sim/phones/{user}/{action}", guarded(self.act)),
            web.post("/_sim/groups", guarded(self.add_group)),
            web.post("/_sim/groups/{group}/{action}", guarded(self.act_in_group)),
            web.post("/_sim/faults", guarded(self.set_fault)),
            web.delete("/_sim/faults", guarded(self.clear_faults)),
            web.delete("/_sim/faults/{fault}", guarded(self.clear_faults)),
            web.post("/_sim/updates/release", guarded(self.release)),
            web.post("/_sim/updates/odd/{kind}", guarded(self.odd)),
            web.post("/_sim/updates/{update:[0-9]+}/redeliver", guarded(self.redeliver)),
            web.post("/_sim/wait", guarded(self.wait)),
        ]

    def adopt(self, group: Group) -> None:
        """Make a group founded in this process known over HTTP too."""
        self._actions.adopt(group)

    def close(self) -> None:
        for task in self._streams:
            task.cancel()

    # ---- reading

    async def state(self, _request: web.Request) -> web.StreamResponse:
        world = self._world
        return json_answer(
            {
                "now": world.clock(),
                "bot": world.bot.as_json(),
                "phones": [
                    {"id": phone.id, "name": phone.user.full_name, "language": phone.user.language,
                     "standing": world.chats[phone.id].standing, "shown": world.chats[phone.id].shown}
                    for phone in self._phones.all()
                ],
                "groups": [
                    {"id": chat.id, "title": chat.title, "kind": chat.kind, "standing": chat.standing,
                     "members": {str(user): status for user, status in chat.members.items()},
                     "topics": {str(topic): name for topic, name in chat.topics.items()}, "shown": chat.shown,
                     "migrated_to": chat.migrated_to}
                    for chat in world.chats.values() if not chat.private
                ],
                "updates_open": world.updates.count(),
                "webhook": self._deliveries.info(),
                "faults": [fault.as_json() for fault in world.faults.active()],
                "violations": world.violations,
                "last_event": world.events.last,
            }
        )  # fmt: skip

    async def screen(self, request: web.Request) -> web.StreamResponse:
        """?phone=USER[&chat=GROUP]: what that phone shows."""
        user = int(request.query["phone"])
        chat = int(request.query.get("chat", user))
        return json_answer(screen(self._world, self._world.chats[chat], self._phones[user].user))

    async def calls(self, request: web.Request) -> web.StreamResponse:
        """?method=NAME&chat=ID&after=SEQ: the bot's calls, oldest first."""
        method, chat = request.query.get("method"), request.query.get("chat")
        after = int(request.query.get("after", "0"))
        return json_answer(
            [
                call for call in self._world.calls
                if call.seq > after and method in (None, call.method) and (chat is None or call.chat == int(chat))
            ]
        )  # fmt: skip

    async def file(self, request: web.Request) -> web.StreamResponse:
        stored = self._world.files.get(request.match_info["file_id"])
        mime = "image/jpeg" if stored.kind in ("photo", "thumbnail") else "application/octet-stream"
        if stored.content.startswith(b"\x89PNG"):
            mime = "image/png"
        return web.Response(body=stored.content, content_type=mime, headers={"X-Content-Type-Options": "nosniff"})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events, from `since` (or the browser's Last-Event-ID) on; without either, from now on."""
        since = request.headers.get("Last-Event-ID") or request.query.get("since")
        start = int(since) if since is not None else self._world.events.last
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        task = asyncio.ensure_future(self._stream(response, start))
        self._streams.add(task)
        try:
            await task
        except (asyncio.CancelledError, ConnectionError):
            task.cancel()
        finally:
            self._streams.discard(task)
        return response

    async def _stream(self, response: web.StreamResponse, start: int) -> None:
        await response.write(b": the world begins\n\n")
        async for batch in self._world.events.follow(start):
            await response.write(
                b"".join(
                    b"id: %d\nevent: %s\ndata: %s\n\n" % (event.seq, event.kind.encode(), orjson.dumps(event))
                    for event in batch
                )
            )

    # ---- acting

    async def add_phone(self, request: web.Request) -> web.StreamResponse:
        return json_answer(self._actions.add_phone(await body_of(request)))

    async def act(self, request: web.Request) -> web.StreamResponse:
        """One action of a person; a press waits for its answer unless the body says "wait": false."""
        phone = self._phones[int(request.match_info["user"])]
        return json_answer(await self._actions.act(phone, request.match_info["action"], await body_of(request)))

    async def add_group(self, request: web.Request) -> web.StreamResponse:
        return json_answer(self._actions.add_group(await body_of(request)))

    async def act_in_group(self, request: web.Request) -> web.StreamResponse:
        group = int(request.match_info["group"])
        return json_answer(self._actions.act_in_group(group, request.match_info["action"], await body_of(request)))

    async def set_fault(self, request: web.Request) -> web.StreamResponse:
        """{"kind": "lost", "method": "sendMessage", "chat": 7, "times": 1, ...}; answers with the fault and its id."""
        body = await body_of(request)
        kind = FaultKind(str(body.pop("kind", "")))
        return json_answer(self._world.faults.set(kind, **body).as_json())

    async def clear_faults(self, request: web.Request) -> web.StreamResponse:
        fault = request.match_info.get("fault")
        self._world.faults.clear(int(fault) if fault is not None else None)
        return json_answer({"faults": [one.as_json() for one in self._world.faults.active()]})

    async def release(self, _request: web.Request) -> web.StreamResponse:
        return json_answer({"released": [update.id for update in self._world.updates.release()]})

    async def redeliver(self, request: web.Request) -> web.StreamResponse:
        self._world.updates.redeliver(int(request.match_info["update"]))
        return json_answer({"ok": True})

    async def odd(self, request: web.Request) -> web.StreamResponse:
        body = await body_of(request)
        chat = body.get("chat")
        match request.match_info["kind"]:
            case "without_sender":
                update = oddities.without_sender(self._world, chat=int(str(chat)))
            case "unknown_kind":
                update = oddities.unknown_kind(self._world)
            case "misshapen":
                update = oddities.misshapen(self._world, chat=int(chat) if chat is not None else None)
            case other:
                raise BadAction(f"no odd update {other!r}")
        return json_answer({"update_id": update.id if update is not None else None})

    async def wait(self, request: web.Request) -> web.StreamResponse:
        """Wait until a condition holds; what is not named does not matter.

        {"chat": 7, "shown": 3, "text": "…", "acknowledged": true, "timeout": 30}: the bot has shown something at
        least so many times in this chat; its newest message shows this text; every update of it is confirmed.
        """
        body = await body_of(request)
        chat = self._world.chats[int(body["chat"])]
        shown, text = body.get("shown"), body.get("text")

        def holds() -> bool:
            if shown is not None and chat.shown < int(shown):
                return False
            if body.get("acknowledged") and self._world.updates.open_in(chat.id):
                return False
            return text is None or text in _newest_of_bot(self._world, chat)

        timeout = min(float(body.get("timeout", PATIENCE)), LONGEST_WAIT)
        await self._world.wait_for(holds, chat=chat.id, timeout=timeout)
        return json_answer({"shown": chat.shown})


def guarded(handler: Handler) -> Handler:
    """Only for this computer; what was asked wrongly is told as JSON."""

    async def answer(request: web.Request) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if not is_loopback(_host(request.host)) or (origin is not None and not is_loopback(urlsplit(origin).hostname)):
            return json_answer({"error": "only this computer may use the simulator"}, status=403)
        try:
            return await handler(request)
        except (BadAction, LookupError, ValueError, TypeError) as problem:
            return json_answer({"error": str(problem)}, status=400)
        except Refused as refusal:
            return json_answer({"error": refusal.description}, status=400)
        except TimeoutError as problem:
            return json_answer({"error": str(problem)}, status=408)

    return answer


def _newest_of_bot(world: World, chat: Chat) -> str:
    for message in reversed(chat.messages.values()):
        if message.sender is world.bot and not message.deleted:
            return str(message.content.get("text") or message.content.get("caption") or "")
    return ""


def _host(header: str) -> str:
    return urlsplit(f"//{header}").hostname or ""


async def body_of(request: web.Request) -> Json:
    raw = await request.read()
    body = orjson.loads(raw) if raw else {}
    if not isinstance(body, dict):
        raise BadAction("the body must be a JSON object")
    return body


def _plain(value: object) -> object:
    return f"<{type(value).__name__}>"


def json_answer(value: object, *, status: int = 200) -> web.Response:
    body = orjson.dumps(value, default=_plain, option=orjson.OPT_NON_STR_KEYS)
    return web.Response(status=status, body=body, content_type="application/json")
