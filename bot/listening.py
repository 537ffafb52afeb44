"""The one HTTP server of the bot: the health page, and in webhook mode Telegram's calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    Handler = Callable[[web.BaseRequest], Awaitable[web.Response]]

HEALTH = "/health"


class Listener:
    """Listens between open() and close(). Every POST is Telegram's, whatever its path: a proxy may change it."""

    def __init__(
        self, *, health: Handler, webhook: Handler | None = None, trying: Mapping[str, Handler] | None = None
    ) -> None:
        """trying: by path, what exists only while the bot is tried out on this machine."""
        self._health = health
        self._webhook = webhook
        self._trying = trying or {}
        self._runner: web.ServerRunner | None = None
        self.port = 0

    async def open(self, host: str, port: int) -> None:
        """Raises OSError where the address is taken."""
        runner = web.ServerRunner(
            web.Server(self._handle, access_log=None, request_factory=None), handle_signals=False, shutdown_timeout=5.0
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port, reuse_address=True, backlog=512).start()
        except BaseException:
            await runner.cleanup()
            raise
        self._runner = runner
        self.port = runner.addresses[0][1]

    async def close(self) -> None:
        """Take no more calls; those under way are answered first."""
        if self._runner is not None:
            runner, self._runner = self._runner, None
            await runner.cleanup()

    async def _handle(self, request: web.BaseRequest) -> web.Response:
        if request.path in self._trying:
            return await self._trying[request.path](request)
        if request.method == "GET":
            return await self._health(request) if request.path == HEALTH else web.Response(status=404)
        if request.method == "POST" and self._webhook is not None:
            return await self._webhook(request)
        return web.Response(status=404)
