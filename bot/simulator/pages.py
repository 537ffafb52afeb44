"""The page of the demo and what only it asks: /, /page/…, /_demo/…. Answers to this computer alone, like /_sim/."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from aiohttp import web

from bot.simulator.telegram.control import body_of, guarded, json_answer

if TYPE_CHECKING:
    from bot.simulator.demo import Demo

PAGE: Final = Path(__file__).parent / "page"
_KINDS: Final = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Pages:
    """Routes over a demo."""

    def __init__(self, demo: Demo) -> None:
        self._demo = demo
        self._files = {file.name: file for file in PAGE.iterdir() if file.suffix in _KINDS}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", guarded(self._index)),
            web.get("/page/{name}", guarded(self._file)),
            web.get("/_demo/state", guarded(self._state)),
            web.get("/_demo/why", guarded(self._why)),
            web.get("/_demo/transcript", guarded(self._transcript)),
            web.post("/_demo/clock", guarded(self._wind)),
            web.post("/_demo/bot/{act}", guarded(self._bot)),
            web.post("/_demo/plain", guarded(self._deliver)),
            web.get("/_demo/phones/{person}/plain", guarded(self._plain)),
            web.post("/_demo/phones/{person}/plain", guarded(self._switch)),
            web.post("/_demo/phones/{person}/plain/say", guarded(self._say)),
        ]

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        return self._served("index.html")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        return self._served(request.match_info["name"])

    def _served(self, name: str) -> web.StreamResponse:
        file = self._files.get(name)
        if file is None:
            return web.Response(status=404)
        return web.Response(body=file.read_bytes(), content_type=_KINDS[file.suffix], charset="utf-8", headers=_HEADERS)

    async def _state(self, _request: web.Request) -> web.StreamResponse:
        return json_answer(self._demo.state())

    async def _why(self, request: web.Request) -> web.StreamResponse:
        """?phone=PERSON"""
        return json_answer(await self._demo.why(int(request.query["phone"])))

    async def _transcript(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(
            text=self._demo.transcript(),
            content_type="text/markdown",
            headers={"Content-Disposition": 'attachment; filename="hoi-thoai.md"', "Cache-Control": "no-store"},
        )

    async def _wind(self, request: web.Request) -> web.StreamResponse:
        """See winding.wound_to for the body."""
        return json_answer({"now": await self._demo.wind(await body_of(request))})

    async def _bot(self, request: web.Request) -> web.StreamResponse:
        """kill: kill -9 and start anew. stop and start: one of the two."""
        match request.match_info["act"]:
            case "kill":
                await self._demo.kill_bot(again=True)
            case "stop":
                await self._demo.kill_bot(again=False)
            case "start":
                await self._demo.start_bot()
            case other:
                raise ValueError(f"no act {other!r}")
        return json_answer({"running": self._demo.bot.running})

    async def _deliver(self, request: web.Request) -> web.StreamResponse:
        """The bot's plain channel posts here: {"to": PERSON, "texts": [...]}."""
        body = await body_of(request)
        status, wait = self._demo.plain.deliver(int(body["to"]), [str(text) for text in body["texts"]])
        if status == 0 and request.transport is not None:
            request.transport.abort()
        return web.Response(status=status or 200, headers={"Retry-After": str(wait)} if wait else None)

    async def _plain(self, request: web.Request) -> web.StreamResponse:
        chat = self._demo.plain[int(request.match_info["person"])]
        return json_answer({"on": chat.on, "messages": chat.messages})

    async def _switch(self, request: web.Request) -> web.StreamResponse:
        """{"on": true}: this phone is a channel without buttons from now on."""
        on = bool((await body_of(request))["on"])
        await self._demo.plain.switch(int(request.match_info["person"]), on=on)
        return json_answer({"on": on})

    async def _say(self, request: web.Request) -> web.StreamResponse:
        self._demo.plain.say(int(request.match_info["person"]), str((await body_of(request))["text"]))
        return json_answer({"ok": True})
