"""The emulator on a port: /bot<token>/<method> and /file/bot<token>/<path> for the bot, /_sim/ for people and tests.

It binds loopback addresses only. `unplug()` closes the port and every connection, as a network that is gone.
"""

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Final, Self
from urllib.parse import parse_qsl

import orjson
from aiohttp import web
from aiohttp.web_request import FileField

from bot.simulator.telegram.calls import CUT, Calls, Reply, refusal_reply
from bot.simulator.telegram.control import Control
from bot.simulator.telegram.files import FETCH_LIMIT, UPLOAD_LIMIT, Upload
from bot.simulator.telegram.loopback import require_loopback
from bot.simulator.telegram.phones import Phones
from bot.simulator.telegram.refusals import Refused, bad_request
from bot.simulator.telegram.world import World

BODY_LIMIT: Final = UPLOAD_LIMIT + (10 << 20)
_JSON: Final = "application/json"


class Emulator:
    """`async with Emulator(World(clock=...)) as telegram:` serves the world at `telegram.base_url`."""

    def __init__(
        self,
        world: World,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        require_loopback(host)
        self.world = world
        self.phones = Phones(world)
        self._calls = Calls(world, sleep=sleep)
        self._host = host
        self._port = port
        self.control = Control(world, self.phones, deliveries=self._calls.deliveries)
        self.app = web.Application(client_max_size=BODY_LIMIT)
        self.app.router.add_route("*", "/bot{token:[^/]+}/{method}", self._serve_call)
        self.app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self._serve_file)
        self.app.add_routes(self.control.routes())
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    # ---- life

    async def start(self) -> None:
        runner = web.AppRunner(self.app, access_log=None, handler_cancellation=True, shutdown_timeout=0.5)
        self._runner = runner
        await runner.setup()
        await self._open(runner)

    async def stop(self) -> None:
        self.world.faults.clear()
        self._calls.polling.end(None)
        await self._calls.deliveries.close()
        self.control.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def _open(self, runner: web.AppRunner) -> None:
        site = web.TCPSite(runner, self._host, self._port, reuse_address=True)
        await site.start()
        self._site = site
        self._port = int(runner.addresses[0][1])

    async def unplug(self) -> None:
        """Offline: the port refuses, open connections break, webhooks wait."""
        runner, site = self._runner, self._site
        if runner is None or site is None:
            return
        self._calls.deliveries.unplug()
        self._site = None
        await site.stop()
        for connection in list(runner.server.connections if runner.server is not None else []):
            if connection.transport is not None:
                connection.transport.abort()

    async def plug_in(self) -> None:
        """Online again, at the same port."""
        if self._runner is not None and self._site is None:
            await self._open(self._runner)
            self._calls.deliveries.plug_in()

    # ---- addresses

    @property
    def port(self) -> int:
        return self._port

    @property
    def url(self) -> str:
        return f"http://{self._host}:{self._port}"

    @property
    def base_url(self) -> str:
        """What a bot takes for https://api.telegram.org/bot."""
        return f"{self.url}/bot"

    @property
    def file_url(self) -> str:
        """What a bot takes for https://api.telegram.org/file/bot."""
        return f"{self.url}/file/bot"

    # ---- serving

    async def _serve_call(self, request: web.Request) -> web.StreamResponse:
        token = request.match_info["token"]
        reply = self._calls.refuse_token(token)
        if reply is None:
            try:
                raw, uploads = await _read(request)
            except Refused as refusal:
                reply = refusal_reply(refusal)
            except web.HTTPRequestEntityTooLarge:
                reply = refusal_reply(Refused(413, "Request Entity Too Large"))
            else:
                reply = await self._calls.call(request.match_info["method"], raw, uploads)
        return _answer(request, reply)

    async def _serve_file(self, request: web.Request) -> web.StreamResponse:
        reply = self._calls.refuse_token(request.match_info["token"])
        if reply is not None:
            return _answer(request, reply)
        stored = self.world.files.at(request.match_info["path"])
        if stored is None or stored.size > FETCH_LIMIT:
            return _answer(request, refusal_reply(Refused(404, "Not Found")))
        reply = await self._calls.fetch(stored)
        if reply.status != 200 or reply.cut:
            return _answer(request, reply)
        return web.Response(body=reply.body, content_type="application/octet-stream")


def _answer(request: web.Request, reply: Reply) -> web.StreamResponse:
    if reply is CUT or reply.cut:
        if request.transport is not None:
            request.transport.abort()
        return web.Response()
    return web.Response(status=reply.status, body=reply.body, content_type=_JSON)


async def _read(request: web.Request) -> tuple[dict[str, object], dict[str, Upload]]:
    """Arguments from the query, and from a JSON, urlencoded or multipart body."""
    raw: dict[str, object] = dict(request.query) if request.query_string else {}
    if not request.body_exists:
        return raw, {}
    kind = request.content_type
    if kind == "multipart/form-data":
        return await _read_parts(request, raw)
    body = await request.read()
    if kind == _JSON:
        try:
            given = orjson.loads(body) if body else {}
        except orjson.JSONDecodeError:
            raise bad_request("can't parse JSON object") from None
        if not isinstance(given, dict):
            raise bad_request("can't parse JSON object")
        raw.update(given)
    else:
        raw.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return raw, {}


async def _read_parts(request: web.Request, raw: dict[str, object]) -> tuple[dict[str, object], dict[str, Upload]]:
    uploads: dict[str, Upload] = {}
    for name, part in (await request.post()).items():
        if isinstance(part, FileField):
            with part.file as stream:
                content = stream.read()
            uploads[name] = Upload(name=part.filename, mime=part.content_type, content=content)
        else:
            raw[name] = part
    return raw, uploads
